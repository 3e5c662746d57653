import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { PARTITION_KEY, SORT_KEY, tables } from './tables.ts';

/** Sort keys from `low` to `high`, inclusive. */
export interface KeyRange {
  readonly low: string;
  readonly high: string;
}

/**
 * Queries one partition: at most `limit` items of the range in order of sort key. `complete` is true at the end of the
 * range. A Query reads at most 1 MB, so it may stop before both.
 */
export type RangeQuery<Item> = (
  range: KeyRange,
  ascending: boolean,
  limit: number,
) => Promise<{ readonly items: Item[]; readonly complete: boolean }>;

/** A partition of a table, or of an index of Newsroom. */
export interface Partition {
  readonly table: string;
  readonly partition: string;
  readonly index?: keyof typeof tables.newsroom.indexes;
  /** Whether to read strongly consistently, which no index supports. */
  readonly consistent?: boolean;
}

/** The part of a Query that names its range of a partition. */
export function rangeOf({ table, partition, index, consistent }: Partition, { low, high }: KeyRange) {
  const { partitionKey, sortKey } = index
    ? tables.newsroom.indexes[index]
    : { partitionKey: PARTITION_KEY, sortKey: SORT_KEY };
  return {
    TableName: table,
    IndexName: index,
    ConsistentRead: consistent,
    KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :low AND :high',
    ExpressionAttributeNames: { '#partition': partitionKey, '#sort': sortKey },
    ExpressionAttributeValues: { ':partition': partition, ':low': low, ':high': high },
  };
}

export function queryOf<Item>(client: DynamoDBDocumentClient, from: Partition): RangeQuery<Item> {
  return async (range, ascending, limit) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        ...rangeOf(from, range),
        ScanIndexForward: ascending,
        Limit: limit,
      }),
    );
    return { items: Items as Item[], complete: LastEvaluatedKey === undefined };
  };
}

export interface KeysetPage<Item> {
  /** In the list's own order. */
  readonly items: Item[];
  readonly next: Position | null;
  readonly previous: Position | null;
}

/**
 * Narrows a range to one side of a position. The position itself stays included, because DynamoDB cannot combine an
 * exclusive bound with an inclusive one and refuses a start key outside the range; {@link readPage} drops it.
 */
export function narrow(range: KeyRange, position: Position | undefined, ascending: boolean): KeyRange {
  if (!position) return range;
  return ascending
    ? { low: position.key > range.low ? position.key : range.low, high: range.high }
    : { low: range.low, high: position.key < range.high ? position.key : range.high };
}

/**
 * Reads one page by keyset pagination: one Query, whose cost does not depend on the page's depth, and whose items do
 * not shift when others are added. With large items a page may hold fewer than `limit`.
 * @param order of the list; a page before a position is read in reverse and turned round.
 */
export async function readPage<Item>(options: {
  readonly query: RangeQuery<Item>;
  readonly keyOf: (item: Item) => string;
  readonly range: KeyRange;
  readonly order: 'ascending' | 'descending';
  readonly position: Position | undefined;
  readonly limit: number;
}): Promise<KeysetPage<Item>> {
  const { query, keyOf, position, limit } = options;
  const backwards = position?.direction === 'before';
  const ascending = (options.order === 'ascending') !== backwards;
  const range = narrow(options.range, position, ascending);
  // One extra item tells whether there is another page; with a position, one more replaces the dropped item.
  const found =
    range.low > range.high ? { items: [], complete: true } : await query(range, ascending, limit + (position ? 2 : 1));
  const beyond = found.items.filter((item) => keyOf(item) !== position?.key);
  const items = beyond.slice(0, limit);
  const more = beyond.length > limit || !found.complete;
  if (backwards) items.reverse();

  const first = items[0];
  const last = items.at(-1);
  const before: Position | null = first ? { direction: 'before', key: keyOf(first) } : null;
  const after: Position | null = last ? { direction: 'after', key: keyOf(last) } : null;
  return backwards
    ? { items, next: after, previous: more ? before : null }
    : { items, next: more ? after : null, previous: position ? before : null };
}

/** A position in a list: after or before an item, in the list's own order. */
export interface Position {
  readonly direction: 'after' | 'before';
  /** The sort key of that item. */
  readonly key: string;
}
