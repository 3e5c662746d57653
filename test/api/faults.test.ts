import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../functions/shared/data/client.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { Browser, formIn } from '../support/browser.ts';
import { anArticle, aSubmission } from '../support/builders.ts';
import { scan } from '../support/newsroom.ts';

const THREAD = '/v1/articles/ferry/comments';
const CAUSE = 'Requested resource not found: table Newsroom-1234 of account 123456789012';

/** What happens to the next calls of DynamoDB, in turn: nothing, an error instead, or an error after all was done. */
type Fate = undefined | { readonly error: Error; readonly done?: boolean };

interface FaultyApp extends App {
  /** Fates of the calls to come; those beyond them go well. */
  readonly fates: Fate[];
  /** The calls made so far. */
  readonly calls: string[];
}

async function startFaultyApp(): Promise<FaultyApp> {
  const fates: Fate[] = [];
  const calls: string[] = [];
  const wrapClient = (client: DynamoDBDocumentClient) =>
    new Proxy(client, {
      get: (target, name) =>
        name !== 'send'
          ? Reflect.get(target, name)
          : async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
              calls.push(command.constructor.name);
              const fate = fates.shift();
              if (fate && !fate.done) throw fate.error;
              const result = await target.send(command);
              if (fate) throw fate.error;
              return result;
            },
    });
  const app = await startApp({ wrapClient });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  // From here on the settings of the paper are remembered.
  await app.get('/comments/removed');
  calls.length = 0;
  return { ...app, fates, calls };
}

/** The product's own client, led to another port after all that the SDK does to a request. */
function clientOfPort(port: number): DynamoDBDocumentClient {
  const client = createClient();
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { port });
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return client;
}

const named = (name: string) => Object.assign(new Error(CAUSE), { name });

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: CAUSE,
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

const always = (error: Error): Fate[] => Array<Fate>(20).fill({ error });

const errorLines = ({ logs }: App) => logs.filter(({ level }) => level === 'error');

const expectBusy = (answer: Answer) => {
  expect([answer.statusCode, answer.json.code]).toEqual([503, 'service-unavailable']);
  expect(answer.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'private, no-store' });
};

const submissionsIn = async (app: App) => (await scan(app, 'newsroom')).filter(({ type }) => type === 'submission');

describe('a fault that passes by itself', () => {
  const passing = [
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'ThrottlingException',
    'TransactionConflictException',
    'InternalServerError',
    'TimeoutError',
  ];

  it.each(passing)('%s is answered as busy, to be tried again in a second', async (name) => {
    const app = await startFaultyApp();
    app.fates.push(...always(named(name)));

    const answer = await app.get('/v1/articles/ferry');

    expectBusy(answer);
    expect(answer.body).not.toContain(CAUSE);
  });

  it.each(['ECONNREFUSED', 'ECONNRESET'])('%s is answered as busy', async (code) => {
    const app = await startFaultyApp();
    app.fates.push(...always(Object.assign(new Error(CAUSE), { code })));

    const answer = await app.get('/v1/articles/ferry');

    expectBusy(answer);
  });

  it('is logged as an error with its cause', async () => {
    const app = await startFaultyApp();
    const error = named('ThrottlingException');
    app.fates.push({ error });

    const answer = await app.post(THREAD, aSubmission());

    expect(answer.json.instance).toMatch(/^urn:broadsheet:request:/);
    expect(errorLines(app)).toEqual([
      {
        level: 'error',
        message: 'service-unavailable',
        data: { requestId: answer.json.instance.split(':').at(-1), error },
      },
    ]);
    expect(app.logs.at(-1)).toMatchObject({ level: 'info', data: { status: 503 } });
  });

  it.each<[string, RequestListener]>([
    ['resets every connection', ({ socket }) => socket.resetAndDestroy()],
    ['fails inside', (_, response) => response.writeHead(500).end('{"__type":"#InternalServerError"}')],
    ['is unavailable', (_, response) => response.writeHead(503).end()],
    ['throttles', (_, response) => response.writeHead(400).end('{"__type":"#ProvisionedThroughputExceededException"}')],
  ])('is what the SDK makes of a DynamoDB that %s', async (_what, listener) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const app = await startApp({ wrapClient: () => clientOfPort(port) });

    const answer = await app.get('/v1/articles/ferry');

    expectBusy(answer);
  });

  it('is what the SDK makes of a DynamoDB that is not there', async () => {
    const app = await startApp({ wrapClient: () => clientOfPort(1) });

    const answer = await app.get('/v1/articles/ferry');

    expectBusy(answer);
  });

  it('is over with the next request', async () => {
    const app = await startFaultyApp();
    app.fates.push({ error: named('TimeoutError') });

    const [first, second] = [await app.get(THREAD), await app.get(THREAD)];

    expect([first.statusCode, second.statusCode]).toEqual([503, 200]);
  });
});

