import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';

/** A header's value: a line break would start another header. */
const headerText = z.string().check(z.regex(/^[^\r\n\0]*$/, fault('oneLine')));

/** A composed mail in the outbox. */
export const MailItem = z.object({
  /** The idempotency key: each id is sent once. */
  id: z.string().check(z.minLength(1)),
  /** What the mail is about, for the log. */
  kind: z.string(),
  to: headerText,
  subject: headerText,
  text: z.string(),
  /** Such as List-Unsubscribe (RFC 8058). */
  headers: z.optional(z.record(z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]*$/)), headerText)),
  /** When the mail is no longer worth sending, in epoch seconds. */
  expiresAt: z.int(),
});
export type MailItem = z.output<typeof MailItem>;
