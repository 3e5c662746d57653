import { DAY, day, later, paragraphs } from '../../mail/compose.ts';
import { type Posted, posted } from '../../mail/outbox.ts';
import type { Words } from '../../words/en.ts';
import type { Submission } from './schema.ts';
import type { CommentTokens } from './tokens.ts';

/**
 * Mails about comments. Each is a transaction part that puts it into the outbox, or undefined when the stage has no
 * sender. Text that a commenter typed goes only into the body, never into a header.
 */
export interface CommentMail {
  /**
   * Asks the owner of a mailbox to confirm it.
   * @param turn of all with one turn, one is sent: with comments one a day, so that nobody can flood an address by typing it.
   */
  confirmation(
    person: Pick<Submission, 'person' | 'email'>,
    origin: string,
    now: Date,
    turn?: string,
  ): Promise<Posted | undefined>;
  /** Notifies the author of a comment about a reply, if they asked for it and their mailbox is proven. */
  reply(parent: Submission, reply: Submission, origin: string, now: Date): Promise<Posted | undefined>;
}

/** How a paper writes mail. */
export interface Mailing {
  /** Whether it has a sender. */
  readonly hasSender: boolean;
  readonly words: Words;
}

const MAILBOX_LIFETIME = 2 * DAY;
const UNSUBSCRIBE_LIFETIME = 365 * DAY;

export function createCommentMail(
  table: string,
  tokens: CommentTokens,
  { hasSender, words: { mail: words } }: Mailing,
): CommentMail {
  return {
    async confirmation({ person, email }, origin, now, turn = day(now)) {
      if (!hasSender) return undefined;
      const token = await tokens.sign('mailbox', { person }, later(now, MAILBOX_LIFETIME));
      const text = paragraphs(words.confirmation(`${origin}/comments/confirmation?token=${token}`));
      const mail = { id: `confirmation-${person}-${turn}`, kind: 'confirmation', to: email };
      return posted(table, { ...mail, subject: words.confirmationSubject, text }, now);
    },

    async reply(parent, reply, origin, now) {
      const isWanted = parent.notify === 'confirmed' && parent.email !== '' && parent.person !== reply.person;
      // The author of a comment that is not visible is not notified.
      if (!hasSender || !isWanted || parent.verdict !== 'published') return undefined;
      const token = await tokens.sign('unsubscribe', { person: parent.person }, later(now, UNSUBSCRIBE_LIFETIME));
      const unsubscribe = `${origin}/comments/unsubscription?token=${token}`;
      const quoted = reply.comment.replace(/^/gm, '> ');
      const text = paragraphs(words.reply(reply.name, `${origin}/comments/${reply.id}`, quoted, unsubscribe));
      const headers = { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
      const mail = { id: `reply-${reply.id}`, kind: 'reply', to: parent.email, headers };
      return posted(table, { ...mail, subject: words.replySubject, text }, now);
    },
  };
}
