import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrow, type Position, type RangeQuery, readPage } from '../../functions/shared/data/keyset.ts';

type Order = 'ascending' | 'descending';

/** A partition in memory: what one Query of DynamoDB would find in it, which reads no more than `most` items. */
const partition =
  (keys: readonly string[], most = Number.POSITIVE_INFINITY): RangeQuery<string> =>
  async ({ low, high }, ascending, limit) => {
    if (low > high) throw new Error('DynamoDB refuses BETWEEN when the lower end is above the upper one');
    const found = keys.filter((key) => key >= low && key <= high).toSorted();
    const items = (ascending ? found : found.reverse()).slice(0, Math.min(limit, most));
    return { items, complete: items.length === found.length && items.length < limit };
  };

/** The same page worked out from the whole list. */
function naivePage(list: readonly string[], position: Position | undefined, order: Order, limit: number) {
  const isAfter = (key: string, than: string) => (order === 'ascending' ? key > than : key < than);
  const isBefore = (key: string, than: string) => key !== than && !isAfter(key, than);
  if (!position) return { items: list.slice(0, limit), more: list.length > limit };
  const rest = list.filter((key) => (position.direction === 'after' ? isAfter : isBefore)(key, position.key));
  const items = position.direction === 'after' ? rest.slice(0, limit) : rest.slice(-limit);
  return { items, more: rest.length > limit };
}

const key = fc.string({ unit: fc.constantFrom(...'abcd'), minLength: 1, maxLength: 3 });
const keys = fc.uniqueArray(key, { maxLength: 30 });
const order = fc.constantFrom<Order>('ascending', 'descending');
const limit = fc.integer({ min: 1, max: 6 });
const range = fc.record({ low: key, high: key });
const position = fc.option(fc.record<Position>({ direction: fc.constantFrom('after', 'before'), key }), {
  nil: undefined,
});

const keyOf = (item: string) => item;
const everything = { low: '', high: '~' };
const sorted = (list: readonly string[], by: Order) =>
  by === 'ascending' ? list.toSorted() : list.toSorted().reverse();

describe('readPage', () => {
  it('reads the page that one would cut out of the whole list', async () => {
    const pageIsRight = fc.asyncProperty(keys, range, order, position, limit, async (all, within, by, from, most) => {
      const list = sorted(all, by).filter((each) => each >= within.low && each <= within.high);

      const page = await readPage({
        query: partition(all),
        keyOf,
        range: within,
        order: by,
        position: from,
        limit: most,
      });

      const { items, more } = naivePage(list, from, by, most);
      const onwards = from?.direction === 'before' ? items.length > 0 : more;
      const backwards = from?.direction === 'before' ? more : from !== undefined && items.length > 0;
      expect(page.items).toEqual(items);
      expect(page.next).toEqual(onwards ? { direction: 'after', key: items.at(-1) } : null);
      expect(page.previous).toEqual(backwards ? { direction: 'before', key: items[0] } : null);
    });

    await fc.assert(pageIsRight, { numRuns: 500 });
  });

  it('tells every item once on the way to the end, and again on the way back', async () => {
    const roundTrip = fc.asyncProperty(keys, order, limit, async (all, by, most) => {
      const read = (from: Position | undefined) =>
        readPage({ query: partition(all), keyOf, range: everything, order: by, position: from, limit: most });

      const pages = [await read(undefined)];
      for (let next = pages.at(-1)?.next; next; next = pages.at(-1)?.next) pages.push(await read(next));
      const back = pages.slice(-1);
      for (let before = back[0]?.previous; before; before = back[0]?.previous) back.unshift(await read(before));

      expect(pages.flatMap(({ items }) => items)).toEqual(sorted(all, by));
      expect(back.map(({ items }) => items)).toEqual(pages.map(({ items }) => items));
    });

    await fc.assert(roundTrip);
  });

  it('tells every item once of a list whose items are so large that DynamoDB reads two of them at a time', async () => {
    const everyItem = fc.asyncProperty(keys, order, limit, async (all, by, most) => {
      const read = (from: Position | undefined) =>
        readPage({ query: partition(all, 2), keyOf, range: everything, order: by, position: from, limit: most });

      const pages = [await read(undefined)];
      for (let next = pages.at(-1)?.next; next; next = pages.at(-1)?.next) pages.push(await read(next));

      expect(pages.flatMap(({ items }) => items)).toEqual(sorted(all, by));
    });

    await fc.assert(everyItem);
  });

  it('asks one query, for no more than two items beyond the page', async () => {
    const asked: number[] = [];
    const query: RangeQuery<string> = (within, ascending, count) => {
      asked.push(count);
      return partition(['a', 'b', 'c', 'd'])(within, ascending, count);
    };

    await readPage({ query, keyOf, range: everything, order: 'ascending', position: undefined, limit: 2 });
    await readPage({
      query,
      keyOf,
      range: everything,
      order: 'ascending',
      position: { direction: 'after', key: 'b' },
      limit: 2,
    });

    expect(asked).toEqual([3, 4]);
  });

  it('asks nothing when the position leaves nothing of the range', async () => {
    const query: RangeQuery<string> = () => Promise.reject(new Error('asked'));

    const page = await readPage({
      query,
      keyOf,
      range: { low: 'm', high: 'p' },
      order: 'descending',
      position: { direction: 'after', key: 'c' },
      limit: 5,
    });

    expect(page).toEqual({ items: [], next: null, previous: null });
  });
});

describe('narrow', () => {
  it.each([
    ['nothing without a position', undefined, true, { low: 'c', high: 'p' }],
    ['the low end, read upwards', 'g', true, { low: 'g', high: 'p' }],
    ['the high end, read downwards', 'g', false, { low: 'c', high: 'g' }],
    ['nothing when the position lies before the range', 'a', true, { low: 'c', high: 'p' }],
    ['nothing when the position lies past the range', 'z', false, { low: 'c', high: 'p' }],
  ])('moves %s', (_what, at, ascending, expected) => {
    const given = at === undefined ? undefined : ({ direction: 'after', key: at } as const);

    const narrowed = narrow({ low: 'c', high: 'p' }, given, ascending);

    expect(narrowed).toEqual(expected);
  });
});
