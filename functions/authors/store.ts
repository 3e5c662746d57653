import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { authorKey } from './keys.ts';
import type { Author } from './schema.ts';

export interface AuthorStore {
  /** An author whose biography somebody wrote. */
  find(slug: string): Promise<Author | undefined>;
  save(author: Author): Promise<void>;
}

export function createAuthorStore(client: DynamoDBDocumentClient, table: string): AuthorStore {
  return {
    async find(slug) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: authorKey(slug) }));
      return Item as Author | undefined;
    },
    async save(author) {
      await client.send(
        new PutCommand({ TableName: table, Item: { ...authorKey(author.slug), type: 'author', ...author } }),
      );
    },
  };
}
