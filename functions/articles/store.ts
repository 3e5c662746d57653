import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type KeysetPage, type Position, queryOf, type RangeQuery, readPage } from '../shared/data/keyset.ts';
import { changesAt } from '../shared/data/reading.ts';
import { Failure } from '../shared/failure.ts';
import { type Instant, later, toInstant } from '../shared/instant.ts';
import { KEPT_FAILURE, KEPT_FOR_FAULTS } from '../shared/staleness.ts';
import { fromArticleItem } from './articleItem.ts';
import type { ListedArticle, PublishedArticle } from './fields.ts';
import {
  articlePartition,
  type Listing,
  listingCeiling,
  listingFloor,
  listingPartition,
  listingSortKey,
  publishedSortKey,
} from './keys.ts';
import { fromEntry } from './listingEntry.ts';

/** A published article, with the number of its visible comments. */
export interface VisibleArticle {
  readonly article: PublishedArticle;
  readonly commentCount: number;
  /** Whether moderators have closed its thread. */
  readonly threadClosed: boolean;
}

export interface ListingRequest {
  readonly listing: Listing;
  readonly limit: number;
  readonly position: Position | undefined;
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}

/** Published articles, by slug and by listing. Nothing later than `now` is returned. */
export interface ArticleStore {
  /** @throws Failure `article-not-found` (also for a scheduled article), `article-moved` or `article-withdrawn`. */
  read(slug: string, now: Date): Promise<VisibleArticle>;
  list(request: ListingRequest, now: Date): Promise<KeysetPage<ListedArticle>>;
}

/** The items of a slug's partition. */
type SlugItem =
  | { readonly type: 'article'; readonly publishedAt: Instant }
  | { readonly type: 'tally'; readonly comments: number; readonly closed?: boolean }
  | { readonly type: 'moved'; readonly to: string; readonly visibleFrom: Instant }
  | { readonly type: 'gone'; readonly thread: string };

/** The position of a listing entry. */
type Entry = Pick<ListedArticle, 'publishedAt' | 'slug'>;

export function createArticleStore(client: DynamoDBDocumentClient, table: string): ArticleStore {
  /** The newest items of a slug's partition at or below an instant. */
  const itemsAt = async (slug: string, instant: Date): Promise<readonly SlugItem[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :slug AND sk <= :now',
        ExpressionAttributeValues: { ':slug': articlePartition(slug), ':now': publishedSortKey(toInstant(instant)) },
        ScanIndexForward: false,
        Limit: 2,
      }),
    );
    return Items as SlugItem[];
  };

  return {
    async read(slug, now) {
      const items = await itemsAt(slug, later(now, KEPT_FAILURE));
      const [first] = items;
      if (first?.type !== 'article' || first.publishedAt <= toInstant(now)) return resolve(slug, items, now);
      changesAt(Date.parse(first.publishedAt));
      return resolve(slug, await itemsAt(slug, now), now);
    },

    async list({ listing, limit, position, from, to }, now) {
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
    const visible = items.filter(({ publishedAt }) => publishedAt <= toInstant(now));
    if (visible.length === items.length) return { items, complete };
    for (const { publishedAt } of items) if (publishedAt > toInstant(now)) changesAt(Date.parse(publishedAt));
    return complete ? { items: visible, complete } : query(range, ascending, limit);
  };

/** Resolves a slug from the items of its partition at or below now, newest first. */
function resolve(slug: string, items: readonly SlugItem[], now: Date): VisibleArticle {
  const [first, second] = items;
  if (first?.type === 'article') {
    const tally = second?.type === 'tally' ? second : undefined;
    return {
      article: fromArticleItem(first),
      commentCount: tally?.comments ?? 0,
      threadClosed: tally?.closed === true,
    };
  }
  const marker = first?.type === 'tally' ? second : first;
  if (marker?.type === 'gone') {
    throw new Failure('article-withdrawn', `The article at "${slug}" has been withdrawn by its publisher.`, {
      thread: marker.thread,
    });
  }
  if (marker?.type === 'moved') {
    if (marker.visibleFrom <= toInstant(now)) {
      throw new Failure('article-moved', `The article is now at "${marker.to}".`, { movedTo: marker.to });
    }
    changesAt(Date.parse(marker.visibleFrom));
  }
  throw new Failure('article-not-found', `There is no article at "${slug}".`);
}
