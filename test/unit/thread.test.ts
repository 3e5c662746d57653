import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentSortKey, isThreadPosition, rootSortKey, threadCeiling } from '../../functions/comments/threads/keys.ts';
import { readThreadPage, type ThreadPage, type ThreadQuery } from '../../functions/comments/threads/readThreadPage.ts';
import type { PublishedComment, ThreadOrder } from '../../functions/comments/threads/schema.ts';
import type { Position } from '../../functions/shared/data/keyset.ts';
import { NOON } from '../support/builders.ts';

/** A thread told by the number of replies to each of its roots, oldest root first; ids count from 1. */
function aThread(...replies: readonly number[]): PublishedComment[] {
  const comments: PublishedComment[] = [];
  const say = (root: string | null): PublishedComment => {
    const number = comments.length + 1;
    const comment: PublishedComment = {
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      thread: 'ferry',
      name: 'Wren Adeyemi',
      publishedAt: new Date(Date.parse('2026-11-23T09:00:00.000Z') + number).toISOString(),
      editedAt: null,
      body: '<p>Paint.</p>',
      parentId: root && 'the root',
      depth: root === null ? 0 : 1,
      root,
    };
    comments.push(comment);
    return comment;
  };
  for (const count of replies) {
    const { publishedAt, id } = say(null);
    for (let reply = 0; reply < count; reply += 1) say(rootSortKey(publishedAt, id));
  }
  return comments;
}

/**
 * A partition in memory. As in DynamoDB, a Query that stops at its limit does not know that this was the end, and one
 * may stop short of its limit, at 1 MB: here after `most` comments.
 */
const partition =
  (comments: readonly PublishedComment[], most = Number.POSITIVE_INFINITY): ThreadQuery =>
  async ({ low, high }, ascending, limit) => {
    if (low > high) throw new Error('DynamoDB refuses BETWEEN when the lower end is above the upper one');
    const found = comments
      .filter((comment) => commentSortKey(comment) >= low && commentSortKey(comment) <= high)
      .toSorted((one, other) => (commentSortKey(one) < commentSortKey(other) === ascending ? -1 : 1));
    return { items: found.slice(0, Math.min(limit, most)), complete: found.length < Math.min(limit, most) };
  };

/** The conversations one by one, in the order they are to be read. */
function conversations(comments: readonly PublishedComment[], order: ThreadOrder): PublishedComment[][] {
  const roots = comments.filter(({ root }) => root === null);
  const told = roots.map((root) => [root, ...comments.filter((each) => each.root === commentSortKey(root))]);
  return order === 'oldest' ? told : told.reverse();
}

interface Reading {
  readonly order: ThreadOrder;
  readonly limit: number;
}

const reader =
  (query: ThreadQuery, { order, limit }: Reading) =>
  (position?: Position): Promise<ThreadPage> =>
    readThreadPage({ query, ceiling: threadCeiling(NOON), order, position, limit });

/** Every page from the first to the last, by `next`. */
async function readForwards(read: ReturnType<typeof reader>): Promise<ThreadPage[]> {
  const pages = [await read()];
  for (let next = pages.at(-1)?.next; next; next = pages.at(-1)?.next) pages.push(await read(next));
  return pages;
}

/** Every page from `last` back to the first, by `previous`, in reading order. */
async function readBackwards(read: ReturnType<typeof reader>, last: ThreadPage): Promise<ThreadPage[]> {
  const pages = [last];
  for (let previous = last.previous; previous; previous = pages[0]?.previous ?? null) {
    pages.unshift(await read(previous));
  }
  return pages;
}

const idsOf = (comments: readonly PublishedComment[]) => comments.map(({ id }) => Number(id.slice(-12)));
const idsOn = (pages: readonly ThreadPage[]) => pages.map(({ comments }) => idsOf(comments));

const reading = fc.record<Reading>({
  order: fc.constantFrom('oldest', 'newest'),
  limit: fc.integer({ min: 1, max: 3 }),
});
/** At a limit of 1 a page has room for 5 comments, so that many of these conversations are longer than a page. */
const replies = fc.array(fc.nat(18), { maxLength: 9 });
/** A page has room for 5 comments a root: these conversations always fit. */
const fewReplies = fc.array(fc.nat(4), { maxLength: 20 });