describe('a fault that nobody knows', () => {
  const unknown = [
    ['an Error', new Error(CAUSE)],
    ['a ValidationException', named('ValidationException')],
    ['an AccessDeniedException', named('AccessDeniedException')],
    ['a TypeError', new TypeError(CAUSE)],
    ['a transaction that is not valid', cancelled('None', 'ValidationError')],
    ['something that is no error at all', { toString: () => CAUSE } as Error],
  ] as const;

  it.each(unknown)('%s is answered with a body that tells nothing of it', async (_what, error) => {
    const app = await startFaultyApp();
    app.fates.push(...always(error));

    const answer = await app.post(THREAD, aSubmission());

    expect(answer.statusCode).toBe(500);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.json).toEqual({
      type: 'urn:broadsheet:problem:internal',
      title: 'Something went wrong here',
      status: 500,
      detail: 'The fault is ours and has been noted. Quote the instance when you report it.',
      instance: expect.stringMatching(/^urn:broadsheet:request:[0-9a-f-]{36}$/),
      code: 'internal',
    });
  });

  it.each(unknown)('%s is in the error line of the log, under the instance', async (_what, error) => {
    const app = await startFaultyApp();
    app.fates.push(...always(error));

    const { json } = await app.get('/v1/articles/ferry');

    expect(errorLines(app)).toEqual([{ level: 'error', message: 'internal', data: expect.anything() }]);
    expect(errorLines(app)[0]?.data.error).toBe(error);
    expect(json.instance).toBe(`urn:broadsheet:request:${errorLines(app)[0]?.data.requestId}`);
  });
});

describe('every read', () => {
  it.each([
    '/v1/articles/ferry',
    '/v1/articles',
    '/v1/sections/abroad/articles',
    '/v1/tags/harbour/articles',
    '/v1/authors/ines-calder/articles',
    '/v1/sections',
    '/v1/sections/abroad',
    THREAD,
  ])('survives a fault of each of its calls: %s', async (target) => {
    const app = await startFaultyApp();
    const error = named('TimeoutError');

    for (const fates of [[{ error }], [undefined, { error }], [{ error }, { error }]]) {
      app.fates.push(...fates);
      const answer = await app.get(target);
      const head = await app.request('HEAD', target);
      app.fates.length = 0;
      const after = await app.get(target);

      expect([200, 503]).toContain(answer.statusCode);
      expect([200, 503]).toContain(head.statusCode);
      expect(after.statusCode).toBe(200);
    }
    expect(errorLines(app).length).toBeGreaterThan(0);
  });

  it('needs no DynamoDB to tell its health', async () => {
    const app = await startFaultyApp();
    app.fates.push(...always(named('TimeoutError')));

    const answer = await app.get('/v1/health');

    expect(answer.statusCode).toBe(200);
  });
});

