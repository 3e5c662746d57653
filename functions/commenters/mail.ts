import { createCommentMail, type Mailing } from '../comments/submitting/mail.ts';
import type { Submission } from '../comments/submitting/schema.ts';
import type { CommentTokens } from '../comments/submitting/tokens.ts';
import { DAY, later, paragraphs, tenMinutes } from '../mail/compose.ts';
import { type Posted, posted } from '../mail/outbox.ts';

/** The mails that a person requests apart from a comment: one in ten minutes, so that a retry sends nothing. */
export interface CommenterMail {
  /** Asks the owner of a mailbox to confirm it. */
  confirmation(person: Pick<Submission, 'person' | 'email'>, origin: string, now: Date): Promise<Posted | undefined>;
  /** Sends the link for the export or erasure of a person's data. */
  personalData(person: Pick<Submission, 'person' | 'email'>, origin: string, now: Date): Promise<Posted | undefined>;
}

const PERSONAL_LIFETIME = DAY;

export function createCommenterMail(table: string, tokens: CommentTokens, mailing: Mailing): CommenterMail {
  const { confirmation } = createCommentMail(table, tokens, mailing);
  const { hasSender, words } = mailing;
  return {
    confirmation: (person, origin, now) => confirmation(person, origin, now, tenMinutes(now)),

    async personalData({ person, email }, origin, now) {
      if (!hasSender) return undefined;
      const token = await tokens.sign('personal', { person }, later(now, PERSONAL_LIFETIME));
      const text = paragraphs(words.mail.data(`${origin}/comments/personal-data?token=${token}`));
      const mail = { id: `personal-data-${person}-${tenMinutes(now)}`, kind: 'personal-data', to: email };
      return posted(table, { ...mail, subject: words.mail.dataSubject, text }, now);
    },
  };
}
