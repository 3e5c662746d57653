import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { batchGet } from '../shared/data/batch.ts';
import type { TransactionItem } from '../shared/data/transaction.ts';
import { Failure } from '../shared/failure.ts';
import { recordKey, useKey } from './keys.ts';
import { MediaRecord } from './schema.ts';

/** That an article uses a file. */
export interface MediaUse {
  readonly id: string;
  readonly article: string;
  /** The slug at which readers see it, or will; null while no release uses it. */
  readonly slug: string | null;
  /** Absent where an article uses it. */
  readonly document?: 'page' | 'settings' | undefined;
}

/** Records of the media library, as articles use them: a file that is being removed is not there any more. */
export interface RecordStore {
  /** @throws Failure `media-not-found`. */
  read(id: string): Promise<MediaRecord>;
  /** The records that exist, by id; at most 100. */
  readAll(ids: readonly string[]): Promise<ReadonlyMap<string, MediaRecord>>;

  // The following return parts of a transaction.
  use(use: MediaUse): TransactionItem;
  endUse(id: string, article: string): TransactionItem;
  /** Only if the record is still at a version, so that no article keeps what a change has replaced meanwhile. */
  requireVersion(id: string, version: number): TransactionItem;
}

export function createRecordStore(client: DynamoDBDocumentClient, table: string): RecordStore {
  return {
    async read(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: recordKey(id), ConsistentRead: true }),
      );
      const record = Item && z.parse(MediaRecord, Item);
      if (!record || record.removing) throw new Failure('media-not-found', ({ failures }) => failures.noMedia(id));
      return record;
    },

    async readAll(ids) {
      const items = await batchGet(client, table, [...new Set(ids)].map(recordKey));
      const records = items.map((item) => z.parse(MediaRecord, item)).filter(({ removing }) => !removing);
      return new Map(records.map((record) => [record.id, record]));
    },

    use: ({ id, article, slug, document }) => ({
      Put: {
        TableName: table,
        Item: { ...useKey(id, article), type: 'media-use', article, slug, ...(document && { document }) },
      },
    }),
    endUse: (id, article) => ({ Delete: { TableName: table, Key: useKey(id, article) } }),
    requireVersion: (id, version) => ({
      ConditionCheck: {
        TableName: table,
        Key: recordKey(id),
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      },
    }),
  };
}
