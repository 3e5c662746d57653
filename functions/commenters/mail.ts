import { type CommentMail, createCommentMail } from '../comments/submitting/mail.ts';
import type { Submission } from '../comments/submitting/schema.ts';
import type { CommentTokens } from '../comments/submitting/tokens.ts';
import { DAY, day, later, paragraphs } from '../mail/compose.ts';
import { posted } from '../mail/outbox.ts';
import type { TransactionItem } from '../shared/data/transaction.ts';

/** The mails that a person requests apart from a comment. */
export interface CommenterMail extends Pick<CommentMail, 'confirmation'> {
  /** Sends the link for the export or erasure of a person's data. At most one a day. */
  personalData(
    person: Pick<Submission, 'person' | 'email'>,
    origin: string,
    now: Date,
  ): Promise<TransactionItem | undefined>;
}

const PERSONAL_LIFETIME = DAY;

export function createCommenterMail(
  table: string,
  tokens: CommentTokens,
  { hasSender }: { readonly hasSender: boolean },
): CommenterMail {
  const { confirmation } = createCommentMail(table, tokens, { hasSender });
  return {
    confirmation,

    async personalData({ person, email }, origin, now) {
      if (!hasSender) return undefined;
      const token = await tokens.sign('personal', { person }, later(now, PERSONAL_LIFETIME));
      const text = [
        'Here is what was asked for: all that was sent to us under this address, to read or to erase.',
        `${origin}/comments/personal-data?token=${token}`,
        'The link is good for a day. If you did not ask for it, there is nothing to do.',
      ];
      const mail = { id: `personal-data-${person}-${day(now)}`, kind: 'personal-data', to: email };
      return posted(table, { ...mail, subject: 'What you have sent to us', text: paragraphs(text) }, now);
    },
  };
}
