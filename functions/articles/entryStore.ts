import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { busy } from '../shared/failure.ts';
import type { ListedArticle } from './fields.ts';
import { listingKey } from './keys.ts';
import { fromEntry } from './listingEntry.ts';

/** Where an article is in the listing of all. */
export type EntryPlace = Pick<ListedArticle, 'slug' | 'publishedAt'>;

/** Listing entries of articles whose slug and instant are known. */
export interface EntryStore {
  /**
   * The entries that are there, in one BatchGetItem, in no particular order; without places, no request.
   * @param places at most 100.
   */
  read(places: readonly EntryPlace[]): Promise<ListedArticle[]>;
}

/** @throws Failure `service-unavailable` when keys stay unprocessed after all retries. */
export function createEntryStore(client: DynamoDBDocumentClient, table: string): EntryStore {
  return {
    async read(places) {
      if (places.length === 0) return [];
      const Keys = places.map(({ slug, publishedAt }) => listingKey('latest', publishedAt, slug));
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys } } }),
      );
      if (UnprocessedKeys?.[table]) throw busy();
      return (Responses?.[table] ?? []).map(fromEntry);
    },
  };
}
