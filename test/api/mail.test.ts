import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailKey } from '../../functions/mail/keys.ts';
import { posted } from '../../functions/mail/outbox.ts';
import type { MailItem } from '../../functions/mail/schema.ts';
import { sendMail } from '../../functions/mail/send.ts';
import { createSentStore } from '../../functions/mail/sentStore.ts';
import { createSesClient, createTransport } from '../../functions/mail/transport.ts';
import { sendDigest } from '../../functions/moderation/digest.function.ts';
import { type App, startApp } from '../support/app.ts';
import { anArticle, aSubmission, NOON } from '../support/builders.ts';

/** What SES was asked, and what it answers. */
let requests: Record<string, unknown>[] = [];
let answer: { readonly status: number; readonly body: object; readonly type?: string };

const ses = createServer(async (request, response) => {
  requests.push((await json(request)) as Record<string, unknown>);
  response.writeHead(answer.status, answer.type ? { 'x-amzn-errortype': answer.type } : {});
  response.end(JSON.stringify(answer.body));
});

let app: App;
let now: Date;
let logs: { level: string; message: string; data: object | undefined }[] = [];

beforeAll(async () => {
  app = await startApp();
  await once(ses.listen(0, '127.0.0.1'), 'listening');
  process.env.AWS_ENDPOINT_URL_SESV2 = `http://127.0.0.1:${(ses.address() as { port: number }).port}`;
});

afterAll(() => {
  ses.close();
  ses.closeAllConnections();
});

beforeEach(() => {
  requests = [];
  logs = [];
  now = new Date(NOON);
  answer = { status: 200, body: { MessageId: 'one' } };
});

const note =
  (level: string) =>
  (message: unknown, data?: unknown): void =>
    void logs.push({ level, message: String(message), data: data as object | undefined });

const createSend = () =>
  sendMail({
    transport: createTransport(createSesClient(), 'paper@example.org'),
    sent: createSentStore(app.client, app.tables.newsroom),
    clock: () => now,
    log: { info: note('info'), warn: note('warn'), error: note('error') } as never,
  });

let made = 0;

const aMail = (changes: Partial<MailItem> = {}): MailItem => {
  made += 1;
  return {
    id: `mail-${made}`,
    kind: 'confirmation',
    to: 'wren@example.org',
    subject: 'Please confirm your address',
    text: 'Somebody has left a comment.',
    expiresAt: now.getTime() / 1_000 + 3_600,
    ...changes,
  };
};

/** A message of the queue: the stream's record, as the pipe hands it on. */
const aMessage = (item: object, messageId = 'message'): SQSRecord => {
  const NewImage: Record<string, AttributeValue> = marshall(item, { removeUndefinedValues: true });
  return { messageId, body: JSON.stringify({ eventName: 'INSERT', dynamodb: { NewImage } }) } as SQSRecord;
};

