import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Failure } from '../shared/failure.ts';
import type { ListedArticle } from './fields.ts';
import { articleKey } from './keys.ts';

export interface BodyStore {
  /** HTML by slug, in one BatchGetItem. An article that has just been withdrawn is missing. */
  read(entries: readonly Pick<ListedArticle, 'slug' | 'publishedAt'>[]): Promise<ReadonlyMap<string, string>>;
}

/** @throws Failure `service-unavailable` when keys stay unprocessed after all retries. */
export function createBodyStore(client: DynamoDBDocumentClient, table: string): BodyStore {
  return {
    async read(entries) {
      if (entries.length === 0) return new Map();
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({
          RequestItems: {
            [table]: {
              Keys: entries.map(({ slug, publishedAt }) => articleKey(slug, publishedAt)),
              ProjectionExpression: 'slug, body',
            },
          },
        }),
      );
      if (UnprocessedKeys?.[table]) {
        throw new Failure('service-unavailable', 'Please send the same request again in a moment.', { retryAfter: 1 });
      }
      return new Map(Responses?.[table]?.map(({ slug, body }) => [slug, body]));
    },
  };
}
