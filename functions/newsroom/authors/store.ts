import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { authorKey } from '../../authors/keys.ts';
import { type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { atVersion } from '../../shared/version.ts';
import type { EditedAuthor } from './schema.ts';

/** Changes who authors are. */
export interface AuthorEditing {
  /** An author whose biography somebody wrote. */
  find(slug: string): Promise<EditedAuthor | undefined>;
  /**
   * Writes an author in the place of the version before.
   * @param also what is written with it.
   * @returns whether that version was there still; else nothing was written.
   */
  save(author: EditedAuthor, also: Writes): Promise<boolean>;
}

export function createAuthorEditing(client: DynamoDBDocumentClient, table: string): AuthorEditing {
  return {
    async find(slug) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: authorKey(slug), ConsistentRead: true }),
      );
      return Item && { slug, name: Item.name, biography: Item.biography, version: Item.version ?? 1 };
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
