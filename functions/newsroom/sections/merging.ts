import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { articleKey, listingKey, listingPartition } from '../../articles/keys.ts';
import { writeTogether } from '../../shared/data/transaction.ts';
import { millisecondsLeft } from '../../shared/data/usage.ts';
import { mapConcurrent } from '../../shared/mapConcurrent.ts';

/** Concurrent articles; each is one transaction of three writes. */
const AT_ONCE = 8;
/** Articles of one Query. */
const PER_PAGE = 100;
/** Time in milliseconds that is kept for the answer. */
const RESERVE = 3_000;

export interface Moved {
  /** How many articles were moved. */
  readonly moved: number;
  /** Whether nothing is left to move. */
  readonly done: boolean;
}

type Item = Readonly<Record<string, unknown>> & { readonly publishedAt: string; readonly slug: string };

/**
 * Moves the articles of one section's listing into another's, as many as there is time for: each with its entry, in one
 * transaction. What is left is what the listing still holds, so a call that was stopped anywhere is continued by the next.
 */
export function createMerging(client: DynamoDBDocumentClient, TableName: string) {
  /** @returns false when the article was changed or moved meanwhile, or is not there. */
  const move = async ({ publishedAt, slug, ...entry }: Item, from: string, to: string): Promise<boolean> => {
    const refused = await writeTogether(client, {
      article: {
        Update: {
          TableName,
          Key: articleKey(slug, publishedAt),
          UpdateExpression: 'SET #section = :to',
          ConditionExpression: '#section = :from',
          ExpressionAttributeNames: { '#section': 'section' },
          ExpressionAttributeValues: { ':from': from, ':to': to },
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

  return async (from: string, to: string): Promise<Moved> => {
    let moved = 0;
    let start: Record<string, unknown> | undefined;
    do {
      if ((millisecondsLeft() ?? Number.POSITIVE_INFINITY) < RESERVE) return { moved, done: false };
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :listing',
          ExpressionAttributeValues: { ':listing': listingPartition(`section/${from}`) },
          ConsistentRead: true,
          Limit: PER_PAGE,
          ExclusiveStartKey: start,
        }),
      );
      const outcomes = await mapConcurrent(AT_ONCE, Items as Item[], (entry) => move(entry, from, to));
      moved += outcomes.filter(Boolean).length;
      start = LastEvaluatedKey;
    } while (start);
    return { moved, done: true };
  };
}

export type Merging = ReturnType<typeof createMerging>;
