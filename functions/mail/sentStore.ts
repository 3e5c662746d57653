import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { guard } from '../shared/data/guard.ts';
import { sentKey } from './keys.ts';
import type { MailItem } from './schema.ts';

/** Claims on mails, because a queue may deliver a message twice, even at once. */
export interface SentStore {
  /** Claims a mail. `busy`: another invocation holds an unexpired claim. */
  claim(mail: MailItem, now: Date): Promise<'mine' | 'sent' | 'busy'>;
  /** Records that the mail was sent. */
  finish(mail: MailItem): Promise<void>;
}

/** A claim's lifetime; a crashed invocation blocks the mail no longer. */
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
      // The record may expire with the mail, which nobody sends after that.
      await client.send(
        new PutCommand({ TableName: table, Item: { ...sentKey(id), type: 'guard', state: 'sent', expiresAt } }),
      );
    },
  };
}
