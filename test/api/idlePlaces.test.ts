import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../functions/comments/threads/place.ts';
import type { Usage } from '../../functions/shared/data/usage.ts';
import { mendPlaces, verifyTables } from '../../infra/commands/verify.ts';
import { type App, startApp } from '../support/app.ts';
import { anArticle } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { scan } from '../support/newsroom.ts';

const ZOE = { name: 'Zoë Lindqvist', email: 'zoe@example.org' };
/** When all of it is over. */
const LATER = '2026-11-23T12:30:00.000Z';
const OFTEN = { most: 1_000_000, seconds: 600 };
const OPEN = { moderation: 'all-published', rateLimits: { network: OFTEN, person: OFTEN, article: OFTEN } } as const;

let app: App;
let ferry: Commenting;
let seconds = 0;

beforeEach(async () => {
  seconds = 0;
  app = await startApp({ settings: OPEN });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  ferry = new Commenting(app);
});

/** Sends a comment a second after the one before it. */
async function say(parentId?: string): Promise<string> {
  seconds += 1;
  app.setClock(new Date(Date.UTC(2026, 10, 23, 12, 0, seconds)).toISOString());
  return (await ferry.send(parentId === undefined ? {} : { ...ZOE, parentId })).json.id;
}

const say20 = async (): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < 20; n += 1) ids.push(await say());
  return ids;
};

/** A conversation in which each answers the one before. */
async function chain(length: number): Promise<string[]> {
  const ids = [await say()];
  while (ids.length < length) ids.push(await say(ids.at(-1)));
  return ids;
}

const idsOf = async (query: string) =>
  (await app.get(`/v1/articles/ferry/comments?${query}`)).json.items.map(({ id }: { id: string }) => id);
const stored = async () => (await scan(app, 'published')).filter(({ type }) => type === 'comment').map(({ id }) => id);
const each = async (ids: readonly string[], act: string) => {
  for (const id of ids) expect((await ferry.decide(id, act)).statusCode).toBe(200);
};

