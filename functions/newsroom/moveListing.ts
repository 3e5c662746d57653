import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Listing, listingPartition } from '../articles/keys.ts';
import { millisecondsLeft } from '../shared/data/usage.ts';
import { mapConcurrent } from '../shared/mapConcurrent.ts';

/** Time in milliseconds that is kept for the answer. */
const RESERVE = 3_000;

export interface Moved {
  /** How many articles were moved. */
  readonly moved: number;
  /** Whether nothing is left to move. */
  readonly done: boolean;
}

export type ListedItem = Readonly<Record<string, unknown>> & { readonly publishedAt: string; readonly slug: string };

/**
 * Moves the articles of a listing elsewhere, as many as there is time for. What is left is what the listing still holds, so a
 * call that was stopped anywhere is continued by the next. Where articles were changed meanwhile, it goes over what is left
 * once more.
 * @param move moves one; false when it was changed or moved meanwhile, or is not there.
 * @param atOnce concurrent articles.
 * @param perPage articles of one Query.
 */
export async function moveListing(
  {
    client,
    table,
    listing,
  }: { readonly client: DynamoDBDocumentClient; readonly table: string; readonly listing: Listing },
  { atOnce, perPage }: { readonly atOnce: number; readonly perPage: number },
  move: (item: ListedItem) => Promise<boolean>,
): Promise<Moved> {
  let moved = 0;
  let start: Record<string, unknown> | undefined;
  let refused = 0;
  let isAgain = false;
  const isLate = () => (millisecondsLeft() ?? Number.POSITIVE_INFINITY) < RESERVE;
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :listing',
        ExpressionAttributeValues: { ':listing': listingPartition(listing) },
        ConsistentRead: true,
        Limit: perPage,
        ExclusiveStartKey: start,
      }),
    );
    const outcomes = await mapConcurrent(atOnce, Items as ListedItem[], async (item) => !isLate() && move(item));
    const succeeded = outcomes.filter(Boolean).length;
    moved += succeeded;
    refused += outcomes.length - succeeded;
    if (isLate()) return { moved, done: false };
    start = LastEvaluatedKey;
    if (start) continue;
    if (refused === 0 || isAgain) return { moved, done: true };
    isAgain = true;
  }
}
