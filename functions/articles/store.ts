import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type KeysetPage, type Position, queryOf, type RangeQuery, readPage } from '../shared/data/keyset.ts';
import { hasCome } from '../shared/data/reading.ts';
import { type Instant, later, toInstant } from '../shared/instant.ts';
import { KEPT_FOR_FAULTS } from '../shared/staleness.ts';
import { fromArticleItem } from './articleItem.ts';
import type { ListedArticle, PublishedArticle } from './fields.ts';
import { type Listing, listingCeiling, listingFloor, listingPartition, listingSortKey } from './keys.ts';
import { fromEntry } from './listingEntry.ts';
import { createSlugStore, type SlugStore } from './slugStore.ts';

export interface ListingRequest {
  readonly listing: Listing;
  readonly limit: number;
  readonly position: Position | undefined;
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}

/** Published articles, by slug and by listing. Nothing later than `now` is returned. */
export interface ArticleStore extends SlugStore<PublishedArticle> {
  list(request: ListingRequest, now: Date): Promise<KeysetPage<ListedArticle>>;
}

/** The position of a listing entry. */
type Entry = Pick<ListedArticle, 'publishedAt' | 'slug'>;

export function createArticleStore(client: DynamoDBDocumentClient, table: string): ArticleStore {
  return {
    ...createSlugStore(client, table, fromArticleItem),

    async list({ listing, limit, position, from, to }, now) {
      // A range that begins later is empty until then.
      if (from !== undefined) hasCome(from, now);
      const ceiling = listingCeiling(toInstant(now));
      const page = await readPage({
        query: upToNow(queryOf<Entry>(client, { table, partition: listingPartition(listing) }), now),
        keyOf: ({ publishedAt, slug }) => listingSortKey(publishedAt, slug),
        range: {
          low: listingFloor(from),
          high: to && listingFloor(to) < ceiling ? listingFloor(to) : ceiling,
        },
        order: 'descending',
        position,
        limit,
      });
      return { ...page, items: page.items.map(fromEntry) };
    },
  };
}

/**
 * Queries a listing up to now, and a little further to learn when it changes next: what is found there is dropped. When the
 * dropped entries leave too few, the query is sent again without them.
 */
const upToNow =
  (query: RangeQuery<Entry>, now: Date): RangeQuery<Entry> =>
  async (range, ascending, limit) => {
    if (range.high !== listingCeiling(toInstant(now))) return query(range, ascending, limit);
    const ahead = { low: range.low, high: listingCeiling(toInstant(later(now, KEPT_FOR_FAULTS))) };
    const { items, complete } = await query(ahead, ascending, limit);
    const visible = items.filter(({ publishedAt }) => hasCome(publishedAt, now));
    if (visible.length === items.length) return { items, complete };
    return complete ? { items: visible, complete } : query(range, ascending, limit);
  };
