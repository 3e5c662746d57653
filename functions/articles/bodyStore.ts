import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Failure } from '../shared/failure.ts';
import type { ListedArticle } from './fields.ts';
import { articleKey } from './keys.ts';

/** The texts of articles whose listing entries are known. */
export interface BodyStore {
  /** HTML by slug; nothing for an article that has just gone. One BatchGetItem. */
  read(entries: readonly Pick<ListedArticle, 'slug' | 'publishedAt'>[]): Promise<ReadonlyMap<string, string>>;
}

/** @throws Failure `service-unavailable` when DynamoDB would not read all of them. */
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
