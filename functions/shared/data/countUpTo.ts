import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { KeyRange } from './keyset.ts';
import { type IndexDefinition, tables } from './tables.ts';

/** Counts stop here: more than anybody needs exactly, and less than one page of a Query, which is 1 MB. */
const MOST = 1_000;

/** A count; a lower bound when it is not exact. */
export interface Total {
  readonly count: number;
  readonly exact: boolean;
}

/**
 * Counts the items in a range of an index partition, up to 1,000: one Query of at most 25 read units, because indexes
 * project keys only.
 */
export async function countUpTo(
  client: Pick<DynamoDBDocumentClient, 'send'>,
  table: string,
  from: { readonly index: keyof typeof tables.newsroom.indexes; readonly partition: string; readonly range: KeyRange },
): Promise<Total> {
  const { index, partition, range } = from;
  const { partitionKey, sortKey }: IndexDefinition = tables.newsroom.indexes[index];
  const { Count = 0 } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: index,
      KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :low AND :high',
      ExpressionAttributeNames: { '#partition': partitionKey, '#sort': sortKey },
      ExpressionAttributeValues: { ':partition': partition, ':low': range.low, ':high': range.high },
      Select: 'COUNT',
      Limit: MOST,
    }),
  );
  return { count: Count, exact: Count < MOST };
}

/** A count as text: `12`, `1,000 or more`. */
export const readableTotal = ({ count, exact }: Total): string =>
  exact ? String(count) : `${count.toLocaleString('en')} or more`;
