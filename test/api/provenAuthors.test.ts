import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { type Answer, type App, type RequestOptions, startApp } from '../support/app.ts';
import { Browser, formIn } from '../support/browser.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting, linkIn, tokenOf } from '../support/commenting.ts';
import { scan } from '../support/newsroom.ts';
import { spent } from '../support/reading.ts';

const FERRY = anArticle({ slug: 'ferry' });
const WREN = 'wren@example.org';
const ZOE = { name: 'Zoë Lindqvist', email: 'zoe@example.org' };
const THREAD = '/v1/articles/ferry/comments';

let app: App;
let ferry: Commenting;
let browser: Browser;

const begin = async (options: Parameters<typeof startApp>[0] = {}) => {
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 }, ...options });
  await app.publication.publish(FERRY, undefined);
  ferry = new Commenting(app);
  browser = new Browser(app);
};

beforeEach(() => begin());

/** The nth of many networks. */
const network = (n: number): RequestOptions => ({ sourceIp: `198.18.${n >> 8}.${n & 255}` });
const submissions = async () => (await scan(app, 'newsroom')).filter(({ type }) => type === 'submission');
const everything = async () => [await scan(app, 'published'), await scan(app, 'newsroom')];
const ruleOf = async ({ json }: Answer) => (await ferry.moderate('GET', `/comments/${json.id}`)).json.rule;

/** The link in the mail that asks for the proof. */
async function confirmationLink(): Promise<string> {
  const [mail] = await ferry.mails('confirmation');
  if (!mail) throw new Error('There is no mail');
  return linkIn(mail, 'confirmation');
}

/** Sends what its author writes, from their browser. */
const sendFrom = (from: Browser, changes: object = {}) =>
  ferry.send(changes, { headers: { cookie: from.cookiesFor(THREAD).join('; ') } });

/** Has a mailbox proven in a browser, as the mail says. */
async function prove(by: Browser): Promise<void> {
  await ferry.held({ notify: true });
  const page = await by.get(await confirmationLink());
  await by.submit(formIn(page, '/v1/commenters/confirmation'));
}

describe('a mailbox', () => {
  it('is proven by the button of the page that the mail leads to, in this browser alone', async () => {
    await ferry.published({ notify: true });
    const page = await browser.get(await confirmationLink());

    const pressed = await browser.submit(formIn(page, '/v1/commenters/confirmation'));
    const told = await browser.follow(pressed);

    const [here, elsewhere] = [await sendFrom(browser), await sendFrom(new Browser(app))];
    expect([page.statusCode, pressed.statusCode, told.statusCode]).toEqual([200, 303, 200]);
    expect(told.body).toContain('this browser is known to be yours');
    expect([here.statusCode, elsewhere.statusCode]).toEqual([201, 202]);
    expect(await ruleOf(elsewhere)).toBe('author-not-proven');
  });

  it('is not proven by following the link, however often and with whatever method reads', async () => {
    await ferry.published({ notify: true });
    const link = await confirmationLink();
    const before = await everything();

    const answers = [
      await browser.get(link),
      await browser.get(link),
      await app.request('HEAD', link),
      await app.get(link, { headers: { 'user-agent': 'MailScanner/1.0' } }),
    ];

    expect(answers.map(({ statusCode, cookies }) => [statusCode, cookies])).toEqual(Array(4).fill([200, undefined]));
    expect(await everything()).toEqual(before);
    expect((await sendFrom(browser)).statusCode).toBe(202);
  });

  it('is proven as often as its link is pressed within two days, and not after', async () => {
    await ferry.published({ notify: true });
    const token = tokenOf(await confirmationLink());
    const press = () => app.post('/v1/commenters/confirmation', { token });

    const first = await press();
    app.setClock('2026-11-25T11:59:59.999Z');
    const second = await press();
    app.setClock('2026-11-25T12:00:00.000Z');
    const third = await press();

    expect([first, second, third].map(({ statusCode }) => statusCode)).toEqual([200, 200, 403]);
  });

  it('puts a cookie into the browser that no script reads and no other site sends, for a year', async () => {
    await ferry.held({ notify: true });

    const { cookies } = await app.post(
      '/v1/commenters/confirmation',
      String(new URLSearchParams({ token: tokenOf(await confirmationLink()) })),
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    );

    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-commenter=[\w-]+\.[\w-]{43}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
    expect(cookies?.[0]).not.toContain('wren');
  });
});

