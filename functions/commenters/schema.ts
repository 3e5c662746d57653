import * as z from 'zod/mini';
import { cursor } from '../articles/schema.ts';
import { Decided, verdicts } from '../comments/judging/schema.ts';
import { Email } from '../shared/email.ts';
import { instant } from '../shared/instant.ts';

/** All that one person has sent, and the decisions on it (GDPR, articles 15 and 20). */
export const PersonalData = z.object({
  exportedAt: instant,
  person: z.string(),
  approvedComments: z.int(),
  comments: z.array(
    z.object({
      id: z.string(),
      article: z.string(),
      name: z.string(),
      email: z.string(),
      website: z.nullable(z.string()),
      comment: z.string(),
      parentId: z.nullable(z.string()),
      submittedAt: instant,
      editedAt: z.nullable(instant),
      verdict: z.enum(verdicts),
      history: z.array(Decided),
      mailsAboutReplies: z.boolean(),
    }),
  ),
  /** The cursor of the next hundred; null at the end. */
  next: z.nullable(z.string()),
});
export type PersonalData = z.output<typeof PersonalData>;

/** `remaining`: more is left than one request can erase; send it again. */
export const Erasure = z.object({ erased: z.int(), remaining: z.boolean() });
export type Erasure = z.output<typeof Erasure>;

/** The token of a mailed link. */
const Token = z.string().check(z.minLength(1), z.maxLength(400));
export const TokenQuery = z.object({ token: Token });
export const PersonalDataQuery = z.object({ token: Token, cursor });
export const TokenBody = z.object({ token: Token });
export const AddressBody = z.object({ email: Email });
export const MailSent = z.object({ status: z.literal('sent'), message: z.string() });
/** `commenter` is the value of the cookie of that name. */
export const Confirmed = z.object({ status: z.literal('confirmed'), commenter: z.string() });
