import type { TransactionItem } from './transaction.ts';

/** A guard's write: an item of a table, put only while nothing of it holds. */
export type Guard = NonNullable<TransactionItem['Put']>;

/**
 * An item that stands for a fact until it expires: it is put only while the fact does not hold yet, and what holds comes back
 * with the refusal. DynamoDB deletes what has expired only days later, so the condition asks for the time too.
 * @param fact what is remembered beside the key.
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
