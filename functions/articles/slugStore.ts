import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { projecting } from '../shared/data/projecting.ts';
import { hasCome } from '../shared/data/reading.ts';
import { Failure } from '../shared/failure.ts';
import { type Instant, later, toInstant } from '../shared/instant.ts';
import { KEPT_FAILURE } from '../shared/staleness.ts';
import type { Words } from '../words/en.ts';
import { articlePartition, type PartitionOf, pagePartition, publishedSortKey } from './keys.ts';

/** A published article, or a part of it, with the number of its visible comments. */
export interface VisibleArticle<Article> {
  readonly article: Article;
  readonly commentCount: number;
  /** Whether moderators have closed its thread. */
  readonly threadClosed: boolean;
}

/** Published articles or pages, or parts of them, by slug. */
export interface SlugStore<Article> {
  /**
   * Reads what is at a slug, as of now.
   * @throws Failure `article-not-found` (also for a scheduled article), `article-moved` or `article-withdrawn`; of a page,
   * the same with `page`.
   */
  read(slug: string, now: Date): Promise<VisibleArticle<Article>>;
}

/** An item of type `article`, or the attributes of it that were asked for. */
export type ArticleItem = { readonly type: 'article'; readonly publishedAt: Instant };

/** The items of a slug's partition. */
type SlugItem =
  | ArticleItem
  | { readonly type: 'tally'; readonly comments: number; readonly closed?: boolean }
  | { readonly type: 'moved'; readonly to: string; readonly visibleFrom: Instant }
  | { readonly type: 'gone'; readonly thread: string };

/** Attributes that are read whatever is asked for of an article. */
const OF_ITEMS = ['type', 'publishedAt', 'comments', 'closed', 'to', 'visibleFrom', 'thread'];

/**
 * @param parse makes an article of its item.
 * @param attributes to read of the article. Default: all.
 * @param partitionOf a slug. Default: an article's.
 */
export function createSlugStore<Article>(
  client: DynamoDBDocumentClient,
  table: string,
  parse: (item: ArticleItem) => Article,
  attributes?: readonly string[],
  partitionOf: PartitionOf = articlePartition,
): SlugStore<Article> {
  const what = partitionOf === pagePartition ? 'page' : 'article';
  const projection = attributes && projecting([...new Set([...OF_ITEMS, ...attributes])]);

  /** The newest items of a slug's partition at or below an instant. */
  const itemsAt = async (slug: string, instant: Date): Promise<readonly SlugItem[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :slug AND sk <= :now',
        ExpressionAttributeValues: { ':slug': partitionOf(slug), ':now': publishedSortKey(toInstant(instant)) },
        ScanIndexForward: false,
        Limit: 2,
        ...projection,
      }),
    );
    return Items as SlugItem[];
  };

  return {
    async read(slug, now) {
      const items = await itemsAt(slug, later(now, KEPT_FAILURE));
      const [first] = items;
      if (first?.type !== 'article' || hasCome(first.publishedAt, now)) return resolve(what, slug, items, now, parse);
      return resolve(what, slug, await itemsAt(slug, now), now, parse);
    },
  };
}

/** What is said where there is nothing, or not any more. */
const SAYS = {
  article: ({ failures }: Words) => ({
    withdrawn: failures.articleWithdrawn,
    moved: failures.articleMoved,
    missing: failures.noArticleAt,
  }),
  page: ({ failures }: Words) => ({
    withdrawn: failures.pageWithdrawn,
    moved: failures.pageMoved,
    missing: failures.noPageAt,
  }),
};

/** Resolves a slug from the items of its partition at or below now, newest first. */
function resolve<Article>(
  what: 'article' | 'page',
  slug: string,
  items: readonly SlugItem[],
  now: Date,
  parse: (item: ArticleItem) => Article,
): VisibleArticle<Article> {
  const [first, second] = items;
  if (first?.type === 'article') {
    const tally = second?.type === 'tally' ? second : undefined;
    return {
      article: parse(first),
      commentCount: tally?.comments ?? 0,
      threadClosed: tally?.closed === true,
    };
  }
  const marker = first?.type === 'tally' ? second : first;
  if (marker?.type === 'gone') {
    throw new Failure(`${what}-withdrawn`, (words) => SAYS[what](words).withdrawn(slug), {
      thread: marker.thread,
    });
  }
  if (marker?.type === 'moved' && hasCome(marker.visibleFrom, now)) {
    const { to } = marker;
    throw new Failure(`${what}-moved`, (words) => SAYS[what](words).moved(to), { movedTo: to });
  }
  throw new Failure(`${what}-not-found`, (words) => SAYS[what](words).missing(slug));
}
