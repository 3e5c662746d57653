import type { TransactionItem } from '../shared/data/transaction.ts';
import { mailKey } from './keys.ts';
import type { MailItem } from './schema.ts';

/** How long a mail is worth sending: two days of a broken sender, and the day after. */
const LIFETIME_SECONDS = 3 * 24 * 60 * 60;

/**
 * Puts a mail into the outbox, as a part of the transaction that causes it: it is sent if and only if that happens, and
 * whoever writes it waits for nobody (docs/decisions/0010). Only what is new in the outbox is sent: the same id once more,
 * while it is there, is no second mail.
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