const sent = { batchItemFailures: [] };
const again = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('mail.send', () => {
  it('hands a mail to SES as it was composed', async () => {
    const mail = aMail({
      to: 'wren@example.org',
      headers: { 'List-Unsubscribe': '<https://example.org/u>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    });

    const result = await createSend()({ Records: [aMessage({ ...mail, ...mailKey(mail.id), type: 'mail' })] });

    expect(result).toEqual(sent);
    expect(requests).toEqual([
      {
        FromEmailAddress: 'paper@example.org',
        Destination: { ToAddresses: ['wren@example.org'] },
        Content: {
          Simple: {
            Subject: { Data: 'Please confirm your address', Charset: 'UTF-8' },
            Body: { Text: { Data: 'Somebody has left a comment.', Charset: 'UTF-8' } },
            Headers: [
              { Name: 'List-Unsubscribe', Value: '<https://example.org/u>' },
              { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
            ],
          },
        },
      },
    ]);
  });

  it('sends a mail that is delivered twice once', async () => {
    const message = aMessage(aMail());

    const results = [await createSend()({ Records: [message] }), await createSend()({ Records: [message] })];

    expect(results).toEqual([sent, sent]);
    expect(requests).toHaveLength(1);
  });

  it('lets one of two deliveries at the same moment send it, and the other ask again', async () => {
    const message = aMessage(aMail());

    const results = await Promise.all([createSend()({ Records: [message] }), createSend()({ Records: [message] })]);

    expect(requests).toHaveLength(1);
    expect(results).toContainEqual(sent);
  });

  it('sends a mail after all when whoever took it on was never heard of again', async () => {
    const mail = aMail();
    const store = createSentStore(app.client, app.tables.newsroom);
    await store.claim(mail, now);

    const early = await createSend()({ Records: [aMessage(mail)] });
    now = new Date(now.getTime() + 61_000);
    const later = await createSend()({ Records: [aMessage(mail)] });

    expect(early).toEqual(again('message'));
    expect(later).toEqual(sent);
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['MessageRejected', 400, 'Address is on the suppression list'],
    ['BadRequestException', 400, 'Missing final @domain for wren'],
  ])('drops what SES will never take, and logs no address: %s', async (type, status, message) => {
    answer = { status, type, body: { message } };
    const record = aMessage(aMail());

    const results = [await createSend()({ Records: [record] }), await createSend()({ Records: [record] })];

    expect(results).toEqual([sent, sent]);
    expect(requests).toHaveLength(1);
    expect(logs).toContainEqual({
      level: 'error',
      message: 'mail refused',
      data: { mail: `mail-${made}`, kind: 'confirmation', refusal: type },
    });
    expect(JSON.stringify(logs)).not.toMatch(/wren/);
  });

  it.each([
    ['TooManyRequestsException', 429, 'Maximum sending rate exceeded.'],
    ['SendingPausedException', 400, 'Sending is paused for this account.'],
    ['MessageRejected', 400, 'Email address is not verified. The following identities failed: paper@example.org'],
    ['InternalFailure', 500, 'Try again.'],
  ])('gives back to the queue what may pass, and sends it then: %s', async (type, status, message) => {
    const record = aMessage(aMail());
    answer = { status, type, body: { message } };
    const first = await createSend()({ Records: [record] });

    answer = { status: 200, body: { MessageId: 'one' } };
    now = new Date(now.getTime() + 180_000);
    const second = await createSend()({ Records: [record] });

    expect(first).toEqual(again('message'));
    expect(second).toEqual(sent);
  });

  it('logs why a mail is to be tried again, without the address that SES names', async () => {
    const message = 'Email address is not verified. The following identities failed the check: wren@example.org';
    answer = { status: 400, type: 'MessageRejected', body: { message } };

    await createSend()({ Records: [aMessage(aMail())] });

    const [line] = logs;
    expect(line).toMatchObject({ level: 'error', message: 'mail to be tried again', data: { messageId: 'message' } });
    const told = JSON.stringify(line, (_, value) =>
      value instanceof Error ? { ...value, stack: value.stack } : value,
    );
    expect(told).toContain('MessageRejected: Email address is not verified.');
    expect(told).not.toContain('wren@example.org');
  });

  it('gives back the one message that failed, and sends the rest', async () => {
    const good = [aMessage(aMail(), 'first'), aMessage(aMail(), 'third')];
    const bad = { ...aMessage(aMail(), 'second'), body: 'not JSON' };

    const result = await createSend()({ Records: [good[0] ?? bad, bad, good[1] ?? bad] });

    expect(result).toEqual(again('second'));
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['subject', { subject: 'Hello\r\nBcc: everybody@example.org' }],
    ['address', { to: 'wren@example.org\nBcc: everybody@example.org' }],
    ['header', { headers: { 'List-Unsubscribe': '<https://example.org>\r\nBcc: everybody@example.org' } }],
    ['header name', { headers: { 'X\r\nBcc': 'everybody@example.org' } }],
  ])('never sends a mail with a line break in its %s', async (_, changes) => {
    const result = await createSend()({ Records: [aMessage(aMail(changes))] });

    expect(result).toEqual(again('message'));
    expect(requests).toEqual([]);
  });

  it('does not send what nobody wants any more', async () => {
    const result = await createSend()({ Records: [aMessage(aMail({ expiresAt: now.getTime() / 1_000 }))] });

    expect(result).toEqual(sent);
    expect(requests).toEqual([]);
  });
});

describe('the outbox', () => {
  it('keeps a mail for three days', async () => {
    const { expiresAt: _, ...mail } = aMail();

    await app.client.send(new PutCommand(posted(app.tables.newsroom, mail, now).Put));

    const { Item } = await app.client.send(new GetCommand({ TableName: app.tables.newsroom, Key: mailKey(mail.id) }));
    expect(Item).toEqual({
      ...mail,
      pk: `MAIL#${mail.id}`,
      sk: 'MAIL',
      type: 'mail',
      expiresAt: now.getTime() / 1_000 + 3 * 24 * 60 * 60,
    });
  });
});

describe('moderation.digest', () => {
  const digests = async () => {
    const { Items = [] } = await app.client.send(
      new QueryCommand({
        TableName: app.tables.newsroom,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `MAIL#digest-${now.toISOString().slice(0, 10)}` },
      }),
    );
    return Items;
  };
  const digest = () =>
    sendDigest({
      client: app.client,
      tables: app.tables,
      moderators: 'moderators@example.org',
      site: 'https://paper.example.org',
      language: 'en-GB',
      clock: () => now,
    })();

  it('tells nobody when nothing waits', async () => {
    await digest();

    expect(await digests()).toEqual([]);
  });

  it('posts one mail a day that says how many comments wait, however often it is called', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    for (const comment of ['One.', 'Two.']) {
      await app.post('/v1/articles/ferry/comments', aSubmission({ comment }));
    }

    await digest();
    await digest();

    expect(await digests()).toMatchObject([
      {
        type: 'mail',
        kind: 'digest',
        to: 'moderators@example.org',
        subject: '2 comments to decide',
        text: 'At https://paper.example.org there are 2 comments for a moderator to decide on.\n',
      },
    ]);
  });

  it.each([
    ['alone', [], '1 comment reported by readers'],
    ['beside what is held', ['One.'], '1 comment to decide, 1 comment reported by readers'],
  ])('counts what readers have reported, %s', async (_how, held, subject) => {
    app = await startApp();
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    const { json } = await app.post('/v1/articles/ferry/comments', aSubmission({ comment: 'Rude.' }));
    await app.moderation.approve(json.id);
    await app.post(`/v1/comments/${json.id}/reports`, {});
    for (const comment of held) await app.post('/v1/articles/ferry/comments', aSubmission({ comment }));

    await digest();

    const reported =
      'At https://paper.example.org there is 1 comment that readers have reported, for a moderator to look at.\n';
    const waiting = 'At https://paper.example.org there is 1 comment for a moderator to decide on.\n';
    const [mail] = await digests();
    expect(mail?.subject).toBe(subject);
    expect(mail?.text).toBe(held.length === 0 ? reported : `${waiting}${reported}`);
  });
});
