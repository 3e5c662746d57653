import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createClient } from '../../functions/shared/data/client.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { aSubmission, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import {
  type FaultProxy,
  losses,
  passedOn,
  refusals,
  silences,
  startFaultProxy,
  type WireFault,
} from '../support/faultProxy.ts';
import { Editor, type Story, scan, violations } from '../support/newsroom.ts';

/*
 * What a network, and a DynamoDB in trouble, do on the wire, between the product's own client and the real database.
 */

const THREAD = '/v1/articles/ferry/comments';
const OFTEN = { most: 1_000_000, seconds: 600 };

let proxy: FaultProxy;
let client: DynamoDBDocumentClient;
let app: App;
let ferry: Commenting;
let now = NOON;

/** Leads the product's own client to a proxy, after all that the SDK does to a request. */
async function clientOf({ port }: FaultProxy) {
  const client = createClient();
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { hostname: '127.0.0.1', port });
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  // As many attempts as ever, without the pauses between them.
  const atOnce = { setDelayBase: () => {}, computeNextBackoffDelay: () => 0 };
  Object.assign(await client.config.retryStrategy(), { retryBackoffStrategy: atOnce });
  return client;
}

/** Sends by whatever client there is at the moment. */
const throughProxy = (plain: DynamoDBDocumentClient) =>
  new Proxy(plain, {
    get: (_, name) => (name === 'send' ? (...asked: [never]) => client.send(...asked) : Reflect.get(plain, name)),
  });

beforeAll(async () => {
  proxy = await startFaultProxy(inject('dynamodb'));
  client = await clientOf(proxy);
  app = await startApp({
    wrapClient: throughProxy,
    settings: { rateLimits: { network: OFTEN, person: OFTEN, article: OFTEN }, reportsToHold: 2 },
  });
  await new Editor(app).publish({ slug: 'ferry' });
  ferry = new Commenting(app);
});

afterAll(() => proxy.close());
// A client that has met many faults tries less often: each test has one of its own.
beforeEach(async () => {
  client = await clientOf(proxy);
});
afterEach(() => {
  proxy.always = undefined;
  proxy.next = [];
});

/** Whoever reads an answer that is no good one is told to try again. */
function expectBusy(answer: Answer): void {
  expect([answer.statusCode, answer.headers['retry-after'], answer.headers['cache-control']]).toEqual([
    503,
    '1',
    'private, no-store',
  ]);
  if (answer.json) expect(answer.json.code).toBe('service-unavailable');
  expect(answer.body).not.toMatch(/SyntaxError|socket|No server is available|HTTP/);
}

const known = { ...refusals, ...losses };
const reads = ['/v1/articles/ferry', '/abroad/ferry', '/feed.rss'];

describe.each(Object.entries(known))('%s', (_name, fault) => {
  it.each(reads)('again and again is told as busy: %s', async (target) => {
    proxy.always = fault;
    app.setClock(laterThanMemory());

    const answer = await app.get(target);

    expectBusy(answer);
  });

  it.each(reads)('once is not noticed: %s', async (target) => {
    app.setClock(laterThanMemory());
    proxy.next = [fault];

    const answer = await app.get(target);

    expect(proxy.next).toEqual([]);
    expect(answer.statusCode).toBe(200);
  });
});

/** What readers, moderators and editors do, each on something of its own. */
interface Change {
  begin(): Promise<() => Promise<Answer>>;
  /** Whether what was begun last is done; and done once. */
  isDone(): Promise<boolean>;
}

let number = 0;
let subject = '';
let story: Story;

const submissionsWith = async (comment: string) =>
  (await scan(app, 'newsroom')).filter((item) => item.type === 'submission' && item.comment === comment);
const verdictOf = async () => (await ferry.moderate('GET', `/comments/${subject}`)).json;

const acts: Readonly<Record<string, Change>> = {
  'send a comment': {
    begin: async () => {
      number += 1;
      subject = `Thought ${number}.`;
      const options = { headers: { 'idempotency-key': crypto.randomUUID() } };
      const body = aSubmission({ comment: subject });
      return () => app.post(THREAD, body, options);
    },
    isDone: async () => {
      const stored = await submissionsWith(subject);
      expect(stored.length).toBeLessThanOrEqual(1);
      return stored.length === 1;
    },
  },
  'approve a comment': {
    begin: async () => {
      subject = await ferry.held();
      return () => ferry.decide(subject, 'approve');
    },
    isDone: async () => {
      const { verdict, history } = await verdictOf();
      expect(history.length).toBe(verdict === 'published' ? 2 : 1);
      return verdict === 'published';
    },
  },
  'report a comment': {
    begin: async () => {
      subject = await ferry.published();
      return () => app.post(`/v1/comments/${subject}/reports`, {});
    },
    isDone: async () => {
      const { reports } = await verdictOf();
      expect(reports).toBeLessThanOrEqual(1);
      return reports === 1;
    },
  },
  'publish an article': {
    begin: async () => {
      number += 1;
      story = await new Editor(app).create({ slug: `story-${number}` });
      return () => story.publish();
    },
    isDone: async () => (await story.read()).json.state === 'published',
  },
};

