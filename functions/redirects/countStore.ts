import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, toInstant } from '../shared/instant.ts';
import { hitsKey, missKey } from './keys.ts';

/** Counts what readers asked for where there is no page. Nothing of who asked is kept. */
export interface CountStore {
  /** A redirect was followed. */
  hit(id: string): Promise<void>;
  /** An address was asked for in vain. */
  miss(address: string): Promise<void>;
}

/** Seconds that an address which nobody asks for any more is kept. */
const MISSES_KEPT = 30 * 24 * 60 * 60;
/** Writes that an instance may make at once, and how many more in each second after. */
const BURST = 5;
const WRITES_PER_SECOND = 1;
/** Most counters whose counts wait for a write. */
const MOST_WAITING = 200;

/**
 * Counts with a few writes: each instance has a small budget, and what exceeds it waits in memory and is added to a later
 * count of the same address, if one comes. So a count is what it is at least, and a flood of invented addresses costs
 * next to nothing. A count that cannot be written is lost; no reader's answer depends on it.
 */
export function createCountStore(client: DynamoDBDocumentClient, table: string, clock: Clock): CountStore {
  const waiting = new Map<string, number>();
  let budget = BURST;
  let filledAt = clock().getTime();

  /** Takes one write of the budget. */
  const isAffordable = (): boolean => {
    const now = clock().getTime();
    budget = Math.min(BURST, budget + Math.max(0, now - filledAt) * (WRITES_PER_SECOND / 1_000));
    filledAt = now;
    if (budget < 1) return false;
    budget -= 1;
    return true;
  };

  const count = async (name: string, write: (count: number) => Promise<void>): Promise<void> => {
    const counted = (waiting.get(name) ?? 0) + 1;
    if (!isAffordable()) {
      if (waiting.has(name) || waiting.size < MOST_WAITING) waiting.set(name, counted);
      return;
    }
    waiting.delete(name);
    await write(counted).catch(() => undefined);
  };

  const addHits = async (id: string, counted: number): Promise<void> => {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: hitsKey(id),
        UpdateExpression: 'SET #type = :type, lastAt = :now ADD #count :counted',
        ExpressionAttributeNames: { '#type': 'type', '#count': 'count' },
        ExpressionAttributeValues: { ':type': 'hits', ':now': toInstant(clock()), ':counted': counted },
      }),
    );
  };

  /** @returns whether the place was as the condition says. */
  const updatePlace = async (
    address: string,
    UpdateExpression: string,
    ConditionExpression: string,
    values: object,
  ) => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: missKey(address),
          UpdateExpression,
          ConditionExpression,
          ExpressionAttributeNames: {
            '#count': 'count',
            ...(UpdateExpression.includes('#type') && { '#type': 'type' }),
          },
          ExpressionAttributeValues: values,
        }),
      );
      return true;
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };

  /**
   * Counts an address in its place. Another address that has the place loses what this one counts, and gives the place up
   * with its last: so whatever is asked for often has a place, however many are asked for once (Misra and Gries, 1982).
   */
  const addMiss = async (address: string, counted: number): Promise<void> => {
    const now = clock();
    const seconds = Math.floor(now.getTime() / 1_000);
    const kept = { ':address': address, ':now': toInstant(now), ':end': seconds + MISSES_KEPT, ':counted': counted };
    const told = 'SET #type = :type, address = :address, lastAt = :now, expiresAt = :end';
    const isOwn = await updatePlace(
      address,
      `${told} ADD #count :counted`,
      'attribute_not_exists(pk) OR (address = :address AND expiresAt > :seconds)',
      { ...kept, ':type': 'miss', ':seconds': seconds },
    );
    if (isOwn) return;
    const isFree = await updatePlace(
      address,
      `${told}, #count = :counted`,
      '#count <= :counted OR expiresAt <= :seconds',
      { ...kept, ':type': 'miss', ':seconds': seconds },
    );
    if (isFree) return;
    await updatePlace(address, 'ADD #count :less', '#count > :counted', { ':less': -counted, ':counted': counted });
  };

  return {
    hit: (id) => count(`hit ${id}`, (counted) => addHits(id, counted)),
    miss: (address) => count(`miss ${address}`, (counted) => addMiss(address, counted)),
  };
}
