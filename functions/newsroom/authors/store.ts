import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { authorKey } from '../../authors/keys.ts';
import { type AuthorAt, fromAuthorItem, type StoredAuthor } from '../../authors/schema.ts';
import { batchGet } from '../../shared/data/batch.ts';
import { type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { atVersion, type Made } from '../../shared/version.ts';

/** What somebody has said of an author, with its version. */
export type Versioned = StoredAuthor & Made & { readonly slug: string; readonly version: number };

/** Where an author went from a slug. */
export type Left = Made & { readonly slug: string; readonly movedTo: string; readonly version: number };

/** What somebody has said of authors. */
export interface AuthorEditing {
  find(slug: string): Promise<Versioned | Left | undefined>;
  /** The slugs that authors have now, by those of a byline that they had. */
  movedFrom(slugs: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Replaces the previous versions of authors, together with other writes.
   * @returns false when another version was stored; then nothing is written.
   */
  save(authors: readonly (Versioned | Left)[], also: Writes): Promise<boolean>;
}

export function createAuthorEditing(client: DynamoDBDocumentClient, table: string): AuthorEditing {
  return {
    async find(slug) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: authorKey(slug), ConsistentRead: true }),
      );
      return Item && { ...fromAuthorItem(Item), slug, version: Item.version ?? 1, request: Item.request };
    },
    async movedFrom(slugs) {
      const items = await batchGet(client, table, [...new Set(slugs)].map(authorKey));
      const moved = items.filter((item) => item.movedTo !== undefined);
      return new Map(moved.map((item) => [String(item.slug), String(item.movedTo)]));
    },
    async save(authors, also) {
      const writes = authors.map((author): [string, Writes[string]] => [
        `author ${author.slug}`,
        {
          Put: {
            TableName: table,
            Item: { ...authorKey(author.slug), type: 'author', ...author },
            ...atVersion(author.version - 1),
          },
        },
      ]);
      return (await writeTogether(client, { ...also, ...Object.fromEntries(writes) })) === undefined;
    },
  };
}

export const hasMoved = (author: AuthorAt): author is { readonly movedTo: string } => 'movedTo' in author;