describe.each(Object.entries(acts))('to %s', (_act, { begin, isDone }) => {
  it.each(Object.entries(refusals))('is not done, and told as busy, after %s again and again', async (_, fault) => {
    const act = await begin();
    proxy.always = fault;
    const answer = await act();
    proxy.always = undefined;

    expectBusy(answer);
    expect(await isDone()).toBe(false);
    expect((await act()).statusCode).toBeLessThan(300);
    expect(await isDone()).toBe(true);
  });

  const isDoneDespite = async (fault: WireFault, nth: number) => {
    const act = await begin();
    proxy.next = [...Array<WireFault>(nth).fill(passedOn), fault];
    const answer = await act();
    proxy.next = [];

    expect([200, 201, 202, 503]).toContain(answer.statusCode);
    if (answer.statusCode === 503) {
      expectBusy(answer);
      await act();
    }
    expect(await isDone()).toBe(true);
  };

  it.each(Object.entries(losses))('is done, and done once, though any of its requests met %s', async (_, fault) => {
    const requests = await requestsOf(await begin());
    for (let nth = 0; nth < requests; nth += 1) await isDoneDespite(fault, nth);
  });

  it('is done, and done once, though one of its requests was refused, whichever it was and however', async () => {
    const requests = await requestsOf(await begin());
    for (const [index, fault] of Object.values(refusals).entries()) await isDoneDespite(fault, index % requests);
  });
});

/** How many requests of DynamoDB an act makes when all goes well. */
async function requestsOf(act: () => Promise<Answer>): Promise<number> {
  const before = proxy.count;
  await act();
  return proxy.count - before;
}

/** The next instant at which nothing is remembered any more. */
function laterThanMemory(): string {
  now = new Date(Date.parse(now) + 60_000).toISOString();
  return now;
}

describe('all of this', () => {
  it('leaves both tables in order', async () => {
    expect(await ferry.disorder(now)).toEqual([]);
    expect(await violations(app)).toEqual([]);
  });
});

const lastCause = ({ logs }: App) => String(logs.filter(({ level }) => level === 'error').at(-1)?.data.error);

describe('silence', () => {
  it('of whatever kind is waited for by the client for so long, and then told as busy', async () => {
    // Each on a proxy of its own, side by side: three attempts take six seconds.
    const meet = async (fault: WireFault) => {
      const silent = await startFaultProxy(inject('dynamodb'));
      onTestFinished(() => silent.close());
      const ownClient = await clientOf(silent);
      const own = await startApp({ wrapClient: () => ownClient });
      await new Editor(own).publish({ slug: 'ferry' });
      silent.always = fault;
      const answer = await own.get('/v1/articles/ferry');
      return { answer, cause: lastCause(own) };
    };

    const met = await Promise.all(Object.values(silences).map(meet));

    for (const { answer, cause } of met) {
      expectBusy(answer);
      expect(cause).toMatch(/TimeoutError: .*(2000 ms requestTimeout|2000 ms of inactivity)/);
    }
  });

  describe.each(Object.entries(silences))('before a function that has little time: %s', (_name, fault) => {
    let hurried: App;

    beforeAll(async () => {
      const tables = { rateLimit: OFTEN, functionMilliseconds: 1_500 };
      hurried = await startApp({ ...tables, wrapClient: throughProxy });
      await new Editor(hurried).publish({ slug: 'ferry' });
    });

    it.each<[string, () => Promise<Answer>]>([
      ['of an article', () => hurried.get('/v1/articles/ferry')],
      ['of a page', () => hurried.get('/abroad/ferry')],
      ['to a comment', () => hurried.post(THREAD, aSubmission({ comment: 'Into the silence.' }))],
    ])('is an answer all the same: %s', async (_what, ask) => {
      proxy.always = fault;

      const answer = await ask();

      expectBusy(answer);
      expect(lastCause(hurried)).toContain('There is no time left');
    });

    it('is an answer that keeps what was typed', async () => {
      proxy.always = fault;
      const body = String(
        new URLSearchParams({ name: 'Wren', email: 'wren@example.org', comment: 'Into the silence.' }),
      );

      const answer = await hurried.post(THREAD, body, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });

      expectBusy(answer);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.body).toContain('Into the silence.');
    });
  });
});
