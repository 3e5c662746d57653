import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { authorKey } from './keys.ts';
import type { Author } from './schema.ts';

export interface AuthorStore {
  /** An author with a stored biography. */
  find(slug: string): Promise<Author | undefined>;
}

export function createAuthorStore(client: DynamoDBDocumentClient, table: string): AuthorStore {
  return {
    async find(slug) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: authorKey(slug) }));
      return Item && { slug, name: Item.name, biography: Item.biography };
    },
  };
}
