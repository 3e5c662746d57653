import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { recordEntry } from '../audit/auditLog.ts';
import type { AuditEntry } from '../audit/schema.ts';
import type { PageRequest } from '../shared/api/encodePage.ts';
import { batchGet } from '../shared/data/batch.ts';
import { type KeysetPage, narrow, type Position, queryOf, readPage } from '../shared/data/keyset.ts';
import { type TransactionItem, type Writes, writeTogether } from '../shared/data/transaction.ts';
import { mapConcurrent } from '../shared/mapConcurrent.ts';
import { atVersion } from '../shared/version.ts';
import {
  ALL_USES,
  entryKey,
  entrySortKey,
  listedId,
  listPartition,
  mediaPartition,
  recordKey,
  USE_PREFIX,
  useKey,
  WHOLE_LIST,
} from './keys.ts';
import { type Listed, listsOf, type SearchPlan } from './lists.ts';
import { MediaRecord } from './schema.ts';

/** A stored use of a file by an article. */
const StoredUse = z.object({
  article: z.string(),
  slug: z.nullable(z.string()),
  document: z.optional(z.enum(['page', 'settings'])),
  /** The version of the record of which the article at the slug has what readers get; 0 where that is not known. */
  applied: z._default(z.int(), 0),
});
export type StoredUse = z.output<typeof StoredUse>;

/** Writes records, and lists them. */
export interface MediaStore {
  /** The record, consistently; undefined when there is none. */
  find(id: string): Promise<MediaRecord | undefined>;
  /**
   * Writes a record with its entries in lists and one of the audit log.
   * @param before the record as it was read; undefined for a new one.
   * @returns the record as it is stored; undefined when the stored one was another, and then nothing is written.
   */
  write(next: MediaRecord, before: MediaRecord | undefined, act?: AuditEntry): Promise<MediaRecord | undefined>;
  /** Deletes a record that has no entries. @returns false when the stored record is another. */
  forget(record: MediaRecord, act: AuditEntry): Promise<boolean>;
  /** Says that articles have what readers get of a version. */
  setFannedOut(id: string, version: number): Promise<void>;
  /** Says that the article of a use has it. */
  setApplied(id: string, use: StoredUse, version: number): Promise<void>;
  /**
   * A page of records that a search finds, newest first. It looks at no more than a hundred; where few of these are found,
   * the page is short, and the next one goes on.
   */
  search(plan: SearchPlan, unused: boolean, page: PageRequest): Promise<KeysetPage<MediaRecord>>;
  uses(id: string, page: PageRequest): Promise<KeysetPage<StoredUse>>;
  /** Every use, a hundred at a time. */
  everyUse(id: string): AsyncGenerator<StoredUse[]>;
}

/** Writes that one transaction holds. */
const MOST_WRITES = 100;
/** Most records that one page looks at, which is what one BatchGetItem reads. */
const MOST_LOOKED_AT = 100;
/** Concurrent queries for uses. */
const USES_AT_ONCE = 20;

