import type { TransactionItem } from './transaction.ts';

/** A guard's Put, conditional on the guard not existing. */
export type Guard = NonNullable<TransactionItem['Put']>;

/**
 * Builds a guard: an item that records a fact until it expires. It is put only when no unexpired one exists; the
 * existing item comes back with the refusal. The condition compares the time too, because DynamoDB deletes expired
 * items only days later.
 * @param fact attributes stored beside the key.
 * @param lifetime in seconds.
 */
export function guard(table: string, key: object, fact: object, lifetime: number, now: Date): Guard {
  const seconds = Math.floor(now.getTime() / 1_000);
  return {
    TableName: table,
    Item: { ...key, type: 'guard', ...fact, expiresAt: seconds + lifetime },
    ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
    ExpressionAttributeValues: { ':now': seconds },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}
