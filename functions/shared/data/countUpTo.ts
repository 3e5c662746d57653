import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type KeyRange, type Partition, rangeOf } from './keyset.ts';

/** Counts stop here: nobody needs more exactly. Of an index, so many fit on one page of a Query, which is 1 MB. */
const MOST = 1_000;

/** A count; a lower bound when it is not exact. */
export interface Total {
  readonly count: number;
  readonly exact: boolean;
}

/**
 * Counts the items in a range of a partition, up to 1,000. Of an index, that is one Query of at most 25 read units,
 * because indexes project keys only.
 */
export async function countUpTo(
  client: Pick<DynamoDBDocumentClient, 'send'>,
  { range, ...from }: Partition & { readonly range: KeyRange },
): Promise<Total> {
  const { Count = 0, LastEvaluatedKey } = await client.send(
    new QueryCommand({ ...rangeOf(from, range), Select: 'COUNT', Limit: MOST }),
  );
  return { count: Count, exact: LastEvaluatedKey === undefined };
}
