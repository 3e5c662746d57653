import { setTimeout as pause } from 'node:timers/promises';
import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { busy } from '../failure.ts';
import { isContention } from '../isTransient.ts';

export type TransactionItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The writes whose condition failed, each with the existing item (when the write returns it). */
export type Refused<Name extends string> = Partial<Record<Name, Record<string, unknown>>>;

const ATTEMPTS = 6;

/**
 * Writes all items or none. Writes are named, so that the caller can read which conditions failed.
 *
 * DynamoDB cancels one of two transactions that race for an item (`TransactionConflict`). The SDK does not retry that,
 * so this function does.
 * @returns undefined when all was written.
 * @throws Failure `service-unavailable` when the contention outlasts the retries; other errors of DynamoDB unchanged.
 */
export async function writeTogether<Name extends string>(
  client: Pick<DynamoDBDocumentClient, 'send'>,
  writes: { readonly [Each in Name]?: TransactionItem | undefined },
): Promise<Refused<Name> | undefined> {
  const named = Object.entries<TransactionItem | undefined>(writes).filter(([, item]) => item !== undefined);
  const command = new TransactWriteCommand({ TransactItems: named.map(([, item]) => item as TransactionItem) });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(command);
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const refused = reasons.flatMap((reason, index) =>
        reason.Code === 'ConditionalCheckFailed' ? [[named[index]?.[0], oldItem(reason)]] : [],
      );
      if (refused.length > 0) return Object.fromEntries(refused) as Refused<Name>;
      if (!reasons.some(isContention)) throw error;
      if (attempt >= ATTEMPTS) {
        throw busy(error);
      }
      await pause(Math.random() * 20 * 2 ** attempt);
    }
  }
}

const oldItem = ({ Item }: CancellationReason) => (Item ? unmarshall(Item) : {});

/** Named parts of a transaction. */
export type Writes = Record<string, TransactionItem | undefined>;