describe('readThreadPage', () => {
  it.each([
    ['oldest', [[1, 2, 3, 4], [5]]],
    [
      'newest',
      [
        [5, 4],
        [1, 2, 3],
      ],
    ],
  ] as const)('pages by whole conversations, %s first, with the oldest reply first', async (order, expected) => {
    const read = reader(partition(aThread(2, 0, 0)), { order, limit: 2 });

    const pages = await readForwards(read);

    expect(idsOn(pages)).toEqual(expected);
  });

  it('tells every comment exactly once, in reading order, however long the conversations are', async () => {
    const toldOnce = fc.asyncProperty(replies, reading, async (counts, how) => {
      const thread = aThread(...counts);

      const pages = await readForwards(reader(partition(thread), how));

      expect(idsOn(pages).flat()).toEqual(idsOf(conversations(thread, how.order).flat()));
    });

    await fc.assert(toldOnce, { numRuns: 500 });
  });

  it('tells every comment exactly once where the comments are so long that DynamoDB stops early', async () => {
    const toldOnce = fc.asyncProperty(replies, reading, fc.integer({ min: 3, max: 8 }), async (counts, how, most) => {
      const thread = aThread(...counts);

      const pages = await readForwards(reader(partition(thread, most), how));

      expect(idsOn(pages).flat()).toEqual(idsOf(conversations(thread, how.order).flat()));
    });

    await fc.assert(toldOnce, { numRuns: 500 });
  });

  it('breaks a conversation off only where it is longer than a page', async () => {
    const wholeConversations = fc.asyncProperty(fewReplies, reading, async (counts, how) => {
      const thread = aThread(...counts);

      const pages = await readForwards(reader(partition(thread), how));

      const told = conversations(thread, how.order);
      const expected = Array.from({ length: Math.max(1, Math.ceil(told.length / how.limit)) }, (_page, index) =>
        idsOf(told.slice(index * how.limit, (index + 1) * how.limit).flat()),
      );
      expect(idsOn(pages)).toEqual(expected);
    });

    await fc.assert(wholeConversations);
  });

  it('reads back the very pages it came by, where every conversation fits', async () => {
    const sameWayBack = fc.asyncProperty(fewReplies, reading, async (counts, how) => {
      const read = reader(partition(aThread(...counts)), how);
      const pages = await readForwards(read);

      const back = await readBackwards(read, pages.at(-1) as ThreadPage);

      expect(idsOn(back)).toEqual(idsOn(pages));
    });

    await fc.assert(sameWayBack);
  });

  it('finds back to the first page from the last, whatever it is', async () => {
    const wayBack = fc.asyncProperty(replies, reading, async (counts, how) => {
      const read = reader(partition(aThread(...counts)), how);
      const pages = await readForwards(read);

      const back = await readBackwards(read, pages.at(-1) as ThreadPage);

      expect(idsOn(back)[0]?.[0]).toBe(idsOn(pages)[0]?.[0]);
    });

    await fc.assert(wayBack);
  });

  it('leads nowhere empty: what `next` and `previous` name has comments', async () => {
    const nothingEmpty = fc.asyncProperty(replies, reading, async (counts, how) => {
      const read = reader(partition(aThread(...counts)), how);
      const pages = await readForwards(read);

      const neighbours = pages.flatMap(({ next, previous }) => [next, previous]).filter((each) => each !== null);
      const sizes = await Promise.all(neighbours.map(async (each) => (await read(each)).comments.length));

      expect(sizes).not.toContain(0);
    });

    await fc.assert(nothingEmpty);
  });

  it('says that nothing precedes the first page', async () => {
    const noPrevious = fc.asyncProperty(replies, reading, async (counts, how) => {
      const first = await reader(partition(aThread(...counts)), how)();

      expect(first.previous).toBeNull();
    });

    await fc.assert(noPrevious);
  });

  it('hands out positions that a cursor may carry', async () => {
    const positions = fc.asyncProperty(replies, reading, async (counts, how) => {
      const pages = await readForwards(reader(partition(aThread(...counts)), how));

      const keys = pages.flatMap(({ next, previous }) => [next?.key, previous?.key]).filter((key) => key !== undefined);
      expect(keys.filter((key) => !isThreadPosition(key))).toEqual([]);
    });

    await fc.assert(positions);
  });

  it('asks for a number of comments that depends on the limit alone', async () => {
    const bounded = fc.asyncProperty(replies, reading, async (counts, how) => {
      const thread = partition(aThread(...counts));
      let asked = 0;
      const counted: ThreadQuery = (range, ascending, limit) => {
        asked += limit;
        return thread(range, ascending, limit);
      };

      for (const { next } of await readForwards(reader(thread, how))) {
        asked = 0;
        await reader(counted, how)(next ?? undefined);

        expect(asked).toBeLessThanOrEqual(2 * 6 * how.limit + 12);
      }
    });

    await fc.assert(bounded);
  });

  it('goes on from a root that is no longer there', async () => {
    const thread = aThread(1, 1, 1);
    const withoutSecond = partition(thread.filter((_comment, index) => index !== 2 && index !== 3));
    const read = reader(withoutSecond, { order: 'oldest', limit: 1 });
    const key = commentSortKey(thread[2] as PublishedComment);

    const pages = [await read({ direction: 'before', key }), await read({ direction: 'after', key })];

    expect(idsOn(pages)).toEqual([
      [1, 2],
      [5, 6],
    ]);
  });

  it.each(['oldest', 'newest'] as const)('hides a conversation that begins later than now, %s first', async (order) => {
    const [root, ...rest] = aThread(1, 1);
    const future = { ...(root as PublishedComment), publishedAt: '2026-11-23T12:00:00.001Z' };
    const read = reader(partition([future, ...rest.slice(1)]), { order, limit: 10 });

    const page = await read();

    expect(idsOf(page.comments)).toEqual([3, 4]);
    expect(page.next).toBeNull();
  });
});