describe('a comment of a person whose mailbox is proven', () => {
  it('waits until a moderator has approved one of theirs, and is published at once from then on', async () => {
    await prove(browser);
    const first = await sendFrom(browser);
    const second = await sendFrom(browser);
    const rules = [await ruleOf(first), await ruleOf(second)];

    await ferry.decide(first.json.id, 'approve');
    const third = await sendFrom(browser);

    expect([first, second, third].map(({ statusCode }) => statusCode)).toEqual([202, 202, 201]);
    expect(rules).toEqual(['first-comment', 'first-comment']);
    expect(await ferry.thread()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: first.json.id }),
        expect.objectContaining({ id: third.json.id }),
      ]),
    );
    expect(await ferry.count()).toBe(2);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each(['reject', 'spam'])('is not published for one that a moderator did %s', async (act) => {
    await prove(browser);
    await ferry.decide((await sendFrom(browser)).json.id, act);

    const next = await sendFrom(browser);

    expect([next.statusCode, await ruleOf(next)]).toEqual([202, 'first-comment']);
  });

  /** What moderators do with the first three comments of somebody who is known. */
  const afterActs = async (...acts: readonly string[]): Promise<Answer> => {
    await prove(browser);
    await ferry.decide((await sendFrom(browser)).json.id, 'approve');
    const sent = [await sendFrom(browser), await sendFrom(browser), await sendFrom(browser)];
    for (const each of acts) {
      const [act = '', nth = ''] = each.split(' ');
      const { statusCode } = await ferry.decide(sent[Number(nth)]?.json.id, act);
      expect(statusCode).toBe(200);
    }
    return sendFrom(browser);
  };

  it.each([
    ['two were rejected', ['reject 0', 'reject 1']],
    ['one was removed and one rejected', ['remove 0', 'reject 1']],
    ['two were rejected, and nothing was found good', ['reject 0', 'reject 1', 'restore 1']],
  ])('waits again once %s in a row, and is published at once when one more was approved', async (_what, acts) => {
    const next = await afterActs(...acts);
    const read = (await ferry.moderate('GET', `/comments/${next.json.id}`)).json;

    await ferry.decide(next.json.id, 'approve');
    const later = await sendFrom(browser);

    expect([next.statusCode, read.rule, read.matched]).toEqual([202, 'author-rejected', '2 put away in a row']);
    expect(read.author).toEqual({ approved: 1, rejectedInRow: 2 });
    expect(later.statusCode).toBe(201);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each([
    ['one was removed', ['remove 0']],
    ['one was rejected again and again', ['reject 0', 'restore 0', 'reject 0', 'restore 0', 'reject 0']],
    ['one between two was brought back', ['reject 0', 'remove 1', 'restore 1', 'reject 2']],
    ['the second was put away in error', ['remove 0', 'remove 1', 'restore 1']],
  ])('is published at once all the same after %s', async (_what, acts) => {
    const next = await afterActs(...acts);

    expect([next.statusCode, await ruleOf(next)]).toEqual([201, 'no-objection']);
  });

  it.each([
    [{ rejectionsToHold: 3 }, ['reject 0', 'reject 1'], 'no-objection'],
    [{ rejectionsToHold: 1 }, ['remove 2'], 'author-rejected'],
    [{ moderation: 'all-published' as const }, ['reject 0', 'reject 1'], 'no-objection'],
    [{ holdFirstComment: false }, ['spam 0', 'spam 1'], 'author-rejected'],
    [{}, ['spam 0', 'spam 1'], 'first-comment'],
  ])('is judged by the settings %j after %j', async (settings, acts, rule) => {
    await begin({ settings: { ...settings, moderation: 'proven-published' } });
    await afterActs(...acts);
    await ferry.change({ ...defaultSettings, ...settings });
    app.setClock('2026-11-23T12:02:00.000Z');

    const next = await sendFrom(browser);

    expect(await ruleOf(next)).toBe(rule);
  });

  it('is not told by what somebody else has sent under its author’s address', async () => {
    await prove(browser);
    await ferry.decide((await sendFrom(browser)).json.id, 'approve');
    for (const act of ['reject', 'reject', 'spam']) await ferry.decide(await ferry.held(), act);

    const next = await sendFrom(browser);

    expect(next.statusCode).toBe(201);
  });

  it('is published at once from the first where the settings say so', async () => {
    await begin({ settings: { holdFirstComment: false } });
    await prove(browser);

    const answer = await sendFrom(browser);

    expect(answer.statusCode).toBe(201);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('waits all the same where everything does', async () => {
    await begin({ settings: { moderation: 'everything-held' } });
    await ferry.published();
    await prove(browser);

    const answer = await sendFrom(browser);

    expect([answer.statusCode, await ruleOf(answer)]).toEqual([202, 'everything-held']);
  });

  it('is theirs under their address in capitals too, and under no other', async () => {
    await ferry.published();
    await ferry.published(ZOE);
    await prove(browser);

    const answers = [
      await sendFrom(browser, { email: 'WREN@Example.org' }),
      await sendFrom(browser, ZOE),
      await sendFrom(browser, { email: 'wren+news@example.org' }),
      await sendFrom(browser, { email: 'wren@example.com' }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 202, 202, 202]);
  });

  it('is told as theirs in their name that they change, but not in an editor’s', async () => {
    await begin({ settings: { staffNames: ['Ines Calder'] } });
    await ferry.published();
    await prove(browser);

    const [renamed, asEditor] = [
      await sendFrom(browser, { name: 'W. A.' }),
      await sendFrom(browser, { name: 'Іnes  C\u200balder' }),
    ];

    expect([renamed.statusCode, asEditor.statusCode]).toEqual([201, 202]);
    expect(await ruleOf(asEditor)).toBe('staff-name');
  });
});

describe('an address that is only typed', () => {
  it('approves nothing, however many of the same name and address were approved', async () => {
    for (let n = 0; n < 5; n += 1) await ferry.published();

    const answer = await ferry.send();

    expect([answer.statusCode, await ruleOf(answer)]).toEqual([202, 'author-not-proven']);
    expect(await ferry.count()).toBe(5);
  });

  it('approves nothing from the browser of somebody else who has proven theirs', async () => {
    await ferry.published();
    await ferry.published(ZOE);
    const zoe = { cookie: (await ferry.provenHeaders(ZOE.email)).cookie ?? '' };

    const asWren = await ferry.send({}, { headers: zoe });
    const asZoe = await ferry.send(ZOE, { headers: zoe });

    expect([asWren.statusCode, asZoe.statusCode]).toEqual([202, 201]);
    expect(await ruleOf(asWren)).toBe('author-not-proven');
  });

  it.each<[string, () => Promise<string>]>([
    ['cut short', async () => (await wrensToken()).slice(0, -1)],
    ['with another signature', async () => `${(await wrensToken()).split('.')[0]}.${'A'.repeat(43)}`],
    [
      'with another person in it',
      async () => {
        const [, signature] = (
          await app.tokens.sign('commenter', { person: await app.personOf(ZOE.email) }, new Date('2027-01-01'))
        ).split('.');
        return `${(await wrensToken()).split('.')[0]}.${signature}`;
      },
    ],
    [
      'of another purpose',
      async () => app.tokens.sign('mailbox', { person: await app.personOf(WREN) }, new Date('2027-01-01')),
    ],
    ['that is over', async () => app.tokens.sign('commenter', { person: await app.personOf(WREN) }, new Date(NOON))],
    ['that is an address', async () => WREN],
    ['that is empty', async () => ''],
    ['of half an escape', async () => '%E0%A4%A'],
  ])('approves nothing with a cookie %s', async (_what, cookieFrom) => {
    await ferry.published();

    const answer = await ferry.send({}, { headers: { cookie: `__Host-commenter=${await cookieFrom()}` } });

    expect([answer.statusCode, await ruleOf(answer)]).toEqual([202, 'author-not-proven']);
  });

  const wrensToken = async () =>
    app.tokens.sign('commenter', { person: await app.personOf(WREN) }, new Date('2027-01-01'));

  it('is not proven by the token of a comment, which is not of a mailbox', async () => {
    await ferry.published();
    const { json } = await ferry.send();

    const refused = await app.post('/v1/commenters/confirmation', { token: json.edit.token });

    expect([refused.statusCode, refused.json.code, refused.cookies]).toEqual([403, 'link-expired', undefined]);
  });
});

describe('without a sender of mail', () => {
  beforeEach(() => begin({ hasSender: false }));

  it('every comment waits, is decided, and is changed like any other', async () => {
    const first = await ferry.send({ notify: true });
    await ferry.decide(first.json.id, 'approve');
    const second = await ferry.send();
    const edited = await app.post(`/v1/comments/${second.json.id}/edit`, {
      token: second.json.edit.token,
      comment: 'Mended.',
    });

    expect([first.statusCode, second.statusCode, edited.statusCode]).toEqual([202, 202, 202]);
    expect([(await ferry.thread()).length, await ferry.count()]).toEqual([1, 1]);
    expect((await scan(app, 'newsroom')).filter(({ type }) => type === 'mail')).toEqual([]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('the form offers no mail, and a mail cannot be asked for', async () => {
    const form = formIn(await browser.get('/abroad/ferry'), THREAD);

    const asked = await app.post('/v1/commenters/confirmation-mail', { email: WREN });

    expect(form.unticked).toEqual(['remember']);
    expect([asked.statusCode, asked.json.code]).toEqual([403, 'mail-unavailable']);
  });

  it('a reply is decided though its parent’s author had asked to be told', async () => {
    const parentId = await ferry.published({ notify: true });
    const reply = await ferry.held({ ...ZOE, parentId });

    const { statusCode } = await ferry.decide(reply, 'approve');

    expect(statusCode).toBe(200);
    expect(await ferry.count()).toBe(2);
  });
});

describe('what a submission spends', () => {
  it.each<[string, object, boolean, number]>([
    ['is held', {}, false, 202],
    ['is held, with an idempotency key', {}, false, 202],
    ['is published', {}, true, 201],
    ['is published, with an idempotency key', {}, true, 201],
  ])(
    'when it %s is at most 14 write units, in three requests but for what it looks up',
    async (how, changes, isKnown, status) => {
      await ferry.published();
      const key = how.includes('key') ? { 'idempotency-key': 'one' } : {};
      const known = isKnown ? await ferry.provenHeaders(WREN) : {};

      const answer = await ferry.send(changes, { headers: { ...key, ...known } });

      expect(answer.statusCode).toBe(status);
      // A known person's standing is looked up beside the article.
      expect(spent(app)?.requests).toBe(isKnown ? 4 : 3);
      expect(spent(app)?.writeUnits).toBeGreaterThan(0);
      expect(spent(app)?.writeUnits).toBeLessThanOrEqual(14);
    },
  );

  it('when it is held is no write to Published', async () => {
    const before = await scan(app, 'published');

    await ferry.held();

    expect(await scan(app, 'published')).toEqual(before);
  });
});

describe('a storm of 500 different comments at once to one article', () => {
  const COUNT = 500;
  const everyone = Array.from({ length: COUNT }, (_, n) => n);

  // One process stands for hundreds of functions here: on a busy machine all of it is slow, which is not the matter.
  const TIMEOUT = 240_000;
  const patient = {
    functionMilliseconds: TIMEOUT,
    wrapClient: () =>
      DynamoDBDocumentClient.from(
        new DynamoDBClient({ requestHandler: { connectionTimeout: TIMEOUT, requestTimeout: TIMEOUT } }),
        { marshallOptions: { removeUndefinedValues: true } },
      ),
  };

  const storm = async (headersOf: (email: string) => Promise<Record<string, string>>) => {
    const readers = await Promise.all(
      everyone.map(async (n) => {
        const email = `reader-${n}@example.org`;
        return { email, options: { ...network(n), headers: await headersOf(email) } };
      }),
    );
    return Promise.all(readers.map(({ email, options }) => ferry.send({ email }, options)));
  };
  const statusesOf = (answers: readonly Answer[]) => new Set(answers.map(({ statusCode }) => statusCode));
  const idsOf = (answers: readonly Answer[]) => new Set(answers.map(({ json }) => json.id));

  it(
    'stores all of them where they are held',
    async () => {
      await begin(patient);

      const answers = await storm(async () => ({}));

      const stored = await submissions();
      expect(statusesOf(answers)).toEqual(new Set([202]));
      expect(new Set(stored.map(({ id }) => id))).toEqual(idsOf(answers));
      expect(new Set(stored.map(({ rule }) => rule))).toEqual(new Set(['author-not-proven']));
      expect(stored).toHaveLength(COUNT);
    },
    TIMEOUT,
  );

  it(
    'publishes and counts all of them where all are of people who are known',
    async () => {
      await begin({ ...patient, settings: { holdFirstComment: false } });

      const answers = await storm((email) => ferry.provenHeaders(email));

      const stored = await submissions();
      expect(statusesOf(answers)).toEqual(new Set([201]));
      expect(new Set(stored.map(({ id }) => id))).toEqual(idsOf(answers));
      expect(stored).toHaveLength(COUNT);
      expect(await ferry.count()).toBe(COUNT);
      expect(await ferry.disorder()).toEqual([]);
    },
    TIMEOUT,
  );
});

/** The embedded DynamoDB makes one transaction wait for another; the real one cancels it, again and again in a storm. */
describe('while others write the same count without end', () => {
  /** Cancels every transaction that writes to an item whose partition begins so, and is one of that many. */
  const contended = (partition: string, least: number) => (client: DynamoDBDocumentClient) =>
    new Proxy(client, {
      get(target, property) {
        if (property !== 'send') return Reflect.get(target, property);
        return async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
          const { TransactItems = [] } = command.input as Partial<TransactWriteCommandInput>;
          const isMet = TransactItems.map(({ Update }) => String(Update?.Key?.pk).startsWith(partition));
          if (isMet.filter(Boolean).length >= least) {
            throw new TransactionCanceledException({
              $metadata: {},
              message: 'Transaction cancelled',
              CancellationReasons: isMet.map((met) => ({ Code: met ? 'TransactionConflict' : 'None' })),
            });
          }
          return target.send(command);
        };
      },
    });

  it('a comment is stored that would be held anyway, and says why it is', async () => {
    // The person's count, and the article's.
    await begin({ wrapClient: contended('RATE#', 2) });

    const answer = await ferry.send();

    expect([answer.statusCode, await ruleOf(answer)]).toEqual([202, 'author-not-proven']);
    expect(await submissions()).toHaveLength(1);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('a comment is held that would be published, for somebody to look at', async () => {
    await begin({ wrapClient: contended('ARTICLE#', 1), settings: { holdFirstComment: false } });

    const answer = await ferry.send({}, { headers: await ferry.provenHeaders(WREN) });

    expect([answer.statusCode, await ruleOf(answer)]).toEqual([202, 'count-busy']);
    expect([await ferry.thread(), await ferry.count()]).toEqual([[], 0]);
    expect(await ferry.disorder()).toEqual([]);
  });
});

describe('an address at a domain in its own script', () => {
  it('is the same in both spellings, to the cookie that proves it and to the staff', async () => {
    const [typed, ascii] = ['wren@b\u00fccher.example', 'WREN@XN--BCHER-KVA.example'];
    const headers = await ferry.provenHeaders('wren@xn--bcher-kva.example');
    await ferry.change({ ...defaultSettings, holdFirstComment: false, staffEmails: ['@B\u00fccher.example'] });
    app.setClock('2026-11-23T12:01:00.000Z');

    const [proven, provenToo, stranger] = [
      await ferry.send({ email: typed }, { headers }),
      await ferry.send({ email: ascii }, { headers }),
      await ferry.send({ email: 'zoe@xn--bcher-kva.example' }),
    ];

    expect([proven.statusCode, provenToo.statusCode, stranger.statusCode]).toEqual([201, 201, 202]);
    expect((await ferry.moderate('GET', `/comments/${stranger.json.id}`)).json.rule).toBe('staff-email');
  });
});
