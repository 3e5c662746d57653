import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { authorKey } from '../../authors/keys.ts';
import { type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { atVersion, type Made } from '../../shared/version.ts';
import type { EditedAuthor } from './schema.ts';

/** Authors with a stored biography. */
export interface AuthorEditing {
  find(slug: string): Promise<(EditedAuthor & Made) | undefined>;
  /**
   * Replaces the previous version of an author, together with other writes.
   * @returns false when another version was stored; then nothing is written.
   */
  save(author: EditedAuthor & Made, also: Writes): Promise<boolean>;
}

export function createAuthorEditing(client: DynamoDBDocumentClient, table: string): AuthorEditing {
  return {
    async find(slug) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: authorKey(slug), ConsistentRead: true }),
      );
      return (
        Item && { slug, name: Item.name, biography: Item.biography, version: Item.version ?? 1, request: Item.request }
      );
    },
    async save(author, also) {
      const Item = { ...authorKey(author.slug), type: 'author', ...author };
      const refused = await writeTogether(client, {
        ...also,
        author: { Put: { TableName: table, Item, ...atVersion(author.version - 1) } },
      });
      return refused === undefined;
    },
  };
}
