import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { guard } from '../shared/data/guard.ts';
import { sentKey } from './keys.ts';
import type { MailItem } from './schema.ts';

/** Whose turn it is to send a mail that a queue may hand out twice, even at the same moment. */
export interface SentStore {
  /** Takes a mail on. `busy`: somebody else has, and has not finished or given up yet. */
  claim(mail: MailItem, now: Date): Promise<'mine' | 'sent' | 'busy'>;
  /** Says that it is done. */
  finish(mail: MailItem): Promise<void>;
}

/** How long sending may take. Whoever claimed a mail and died holds it for no longer. */
const CLAIM_SECONDS = 60;

export function createSentStore(client: DynamoDBDocumentClient, table: string): SentStore {
  return {
    async claim({ id }, now) {
      try {
        await client.send(new PutCommand(guard(table, sentKey(id), { state: 'sending' }, CLAIM_SECONDS, now)));
        return 'mine';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return error.Item && unmarshall(error.Item).state === 'sending' ? 'busy' : 'sent';
      }
    },
    async finish({ id, expiresAt }) {
      // It may go when the mail has expired: nobody sends that any more.
      await client.send(
        new PutCommand({ TableName: table, Item: { ...sentKey(id), type: 'guard', state: 'sent', expiresAt } }),
      );
    },
  };
}
