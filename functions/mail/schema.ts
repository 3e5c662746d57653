import * as z from 'zod/mini';

/** What stands in a mail's header: a line break in it would start another header. */
const headerText = z.string().check(z.regex(/^[^\r\n\0]*$/, 'must be one line'));

/** A finished mail as it waits in the outbox: whoever causes it has composed it already. */
export const MailItem = z.object({
  /** Names the mail; the same id is sent once. */
  id: z.string().check(z.minLength(1)),
  /** What the mail is about, for the log. */
  kind: z.string(),
  to: headerText,
  subject: headerText,
  text: z.string(),
  /** Such as List-Unsubscribe (RFC 8058). */
  headers: z.optional(z.record(z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]*$/)), headerText)),
  /** Epoch seconds from which on nobody wants it any more. */
  expiresAt: z.int(),
});
export type MailItem = z.output<typeof MailItem>;
