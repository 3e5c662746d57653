import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { PARTITION_KEY, SORT_KEY, tables } from './tables.ts';

/** Sort keys from `low` to `high`, both included. */
export interface KeyRange {
  readonly low: string;
  readonly high: string;
}

/**
 * One Query on one partition: at most `limit` items of the range, in ascending or descending order of sort key; `complete`
 * when it reached the end of the range. DynamoDB reads a megabyte at most, and so may stop before either.
 */
export type RangeQuery<Item> = (
  range: KeyRange,
  ascending: boolean,
  limit: number,
) => Promise<{ readonly items: Item[]; readonly complete: boolean }>;

/** Where a list lies: a partition of a table, or of an index of the Newsroom. */
export interface Partition {
  readonly table: string;
  readonly partition: string;
  readonly index?: keyof typeof tables.newsroom.indexes;
  /** Whether what was written just now is seen; no index can. */
  readonly consistent?: boolean;
}

/** Queries a partition. */
export function queryOf<Item>(client: DynamoDBDocumentClient, from: Partition): RangeQuery<Item> {
  const { table, partition, index, consistent } = from;
  const { partitionKey, sortKey } = index
    ? tables.newsroom.indexes[index]
    : { partitionKey: PARTITION_KEY, sortKey: SORT_KEY };
  return async ({ low, high }, ascending, limit) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        ConsistentRead: consistent,
        KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :low AND :high',
        ExpressionAttributeNames: { '#partition': partitionKey, '#sort': sortKey },
        ExpressionAttributeValues: { ':partition': partition, ':low': low, ':high': high },
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
 * Narrows a range to one side of a position. The position itself stays in (DynamoDB has no exclusive end beside an
 * inclusive one, and refuses a start key outside the range), so the reader drops the item there.
 */
export function narrow(range: KeyRange, position: Position | undefined, ascending: boolean): KeyRange {
  if (!position) return range;
  return ascending
    ? { low: position.key > range.low ? position.key : range.low, high: range.high }
    : { low: range.low, high: position.key < range.high ? position.key : range.high };
}

/**
 * Reads a page of a list by the item it follows or precedes: one Query, whose cost does not depend on how deep the page
 * lies, and whose items do not shift when others are added. Where items are large it holds fewer than `limit`.
 * @param order of the list itself; a page before a position is read the other way and turned round.
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
  // One more than the page tells whether there is another page; one more makes up for the dropped item.
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

/** A place in a list: the items after it or before it, in the list's own order. */
export interface Position {
  readonly direction: 'after' | 'before';
  /** The sort key of the item the page follows or precedes. */
  readonly key: string;
}