describe('what is removed and has nothing visible under it', () => {
  it.each(['spam', 'reject', 'remove'])('takes no place on a page, in either order: %s', async (act) => {
    const first = [await say(), await say()];
    const spam = await say20();
    const last = await say();
    await each(spam, act);

    const [oldest, newest] = [await idsOf('limit=3'), await idsOf('limit=3&order=newest')];
    const feed = (await app.get('/abroad/ferry/comments.rss')).body ?? '';

    expect([oldest, newest]).toEqual([
      [...first, last],
      [last, ...first.toReversed()],
    ]);
    expect(feed.match(/<item>/g)).toHaveLength(3);
    expect(await ferry.count()).toBe(3);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it('costs no read units', async () => {
    const [, last] = [await say(), await say()];
    const unitsOf = async (): Promise<number> => {
      await app.get('/v1/articles/ferry/comments?order=newest');
      const line = app.logs.findLast(({ message }) => message === 'request');
      return (line?.data as unknown as { readonly dynamodb: Usage } | undefined)?.dynamodb.readUnits ?? 0;
    };
    const before = await unitsOf();
    await each(await say20(), 'spam');

    expect([before > 0, await unitsOf()]).toEqual([true, before]);
    expect(await stored()).toHaveLength(2);
    expect(await idsOf('limit=1&order=newest')).toEqual([last]);
  });

  it('comes back to its place, with all that it needs above it', async () => {
    const ids = await chain(4);
    const before = await ferry.thread();
    await each(ids, 'remove');
    const empty = await ferry.thread();

    await ferry.decide(ids[3] ?? '', 'restore');
    const one = await ferry.thread();
    const disorder = await ferry.disorder(LATER);
    await each(ids.slice(0, 3), 'restore');

    expect([empty, await stored()]).toEqual([[], expect.arrayContaining(ids)]);
    expect(one.map(({ id, removed }) => [id, removed])).toEqual(ids.map((id, n) => [id, n < 3]));
    expect(await ferry.thread()).toEqual(before);
    expect([disorder, await ferry.disorder(LATER)]).toEqual([[], []]);
  });

  it('goes with the last visible comment under it, at any depth and in any order', async () => {
    const ids = await chain(MAX_DEPTH + 1);
    await each(ids.slice(0, -1), 'spam');
    const kept = await stored();

    await ferry.decide(ids.at(-1) ?? '', 'spam');

    expect([kept.length, await stored()]).toEqual([MAX_DEPTH + 1, []]);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it('stays where it is answered from beside it, at the deepest level', async () => {
    const ids = await chain(MAX_DEPTH + 3);
    const [answered = '', between = '', last = ''] = ids.slice(MAX_DEPTH);

    await each([answered, between], 'remove');
    const kept = await stored();
    await each([last], 'remove');
    const after = await stored();
    await each([between], 'restore');

    expect([kept.includes(answered), kept.includes(between)]).toEqual([false, true]);
    expect(after).toEqual(expect.not.arrayContaining([answered, between, last]));
    expect(await stored()).toEqual(expect.arrayContaining([answered, between]));
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it('goes when its author takes it back, the person is erased, or reports hold it', async () => {
    const [own, erased, reported] = [
      (await ferry.send()).json,
      (await ferry.send(ZOE)).json,
      (await ferry.send()).json,
    ];

    await app.post(`/v1/comments/${own.id}/removal`, { token: own.edit.token });
    await ferry.moderate('DELETE', `/people/${await app.personOf(ZOE.email)}`);
    for (const n of [1, 2, 3]) {
      await app.post(`/v1/comments/${reported.id}/reports`, {}, { sourceIp: `203.0.113.${n}` });
    }

    expect([erased.status, await stored(), await ferry.count()]).toEqual(['published', [], 0]);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it.each([1, 2, 3])('is right when a comment and all its replies are decided at the same moment (%i)', async () => {
    const root = await say();
    const replies = [await say(root), await say(root), await say(root)];
    const deep = await say(replies[0]);
    const all = [root, ...replies, deep];

    const gone = await Promise.all(all.map((id) => ferry.decide(id, 'remove')));
    const [empty, disorder] = [await stored(), await ferry.disorder(LATER)];
    const back = await Promise.all(all.map((id) => ferry.decide(id, 'restore')));

    expect([...gone, ...back].map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
    expect([empty, disorder]).toEqual([[], []]);
    expect((await stored()).toSorted()).toEqual(all.toSorted());
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it('is right when it is answered at the moment it is removed: the reply is shown under it, or waits', async () => {
    const root = await say();

    const [removed, reply] = await Promise.all([ferry.decide(root, 'remove'), ferry.send({ ...ZOE, parentId: root })]);

    expect(removed.statusCode).toBe(200);
    expect([201, 202, 422]).toContain(reply.statusCode);
    expect(await stored()).toHaveLength(reply.statusCode === 201 ? 2 : 0);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });
});

describe('comments from before places were counted', () => {
  /** Makes all there is as it was written then: nothing counted, and a placeholder for each that was put away. */
  async function asBefore(emptied: readonly string[]): Promise<void> {
    for (const { pk, sk, type, published } of await scan(app, 'newsroom')) {
      if (type === 'place') {
        await app.client.send(new DeleteCommand({ TableName: app.tables.newsroom, Key: { pk, sk } }));
      }
      if (type === 'submission' && published) {
        await app.client.send(
          new UpdateCommand({
            TableName: app.tables.newsroom,
            Key: { pk, sk },
            UpdateExpression: 'REMOVE published.#counted',
            ExpressionAttributeNames: { '#counted': 'counted' },
          }),
        );
      }
    }
    const items = await scan(app, 'published');
    for (const item of items.filter(({ id }) => emptied.includes(String(id)))) {
      await app.client.send(new PutCommand({ TableName: app.tables.published, Item: item }));
    }
  }

  it('are counted when one of them is decided on', async () => {
    const root = await say();
    const replies = [await say(root), await say(root)];
    await asBefore([]);

    await ferry.decide(root, 'remove');
    const kept = await stored();
    await each(replies, 'remove');

    expect([kept.length, await stored()]).toEqual([3, []]);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it('take one more reply, and keep the places of those that they had', async () => {
    const root = await say();
    const old = await say(root);
    await asBefore([]);
    const fresh = await say(root);

    await each([fresh, root], 'remove');
    const kept = await stored();
    await each([old], 'remove');

    expect([kept.toSorted(), await stored()]).toEqual([[root, old].toSorted(), []]);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it('leave places that nothing keeps; verify counts them and mends them', async () => {
    const ids = await chain(3);
    await say();
    const before = (await scan(app, 'published')).filter(({ type }) => type === 'comment');
    await each(ids, 'spam');
    await asBefore([]);
    for (const { pk, sk, id, thread, publishedAt, parentId, depth, root } of before) {
      if (!ids.includes(String(id))) continue;
      const where = { id, thread, publishedAt, parentId, depth, root, type: 'comment' };
      const Item = { pk, sk, ...where, name: '', website: null, editedAt: null, body: '', removed: true };
      await app.client.send(new PutCommand({ TableName: app.tables.published, Item }));
    }

    const verify = () => verifyTables(app, new Date(LATER), () => {});
    const rounds: string[][] = [];
    for (let found = await verify(); found.violations.length > 0 && rounds.length < 5; found = await verify()) {
      rounds.push(found.violations.map(({ rule }) => rule));
      await mendPlaces(app, found.violations);
    }
    await each(ids.slice(2), 'restore');

    expect(rounds[0]).toContain('placeholder-idle');
    expect((await verify()).violations).toEqual([]);
  });
});
