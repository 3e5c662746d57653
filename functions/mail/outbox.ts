import type { TransactionItem } from '../shared/data/transaction.ts';
import { mailKey } from './keys.ts';
import type { MailItem } from './schema.ts';

/** How long a mail is worth sending: two days of a broken sender, and the day after. */
const LIFETIME_SECONDS = 3 * 24 * 60 * 60;

/**
 * The transaction part that puts a mail into the outbox: it is sent if and only if the transaction succeeds, and nobody
 * waits for it (docs/decisions/0010). Only new items are sent, so putting an existing id again sends nothing.
 * @param table the Newsroom's name.
 */
export const posted = (table: string, mail: Omit<MailItem, 'expiresAt'>, now: Date) =>
  ({
    Put: {
      TableName: table,
      Item: {
        ...mail,
        ...mailKey(mail.id),
        type: 'mail',
        expiresAt: Math.floor(now.getTime() / 1_000) + LIFETIME_SECONDS,
      },
    },
  }) satisfies TransactionItem;

/** A mail as a part of a transaction. */
export type Posted = ReturnType<typeof posted>;