export function createMediaStore(client: DynamoDBDocumentClient, table: string): MediaStore {
  const putEntry = (record: MediaRecord, { list, expiresAt }: Listed): TransactionItem => ({
    Put: { TableName: table, Item: { ...entryKey(list, record), type: 'media-entry', expiresAt } },
  });
  const dropEntry = (record: MediaRecord, list: string): TransactionItem => ({
    Delete: { TableName: table, Key: entryKey(list, record) },
  });
  const putRecord = (record: MediaRecord, condition: object): TransactionItem => ({
    Put: { TableName: table, Item: { ...record, ...recordKey(record.id), type: 'media' }, ...condition },
  });

  /** Drops entries that did not fit into the transaction of the change which made them wrong. */
  const tidy = async (record: MediaRecord): Promise<void> => {
    const wanted = new Set(listsOf(record).map(({ list }) => list));
    const wrong = record.listed.filter((list) => !wanted.has(list)).slice(0, MOST_WRITES - 1);
    if (wrong.length === 0) return;
    const next = { ...record, listed: record.listed.filter((list) => !wrong.includes(list)) };
    const writes: Writes = {
      record: putRecord(next, atVersion(record.version)),
      ...Object.fromEntries(wrong.map((list) => [list, dropEntry(record, list)])),
    };
    if (!(await writeTogether(client, writes))) await tidy(next);
  };

  const usesOf = (id: string) =>
    queryOf<Record<string, unknown> & { readonly sk: string }>(client, {
      table,
      partition: mediaPartition(id),
      consistent: true,
    });
  const isUsed = async (id: string) => (await usesOf(id)(ALL_USES, true, 1)).items.length > 0;

  /** The records behind entries that match, in the entries' order. */
  const recordsOf = async (
    keys: readonly string[],
    matches: SearchPlan['matches'],
    unused: boolean,
  ): Promise<MediaRecord[]> => {
    const items = await batchGet(client, table, keys.map(listedId).map(recordKey));
    const records = new Map(items.map((item) => z.parse(MediaRecord, item)).map((record) => [record.id, record]));
    const matching = keys.flatMap((key) => records.get(listedId(key)) ?? []).filter(matches);
    if (!unused) return matching;
    const used = await mapConcurrent(USES_AT_ONCE, matching, ({ id }) => isUsed(id));
    return matching.filter((_, index) => !used[index]);
  };

  return {
    async find(id) {
      const [item] = await batchGet(client, table, [recordKey(id)]);
      return item && z.parse(MediaRecord, item);
    },

    async write(next, before, act) {
      const lists = listsOf(next);
      const wanted = new Map(lists.map(({ list, expiresAt }) => [list, expiresAt]));
      const had = new Map(before ? listsOf(before).map(({ list, expiresAt }) => [list, expiresAt]) : []);
      const listed = new Set(before?.listed);
      const puts = lists.filter(({ list, expiresAt }) => !listed.has(list) || had.get(list) !== expiresAt);
      const wrong = [...listed].filter((list) => !wanted.has(list));
      const drops = wrong.slice(0, MOST_WRITES - 2 - puts.length);
      const record = { ...next, listed: [...wanted.keys(), ...wrong.slice(drops.length)] };
      const writes: Writes = {
        record: putRecord(record, atVersion(before?.version ?? 0)),
        ...(act && { act: recordEntry(table, act) }),
        ...Object.fromEntries(puts.map((each) => [each.list, putEntry(record, each)])),
        ...Object.fromEntries(drops.map((list) => [list, dropEntry(record, list)])),
      };
      if (await writeTogether(client, writes)) return undefined;
      if (drops.length < wrong.length) await tidy(record);
      return record;
    },

    async forget({ id, version }, act) {
      const refused = await writeTogether(client, {
        record: { Delete: { TableName: table, Key: recordKey(id), ...atVersion(version) } },
        act: recordEntry(table, act),
      });
      return refused === undefined;
    },

    setFannedOut: (id, version) =>
      ifThere(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: recordKey(id),
            UpdateExpression: 'SET fannedOut = :version',
            ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(fannedOut) OR fannedOut < :version)',
            ExpressionAttributeValues: { ':version': version },
          }),
        ),
      ),

    setApplied: (id, { article, slug, applied }, version) =>
      ifThere(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: useKey(id, article),
            UpdateExpression: 'SET applied = :version',
            ConditionExpression: 'slug = :slug AND (attribute_not_exists(applied) OR applied = :applied)',
            ExpressionAttributeValues: { ':version': version, ':slug': slug, ':applied': applied },
          }),
        ),
      ),

    async search({ list, isExact, matches }, unused, { limit, position }) {
      const backwards = position?.direction === 'before';
      const most = isExact ? limit : MOST_LOOKED_AT;
      const range = narrow(WHOLE_LIST, position, backwards);
      const from = { table, partition: listPartition(list), consistent: true };
      // One more entry tells whether there is another page; with a position, one more replaces that of the position.
      const { items: entries, complete } = await queryOf<{ readonly sk: string }>(client, from)(
        range,
        backwards,
        most + (position ? 2 : 1),
      );
      const beyond = entries.map(({ sk }) => sk).filter((key) => key !== position?.key);
      const looked = beyond.slice(0, most);
      const found: MediaRecord[] = [];
      // A first part is mostly enough; the rest is read where it is not.
      for (let start = 0; start < looked.length && found.length <= limit; start += limit) {
        found.push(...(await recordsOf(looked.slice(start, start + limit), matches, unused)));
      }
      const items = found.slice(0, limit);
      const isCut = found.length > limit;
      const keyOf = (record: MediaRecord | undefined) => record && entrySortKey(record.uploadedAt, record.id);
      const last = isCut ? keyOf(items.at(-1)) : looked.at(-1);
      const isMore = isCut || beyond.length > looked.length || !complete;
      const beyondLast: Position | null =
        isMore && last !== undefined ? { direction: backwards ? 'before' : 'after', key: last } : null;
      const first = looked[0];
      const beforeFirst: Position | null =
        position && first !== undefined ? { direction: backwards ? 'after' : 'before', key: first } : null;
      return backwards
        ? { items: items.reverse(), next: beforeFirst, previous: beyondLast }
        : { items, next: beyondLast, previous: beforeFirst };
    },

    async uses(id, { limit, position }) {
      const page = await readPage({
        query: usesOf(id),
        keyOf: ({ sk }) => sk,
        range: ALL_USES,
        order: 'ascending',
        position,
        limit,
      });
      return { ...page, items: page.items.map((item) => z.parse(StoredUse, item)) };
    },

    async *everyUse(id) {
      let start: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :media AND begins_with(sk, :use)',
            ExpressionAttributeValues: { ':media': mediaPartition(id), ':use': USE_PREFIX },
            ConsistentRead: true,
            Limit: 100,
            ExclusiveStartKey: start,
          }),
        );
        yield Items.map((item) => z.parse(StoredUse, item));
        start = LastEvaluatedKey;
      } while (start);
    },
  };
}

/** Ignores a failed condition: then the record has the value already, or is gone. */
const ifThere = async (update: Promise<unknown>): Promise<void> => {
  try {
    await update;
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  }
};
