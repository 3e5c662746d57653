import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { busy } from '../failure.ts';

type Client = Pick<DynamoDBDocumentClient, 'send'>;
type Item = Record<string, unknown>;

const ATTEMPTS = 6;

/**
 * Reads items by key, strongly consistent, in no particular order; missing items are left out.
 * @param keys at most 100.
 * @throws Failure `service-unavailable` when keys stay unprocessed after all retries.
 */
export async function batchGet(client: Client, table: string, keys: readonly Item[]): Promise<Item[]> {
  const found: Item[] = [];
  await untilDone(keys, async (Keys) => {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[table] ?? []));
    return UnprocessedKeys?.[table]?.Keys;
  });
  return found;
}

/**
 * Deletes items by key.
 * @param keys at most 25.
 * @throws Failure `service-unavailable` when deletions stay unprocessed after all retries; some may have been done.
 */
export const batchDelete = (client: Client, table: string, keys: readonly Item[]): Promise<void> =>
  untilDone(
    keys.map((Key) => ({ DeleteRequest: { Key } })),
    async (requests) => {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
      return UnprocessedItems?.[table] as typeof requests | undefined;
    },
  );

/**
 * Retries unprocessed parts of a batch with exponential backoff. When short of capacity, DynamoDB processes only a part
 * of a batch.
 */
async function untilDone<Part>(parts: readonly Part[], send: (parts: Part[]) => Promise<Part[] | undefined>) {
  let left = [...parts];
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > ATTEMPTS) {
      throw busy();
    }
    if (attempt > 1) await pause(Math.random() * 20 * 2 ** attempt);
    left = (await send(left)) ?? [];
  }
}
