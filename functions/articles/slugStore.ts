import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { projecting } from '../shared/data/projecting.ts';
import { hasCome } from '../shared/data/reading.ts';
import { Failure } from '../shared/failure.ts';
import { type Instant, later, toInstant } from '../shared/instant.ts';
import { KEPT_FAILURE } from '../shared/staleness.ts';
import { articlePartition, publishedSortKey } from './keys.ts';

/** A published article, or a part of it, with the number of its visible comments. */
export interface VisibleArticle<Article> {
  readonly article: Article;
  readonly commentCount: number;
  /** Whether moderators have closed its thread. */
  readonly threadClosed: boolean;
}

/** Published articles, or parts of them, by slug. */
export interface SlugStore<Article> {
  /**
   * Reads what is at a slug, as of now.
   * @throws Failure `article-not-found` (also for a scheduled article), `article-moved` or `article-withdrawn`.
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
 */
export function createSlugStore<Article>(
  client: DynamoDBDocumentClient,
  table: string,
  parse: (item: ArticleItem) => Article,
  attributes?: readonly string[],
): SlugStore<Article> {
  const projection = attributes && projecting([...new Set([...OF_ITEMS, ...attributes])]);

  /** The newest items of a slug's partition at or below an instant. */
  const itemsAt = async (slug: string, instant: Date): Promise<readonly SlugItem[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :slug AND sk <= :now',
        ExpressionAttributeValues: { ':slug': articlePartition(slug), ':now': publishedSortKey(toInstant(instant)) },
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
      if (first?.type !== 'article' || hasCome(first.publishedAt, now)) return resolve(slug, items, now, parse);
      return resolve(slug, await itemsAt(slug, now), now, parse);
    },
  };
}

/** Resolves a slug from the items of its partition at or below now, newest first. */
function resolve<Article>(
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
    throw new Failure('article-withdrawn', ({ failures }) => failures.articleWithdrawn(slug), {
      thread: marker.thread,
    });
  }
  if (marker?.type === 'moved' && hasCome(marker.visibleFrom, now)) {
    const { to } = marker;
    throw new Failure('article-moved', ({ failures }) => failures.articleMoved(to), { movedTo: to });
  }
  throw new Failure('article-not-found', ({ failures }) => failures.noArticleAt(slug));
}