describe('the sections', () => {
  it('are not remembered from a read that failed', async () => {
    const app = await startFaultyApp();
    app.fates.push({ error: named('TimeoutError') });

    const [failed, good] = [await app.get('/v1/sections'), await app.get('/v1/sections')];

    expect(failed.statusCode).toBe(503);
    expect(good.json.items).toHaveLength(2);
  });

  it('fail for all who wait for the same read, and for nobody after', async () => {
    const app = await startFaultyApp();
    app.fates.push({ error: named('TimeoutError') });

    const waiting = await Promise.all([app.get('/v1/sections'), app.get('/v1/sections/home')]);
    const after = await app.get('/v1/sections/home');

    expect(waiting.map(({ statusCode }) => statusCode)).toEqual([503, 503]);
    expect(after.statusCode).toBe(200);
  });

  it('are remembered from a good read, so that a fault right after it is not seen', async () => {
    const app = await startFaultyApp();
    await app.get('/v1/sections');
    app.fates.push(...always(named('TimeoutError')));

    const answer = await app.get('/v1/sections');

    expect(answer.statusCode).toBe(200);
  });
});

describe('a transaction that meets another', () => {
  const submitWith = async (...fates: Fate[]) => {
    const app = await startFaultyApp();
    app.fates.push(undefined, undefined, undefined, ...fates);
    return { app, answer: await app.post(THREAD, aSubmission()) };
  };
  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'once (%s) is written at the second attempt',
    async (code) => {
      const { app, answer } = await submitWith({ error: cancelled('None', code) });

      expect(answer.statusCode).toBe(202);
      expect(await submissionsIn(app)).toMatchObject([{ id: answer.json.id }]);
      expect(errorLines(app)).toEqual([]);
    },
  );

  it('again and again is answered as busy, and nothing is stored', async () => {
    const { app, answer } = await submitWith(...always(cancelled('TransactionConflict', 'None')));

    expectBusy(answer);
    expect(await submissionsIn(app)).toEqual([]);
  });

  it('again and again is logged with its cause', async () => {
    const error = cancelled('TransactionConflict', 'None');

    const { app } = await submitWith(...always(error));

    expect(errorLines(app)).toMatchObject([{ message: 'service-unavailable', data: { error } }]);
  });

  it('and is refused by a condition too is not tried again', async () => {
    const { app, answer } = await submitWith({
      error: cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict'),
    });

    expect([answer.statusCode, answer.json.code]).toEqual([409, 'comment-duplicate']);
    expect(await submissionsIn(app)).toEqual([]);
  });
});

