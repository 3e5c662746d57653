import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { authorKey } from './keys.ts';
import { type AuthorAt, fromAuthorItem } from './schema.ts';

export interface AuthorStore {
  /** What somebody has said of the author at a slug, or where they are now. */
  find(slug: string): Promise<AuthorAt | undefined>;
}

export function createAuthorStore(client: DynamoDBDocumentClient, table: string): AuthorStore {
  return {
    async find(slug) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: authorKey(slug) }));
      return Item && fromAuthorItem(Item);
    },
  };
}
