import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { articleKey, listingKey } from '../../articles/keys.ts';
import { writeTogether } from '../../shared/data/transaction.ts';
import { type ListedItem, type Moved, moveListing } from '../moveListing.ts';

/** Concurrent articles; each is one transaction of three writes. */
const AT_ONCE = 8;
/** Articles of one Query. */
const PER_PAGE = 100;
/**
 * Moves the articles of one section's listing into another's, as many as there is time for: each with its entry, in one
 * transaction. What is left is what the listing still holds, so a call that was stopped anywhere is continued by the next.
 */
export function createMerging(client: DynamoDBDocumentClient, TableName: string) {
  /** @returns false when the article was changed or moved meanwhile, or is not there. */
  const move = async ({ publishedAt, slug, ...entry }: ListedItem, from: string, to: string): Promise<boolean> => {
    const { updatedAt = publishedAt } = entry;
    const refused = await writeTogether(client, {
      article: {
        Update: {
          TableName,
          Key: articleKey(slug, publishedAt),
          UpdateExpression: 'SET #section = :to',
          // An article that was changed after its entry was read has another entry by now.
          ConditionExpression: '#section = :from AND updatedAt = :seen',
          ExpressionAttributeNames: { '#section': 'section' },
          ExpressionAttributeValues: { ':from': from, ':to': to, ':seen': updatedAt },
        },
      },
      left: { Delete: { TableName, Key: listingKey(`section/${from}`, publishedAt, slug) } },
      entry: {
        Put: {
          TableName,
          Item: { ...entry, publishedAt, slug, section: to, ...listingKey(`section/${to}`, publishedAt, slug) },
        },
      },
    });
    return refused === undefined;
  };

  return (from: string, to: string): Promise<Moved> =>
    moveListing(
      { client, table: TableName, listing: `section/${from}` },
      { atOnce: AT_ONCE, perPage: PER_PAGE },
      (item) => move(item, from, to),
    );
}

export type Merging = ReturnType<typeof createMerging>;