describe('a submission', () => {
  const calls = ['the read of the article', 'that of the settings', 'the count', 'the transaction'];
  const withKey = { headers: { 'Idempotency-Key': 'one' } };
  const types = (items: Record<string, unknown>[]) =>
    items
      .filter(({ type }) => type !== 'settings')
      .map(({ type, pk }) => (type === 'guard' ? String(pk).split('#', 1)[0] : type))
      .sort();

  describe.each([
    ['fails', false],
    ['is done, but its answer is lost', true],
  ])('of which a call %s', (_how, done) => {
    it.each(calls.map((call, index) => [call, index] as const))(
      'is stored wholly or not at all, and can be sent again: %s',
      async (call, index) => {
        const app = await startFaultyApp();
        const published = await scan(app, 'published');
        app.fates.push(...Array<Fate>(index), { error: named('TimeoutError'), done });

        const failed = await app.post(THREAD, aSubmission(), withKey);
        const between = types(await scan(app, 'newsroom')).filter((type) => type !== 'RATE');
        const again = await app.post(THREAD, aSubmission(), withKey);

        const after = await scan(app, 'newsroom');
        const whole = ['DUPLICATE', 'SUBMISSION', 'submission'];
        expectBusy(failed);
        expect(between).toEqual(done && call === 'the transaction' ? whole : []);
        expect(again.statusCode).toBe(202);
        // Counted are the network, the person, and strangers on the article.
        expect(types(after)).toEqual(['DUPLICATE', 'RATE', 'RATE', 'RATE', 'SUBMISSION', 'submission']);
        expect(after).toContainEqual(expect.objectContaining({ type: 'submission', id: again.json.id }));
        expect(await scan(app, 'published')).toEqual(published);
      },
    );
  });

  it('that is answered as busy says how to go on, and is stored once by who does', async () => {
    const app = await startFaultyApp();
    app.fates.push(...Array<Fate>(3), { error: named('TimeoutError'), done: true });
    const sent = aSubmission();

    const busy = await app.post(THREAD, sent);
    const again = await app.post(THREAD, sent);

    expectBusy(busy);
    expect(busy.json.detail).toMatch(/send it again, unchanged, after the seconds in Retry-After/);
    expect([again.statusCode, again.json.code]).toEqual([409, 'comment-duplicate']);
    expect(await submissionsIn(app)).toHaveLength(1);
  });

  it('of a crowd that does as it is told is stored once, whatever came of its calls', async () => {
    const app = await startFaultyApp();
    const crowd = Array.from({ length: 40 }, (_, n) => n);
    // Every third call fails, and every second of these after it was done.
    app.fates.push(...crowd.flatMap((n) => [...Array<Fate>(2), { error: named('TimeoutError'), done: n % 2 === 0 }]));
    const told: Answer['statusCode'][] = [];
    const sendUntilTaken = async (n: number): Promise<Answer['statusCode']> => {
      const sent = aSubmission({ email: `reader-${n}@example.org` });
      const { statusCode } = await app.post(THREAD, sent, { sourceIp: `198.51.100.${n}` });
      told.push(statusCode);
      return statusCode === 503 ? sendUntilTaken(n) : statusCode;
    };

    const last = await Promise.all(crowd.map(sendUntilTaken));

    const stored = await submissionsIn(app);
    expect(told.filter((status) => status === 503).length).toBeGreaterThan(10);
    expect(last.filter((status) => status !== 202 && status !== 409)).toEqual([]);
    expect(new Set(stored.map(({ email }) => email)).size).toBe(crowd.length);
    expect(stored).toHaveLength(crowd.length);
  });

  it('by a form that is answered as busy comes back with its text, and goes on with its button', async () => {
    const app = await startFaultyApp();
    const browser = new Browser(app);
    const form = formIn(await browser.get('/abroad/ferry'), THREAD);
    const { name, email, comment } = aSubmission();
    app.fates.push(...Array<Fate>(3), { error: named('TimeoutError'), done: true });

    const busy = await browser.submit(form, { name, email, comment });
    const again = await browser.submit(formIn(busy, THREAD));

    expect([busy.statusCode, busy.headers['retry-after']]).toEqual([503, '1']);
    expect(busy.body).toContain('Please send it again in a few seconds');
    expect(again.statusCode).toBe(303);
    expect(await submissionsIn(app)).toHaveLength(1);
  });

  it('by a form that cannot even be shown again leads back to it', async () => {
    const app = await startFaultyApp();
    const browser = new Browser(app);
    const form = formIn(await browser.get('/abroad/ferry'), THREAD);
    const { name, email, comment } = aSubmission();
    app.fates.push(...always(named('TimeoutError')));

    const { statusCode, body = '' } = await browser.submit(form, { name, email, comment });

    expect(statusCode).toBe(503);
    expect(body).toContain('href="/comments/new?article=ferry">Back to the form</a>');
    expect(body).toContain('Please send it again in a few seconds');
    expect(body).toContain(comment);
  });

  it('makes no other calls, and stores all in the last', async () => {
    const app = await startFaultyApp();

    await app.post(THREAD, aSubmission(), withKey);

    expect(app.calls).toEqual(['QueryCommand', 'BatchGetCommand', 'UpdateCommand', 'TransactWriteCommand']);
  });
});
