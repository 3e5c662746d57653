import { DAY, day, later, paragraphs } from '../../mail/compose.ts';
import { type Posted, posted } from '../../mail/outbox.ts';
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

const MAILBOX_LIFETIME = 2 * DAY;
const UNSUBSCRIBE_LIFETIME = 365 * DAY;

export function createCommentMail(
  table: string,
  tokens: CommentTokens,
  { hasSender }: { readonly hasSender: boolean },
): CommentMail {
  return {
    async confirmation({ person, email }, origin, now, turn = day(now)) {
      if (!hasSender) return undefined;
      const token = await tokens.sign('mailbox', { person }, later(now, MAILBOX_LIFETIME));
      const text = [
        'Somebody, hopefully you, has commented under this address and wants to be known by it.',
        `Please confirm that it is yours, and that replies may be mailed to it:\n${origin}/comments/confirmation?token=${token}`,
        'If it was not you, there is nothing to do: without your confirmation, nothing is sent to you.',
      ];
      const mail = { id: `confirmation-${person}-${turn}`, kind: 'confirmation', to: email };
      return posted(table, { ...mail, subject: 'Please confirm your address', text: paragraphs(text) }, now);
    },

    async reply(parent, reply, origin, now) {
      const isWanted = parent.notify === 'confirmed' && parent.email !== '' && parent.person !== reply.person;
      // The author of a comment that is not visible is not notified.
      if (!hasSender || !isWanted || parent.verdict !== 'published') return undefined;
      const token = await tokens.sign('unsubscribe', { person: parent.person }, later(now, UNSUBSCRIBE_LIFETIME));
      const unsubscribe = `${origin}/comments/unsubscription?token=${token}`;
      const text = [
        `${reply.name} has replied to your comment:\n${origin}/comments/${reply.id}`,
        reply.comment.replace(/^/gm, '> '),
        `No more mails about replies:\n${unsubscribe}`,
      ];
      const headers = { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
      const mail = { id: `reply-${reply.id}`, kind: 'reply', to: parent.email, headers };
      return posted(table, { ...mail, subject: 'A reply to your comment', text: paragraphs(text) }, now);
    },
  };
}
