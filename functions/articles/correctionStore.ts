import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type KeysetPage, type Position, queryOf, readPage } from '../shared/data/keyset.ts';
import { toInstant } from '../shared/instant.ts';
import { fromCorrectionItem, type ListedCorrection } from './corrections.ts';
import { CORRECTIONS_PARTITION, listingCeiling, listingFloor } from './keys.ts';

type Stored = ListedCorrection & { readonly sk: string };

/** The corrections of all articles that are out. */
export interface CorrectionStore {
  /** A page of them, newest first. */
  list(
    request: { readonly limit: number; readonly position: Position | undefined },
    now: Date,
  ): Promise<KeysetPage<ListedCorrection>>;
}

export const createCorrectionStore = (client: DynamoDBDocumentClient, table: string): CorrectionStore => ({
  async list({ limit, position }, now) {
    const page = await readPage({
      query: queryOf<Stored>(client, { table, partition: CORRECTIONS_PARTITION }),
      keyOf: ({ sk }) => sk,
      range: { low: listingFloor(), high: listingCeiling(toInstant(now)) },
      order: 'descending',
      position,
      limit,
    });
    return { ...page, items: page.items.map(fromCorrectionItem) };
  },
});
