import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../../shared/data/batch.ts';
import { queryOf } from '../../shared/data/keyset.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import { commentSortKey, endOfRoot, threadPartition } from '../threads/keys.ts';
import type { PublishedComment } from '../threads/schema.ts';
import { fromSubmissionItem } from './decision.ts';
import { placeKey, submissionKey } from './keys.ts';
import type { PlaceItem, PlaceReading } from './places.ts';

/** The limit of one Query of a conversation, which ends at 1 MB anyway. */
const AT_ONCE = 1_000;

/** Reads places and submissions from Newsroom, and conversations from Published. */
export function createPlaceReading(client: DynamoDBDocumentClient, tables: TableNames): PlaceReading {
  return {
    async place(id) {
      const keys = [placeKey(id), submissionKey(id)];
      const items = await batchGet(client, tables.newsroom, keys);
      const submission = items.find(({ type }) => type === 'submission');
      const item = items.find(({ type }) => type === 'place');
      return {
        item: item as unknown as PlaceItem | undefined,
        submission: submission && fromSubmissionItem(submission),
      };
    },

    async conversation(thread, root) {
      const partition = threadPartition(thread);
      const query = queryOf<PublishedComment>(client, { table: tables.published, partition, consistent: true });
      const found: PublishedComment[] = [];
      for (let low = root; ; ) {
        const { items, complete } = await query({ low, high: endOfRoot(root) }, true, AT_ONCE);
        found.push(...items);
        const last = items.at(-1);
        if (complete || !last) return found;
        // Continue after the last key: a space sorts before any character that a longer key continues with.
        low = `${commentSortKey(last)} `;
      }
    },
  };
}
