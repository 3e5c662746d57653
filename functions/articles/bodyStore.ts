import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { busy } from '../shared/failure.ts';
import type { Instant } from '../shared/instant.ts';
import { bodyOf } from './articleItem.ts';
import type { ListedArticle, PublishedArticle } from './fields.ts';
import { articleKey, removalKey } from './keys.ts';

/** What feeds say beyond listing entries. */
export interface BodyStore {
  /** The texts of articles whose entries are known, and the last removal. One BatchGetItem. */
  read(entries: readonly Pick<ListedArticle, 'slug' | 'publishedAt'>[]): Promise<FeedTexts>;
}

type FeedText = Pick<PublishedArticle, 'body' | 'pictures'>;

export interface FeedTexts {
  /** HTML with its pictures, by slug; nothing for an article that has just gone, or whose text is damaged. */
  readonly bodies: ReadonlyMap<string, FeedText>;
  /** When an article was last withdrawn, or moved out of a listing; undefined if that never happened. */
  readonly removedAt: Instant | undefined;
}

/** @throws Failure `service-unavailable` when keys stay unprocessed after all retries. */
export function createBodyStore(client: DynamoDBDocumentClient, table: string): BodyStore {
  return {
    async read(entries) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({
          RequestItems: {
            [table]: {
              Keys: [removalKey, ...entries.map(({ slug, publishedAt }) => articleKey(slug, publishedAt))],
              ProjectionExpression: 'slug, body, pictures, removedAt',
            },
          },
        }),
      );
      if (UnprocessedKeys?.[table]) {
        throw busy();
      }
      const items = Responses?.[table] ?? [];
      return {
        bodies: new Map(items.flatMap((item) => textOf(item))),
        removedAt: items.find(({ removedAt }) => removedAt !== undefined)?.removedAt,
      };
    },
  };
}

/** The text of an item by its slug. One that is damaged fails its own article; the others' feed has them without it. */
function textOf(item: Readonly<Record<string, unknown>>): (readonly [slug: string, text: FeedText])[] {
  if (item.slug === undefined) return [];
  try {
    const pictures = (item.pictures ?? []) as FeedText['pictures'];
    return [[item.slug as string, { body: bodyOf(item), pictures }]];
  } catch {
    return [];
  }
}
