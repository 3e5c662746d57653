import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { slugOfPartition } from '../articles/keys.ts';
import { articleUrl } from '../articles/schema.ts';
import { type Instant, toInstant } from '../shared/instant.ts';

/** More paths than this are not worth their price: everything is asked for again. */
const MOST = 15;

const EVERYTHING = '/*';

/** What stands at a slug, as far as an edge is concerned. */
interface SlugItem {
  readonly pk: string;
  readonly type: 'article' | 'moved' | 'gone';
  readonly slug: string;
  readonly section: string;
  readonly publishedAt: Instant;
}

/**
 * The paths an edge should fetch again after these changes of the Published table: an article's page and its address in
 * the API, and the lists a reader is most likely to look at next. What nobody can see yet asks for nothing. A path ends
 * in `*` where addresses below it, or with a query, show the same article.
 */
export function pathsOf(records: readonly DynamoDBRecord[], now: Date): readonly string[] {
  const items = records.flatMap(({ dynamodb }) => [dynamodb?.OldImage, dynamodb?.NewImage].flatMap(toItem));
  const paths = [...new Set(items.flatMap((item) => pathsOfItem(item, now)))];
  return paths.length > MOST ? [EVERYTHING] : paths;
}

function pathsOfItem(item: SlugItem, now: Date): string[] {
  if (item.type === 'moved' || item.type === 'gone') return [`/v1/articles/${slugOfPartition(item.pk)}*`];
  if (item.type !== 'article' || item.publishedAt > toInstant(now)) return [];
  const { section, slug } = item;
  return ['/', `/${section}`, `${articleUrl({ section, slug })}*`, '/v1/articles', `/v1/articles/${slug}*`];
}

const toItem = (image: Record<string, AttributeValue> | undefined): SlugItem[] =>
  image ? [unmarshall(image as Parameters<typeof unmarshall>[0]) as SlugItem] : [];
