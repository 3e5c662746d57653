import { beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { anArticle } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { faults, isAsItShould, requestsOf, withFault } from '../support/faults.ts';
import { intercepting, scan } from '../support/newsroom.ts';

const WREN = 'wren@example.org';
const OFTEN = { most: 1_000_000, seconds: 600 };
const settings = {
  rateLimits: { network: OFTEN, person: OFTEN, article: OFTEN },
  reportsToHold: 2,
  rejectionsToHold: 1_000,
};

const { seat, wrapClient } = intercepting();
let app: App;
let ferry: Commenting;
let proven: Record<string, string>;
let networks = 0;

/** Makes somebody known, so that what they write is published at once. Spam undoes it. */
const becomeKnown = () => ferry.published();

const begin = async () => {
  app = await startApp({ wrapClient, settings });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  ferry = new Commenting(app);
  proven = await ferry.provenHeaders(WREN);
  await becomeKnown();
};
beforeAll(begin);

/** A comment in its author's hand, and the key it was sent under. */
interface Own {
  readonly id: string;
  readonly token: string;
  readonly key: string;
}

const aNetwork = () => {
  networks += 1;
  return `198.18.${networks >> 8}.${networks & 255}`;
};

/** Sends a comment of a proven author, which is published, or of another, which is held. */
const sent = async (verdict: 'held' | 'published', changes: object = {}): Promise<Own> => {
  const key = crypto.randomUUID();
  const { json } = await ferry.send(changes, { headers: verdict === 'published' ? proven : {} });
  if (json.status !== verdict) throw new Error(`Not ${verdict}: ${JSON.stringify(json)}`);
  return { id: json.id, token: json.edit.token, key };
};
const decided = async (verdict: 'held' | 'published', ...acts: string[]): Promise<Own> => {
  const own = await sent(verdict);
  for (const act of acts) await ferry.decide(own.id, act);
  return own;
};
/** Somebody else's reply, which waits, to a comment whose author wants to be told. */
const aReply = async () => {
  const { id } = await sent('published', { notify: true });
  return sent('held', { name: 'Zoë', email: 'zoe@example.org', parentId: id });
};
/** A submission that is still to come, named by its key. */
const aKey = async (): Promise<Own> => ({ id: '', token: '', key: crypto.randomUUID() });

interface Change {
  /** Brings a comment to where the act can be done. */
  readonly begin: () => Promise<Own>;
  readonly act: (own: Own) => Promise<Answer>;
  readonly success: number;
  /** What whoever tries again may be told when it was done, and its answer was lost. */
  readonly again?: readonly number[];
  /** The verdict it leads to. */
  readonly leadsTo: string;
}

const decision =
  (act: string): Change['act'] =>
  (own) =>
    ferry.decide(own.id, act);
const submission =
  (headers: () => Record<string, string>, changes: (own: Own) => object = () => ({})): Change['act'] =>
  (own) =>
    ferry.send({ comment: own.key, ...changes(own) }, { headers: { ...headers(), 'idempotency-key': own.key } });

const acts: Readonly<Record<string, Change>> = {
  'submit what is held': { begin: aKey, act: submission(() => ({})), success: 202, leadsTo: 'held' },
  'submit what is held, and be asked for the mailbox': {
    begin: aKey,
    act: submission(
      () => ({}),
      ({ key }) => ({ notify: true, email: `${key}@example.org` }),
    ),
    success: 202,
    leadsTo: 'held',
  },
  'submit what is published': { begin: aKey, act: submission(() => proven), success: 201, leadsTo: 'published' },
  edit: {
    begin: () => sent('published'),
    act: ({ id, token }) => app.post(`/v1/comments/${id}/edit`, { token, comment: 'Mended.' }, { headers: proven }),
    success: 200,
    leadsTo: 'published',
  },
  'edit what is published so that it is held': {
    begin: () => sent('published'),
    act: ({ id, token }) => app.post(`/v1/comments/${id}/edit`, { token, comment: 'a.com b.com c.com' }),
    success: 202,
    leadsTo: 'held',
  },
  'take back': {
    begin: () => sent('published'),
    act: ({ id, token }) => app.post(`/v1/comments/${id}/removal`, { token }),
    success: 200,
    again: [403],
    leadsTo: 'removed',
  },
  report: {
    begin: () => sent('published'),
    act: ({ id, key }) =>
      app.post(`/v1/comments/${id}/reports`, {}, { sourceIp: `192.0.2.${Number.parseInt(key.slice(0, 2), 16)}` }),
    success: 202,
    leadsTo: 'published',
  },
  'report once too often': {
    begin: async () => {
      const own = await sent('published');
      await app.post(`/v1/comments/${own.id}/reports`, {}, { sourceIp: aNetwork() });
      return own;
    },
    act: ({ id }) => app.post(`/v1/comments/${id}/reports`, {}, { sourceIp: '192.0.2.1' }),
    success: 202,
    again: [404],
    leadsTo: 'held',
  },
  approve: {
    begin: () => sent('held'),
    act: decision('approve'),
    success: 200,
    again: [409],
    leadsTo: 'published',
  },
  'approve a reply, and tell whom it answers': {
    begin: aReply,
    act: decision('approve'),
    success: 200,
    again: [409],
    leadsTo: 'published',
  },
  remove: {
    begin: () => decided('published'),
    act: decision('remove'),
    success: 200,
    again: [409],
    leadsTo: 'removed',
  },
  restore: {
    begin: () => decided('published', 'remove'),
    act: decision('restore'),
    success: 200,
    again: [409],
    leadsTo: 'published',
  },
  spam: {
    begin: async () => {
      await becomeKnown();
      return sent('published');
    },
    act: decision('spam'),
    success: 200,
    again: [409],
    leadsTo: 'spam',
  },
  erase: {
    // Of a person with no other comment than that and the one that was approved.
    begin: async () => {
      await begin();
      // From here on the settings of the paper are remembered.
      await ferry.moderate('GET', '/settings');
      return sent('published');
    },
    act: async () => ferry.moderate('DELETE', `/people/${await app.personOf(WREN)}`),
    success: 200,
    leadsTo: 'removed',
  },
};

/** What became of a comment: by its id, or where that is still to come by its text. */
const verdictOf = async ({ id, key }: Own): Promise<unknown> => {
  const submissions = (await scan(app, 'newsroom')).filter(({ type }) => type === 'submission');
  const found = submissions.filter((each) => (id === '' ? each.comment === key : each.id === id));
  return found.length === 1 ? found[0]?.verdict : `${found.length} of them`;
};

describe.each(Object.entries(acts))('to %s', (_name, { begin: prepare, act, success, again = [], leadsTo }) => {
  beforeAll(begin);

  it.each(Object.entries(faults))('leaves both tables in order when any request is %s', async (fault, faultFor) => {
    // The first of all reads settings too, which are remembered.
    await act(await prepare());
    const first = await prepare();
    const requests = await requestsOf(seat, () => act(first));
    const ended: unknown[] = [];

    for (const [index, request] of requests.entries()) {
      const meet = faultFor(request);
      if (!meet) continue;
      const own = await prepare();
      const answer = await withFault(seat, index + 1, meet, () => act(own));
      const inOrder = await ferry.disorder();
      const retried = answer.statusCode === success ? answer : await act(own);
      ended.push({
        at: `${index + 1} ${request}`,
        answered: isAsItShould(fault, answer, success) ? 'well' : answer.body,
        inOrder,
        retried: [success, ...(fault.includes('lost') ? again : [])].includes(Number(retried.statusCode))
          ? 'well'
          : retried.body,
        verdict: await verdictOf(own),
        inTheEnd: await ferry.disorder(),
      });
    }

    const wanted = requests.flatMap((request, index) =>
      faultFor(request)
        ? {
            at: `${index + 1} ${request}`,
            answered: 'well',
            inOrder: [],
            retried: 'well',
            verdict: leadsTo,
            inTheEnd: [],
          }
        : [],
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(ended).toEqual(wanted);
  });
});

describe('settings that cannot be read', () => {
  it('keep a comment from being judged, until they can', async () => {
    await begin();
    app.setClock('2026-11-23T12:05:00.000Z');
    const throttled = faults.throttled?.('BatchGetCommand');
    seat.current = (name, send, command) =>
      name === 'BatchGetCommand' && throttled ? throttled(name, send, command) : send();

    const failed = await ferry.send({ comment: 'The same.' });
    seat.current = undefined;
    const taken = await ferry.send({ comment: 'The same.' });

    expect([failed.statusCode, failed.headers['retry-after'], taken.statusCode]).toEqual([503, '1', 202]);
  });

  it('are not taken for none where DynamoDB leaves them out of its answer', async () => {
    await begin();
    await ferry.change({ ...defaultSettings, spamWords: ['paint'] });
    app.setClock('2026-11-23T12:05:00.000Z');
    seat.current = async (name, send) =>
      name === 'BatchGetCommand'
        ? { Responses: {}, UnprocessedKeys: { [app.tables.newsroom]: { Keys: [{}] } } }
        : send();

    const failed = await ferry.send({ comment: 'It smelt of paint.' });
    seat.current = undefined;
    const taken = await ferry.send({ comment: 'It smelt of paint.' });

    const { json } = await ferry.moderate('GET', `/comments/${taken.json.id}`);
    expect([failed.statusCode, json.verdict]).toEqual([503, 'spam']);
  });
});

describe('deciding on several while DynamoDB is short of capacity', () => {
  it('tells which are to be sent again, and keeps what is done', async () => {
    await begin();
    const ids = [(await sent('held')).id, (await sent('held')).id, (await sent('held')).id];
    let writes = 0;
    seat.current = async (name, send) => {
      if (name === 'TransactWriteCommand') writes += 1;
      if (name === 'TransactWriteCommand' && writes === 2) {
        throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
      }
      return send();
    };

    const { statusCode, json } = await ferry.moderate('POST', '/decisions', { act: 'approve', force: true, ids });
    seat.current = undefined;

    const codes = json.items.map(({ verdict, code }: Record<string, unknown>) => verdict ?? code);
    expect(statusCode).toBe(200);
    expect(codes.sort()).toEqual(['published', 'published', 'service-unavailable']);
    expect(await ferry.disorder()).toEqual([]);
  });
});
