import * as z from 'zod/mini';
import { ArticleSlug } from '../../articles/schema.ts';
import { Email } from '../../shared/email.ts';
import { instant } from '../../shared/instant.ts';
import { line, paragraphs, withoutOverrides } from '../../shared/text.ts';
import { Decided, verdicts } from '../judging/schema.ts';
import { CommentId, CommentPlace } from '../threads/schema.ts';

/** A box that is ticked: `true`, or `yes` from a form, which sends nothing where it is not. */
const ticked = z.optional(z.union([z.boolean(), z.literal('yes')], 'must be true, false or "yes"'));

const CommentText = z.pipe(z.pipe(z.string(), z.transform(withoutOverrides)), paragraphs(10_000));

/** What a reader sends. Names and limits are those people know from the usual comment form. */
export const SubmissionBody = z.object({
  name: line(100),
  email: Email,
  comment: CommentText,
  /** Where the site wants to know it. */
  website: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
  parentId: z.optional(z.nullable(CommentId)),
  /** Mail me when somebody replies. It takes a mailbox that is proven. */
  notify: ticked,
  /** Keep name and email in this browser's cookie. */
  remember: ticked,
  /** When the form was rendered, as its hidden field has it; one that is damaged is held, not refused. */
  rendered: z.optional(z.string()),
  /** What the form shows to nobody: whatever fills it in is looked at by a moderator. */
  remarks: z.optional(z.string()),
});
export type SubmissionBody = z.output<typeof SubmissionBody>;

/** The author's own hand: the token of the answer to the submission. */
const EditToken = z.string().check(z.minLength(1), z.maxLength(400));
export const EditBody = z.object({ token: EditToken, comment: CommentText });
export const RemovalBody = z.object({ token: EditToken });
export const ReportBody = z.object({ reason: z.optional(line(200)) });

/** Visible ASCII, as the header's draft standard has it (draft-ietf-httpapi-idempotency-key-header). */
export const SubmissionHeaders = z.object({
  'idempotency-key': z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')),
  ),
});

/** The form by itself: for an article, and perhaps in reply to a comment. */
export const ReplyQuery = z.object({ article: ArticleSlug, replyTo: z.optional(CommentId) });

export const SubmissionAnswer = z.object({
  id: z.string(),
  status: z.enum(['held', 'published']),
  message: z.string(),
  /** Changes or removes it, until then. */
  edit: z.object({ token: z.string(), until: instant }),
});
export type SubmissionAnswer = z.output<typeof SubmissionAnswer>;

export const RemovalAnswer = z.object({ id: z.string(), status: z.literal('removed'), message: z.string() });
export const ReportAnswer = z.object({ id: z.string(), status: z.literal('received'), message: z.string() });

/**
 * A comment as it was sent, with what was decided of it: the Newsroom's side, seen by moderators only. Its item leaves out
 * what has its default.
 */
export const Submission = z.object({
  id: z.string(),
  thread: z.string(),
  /** The article's section when it was sent: whose settings it was judged by. */
  section: z.string(),
  /** Empty, as are email and comment, once the person was erased. */
  name: z.string(),
  email: z.string(),
  website: z._default(z.nullable(z.string()), null),
  /** As typed, after normalisation: plain text with the marks of `text.ts`. */
  comment: z.string(),
  parentId: z._default(z.nullable(z.string()), null),
  submittedAt: instant,
  editedAt: z._default(z.nullable(instant), null),
  /** Keyed hash of the email. */
  person: z.string(),
  /** Whether the person's mailbox was proven to be theirs when this was sent. */
  proven: z._default(z.boolean(), false),
  /** How many comments of theirs had been approved by then. */
  approvedBefore: z._default(z.int(), 0),
  /** How many of theirs in a row had been put away by then. */
  rejectedBefore: z._default(z.int(), 0),
  /** Whether replies are mailed: asked for, and confirmed from that mailbox. */
  notify: z.enum(['no', 'asked', 'confirmed']),
  verdict: z.enum(verdicts),
  /** Why: the last of the history. */
  rule: z.string(),
  matched: z._default(z.nullable(z.string()), null),
  /** Every decision, oldest first. */
  history: z.array(Decided),
  /** Readers who have reported it since a moderator last decided on it. */
  reports: z.int(),
  /** When the last of them did. */
  reportedAt: z.optional(instant),
  /** What those who reported it said, newest last; only while it is not decided on. */
  reasons: z.optional(z.array(z.string())),
  /** A moderator has decided on it in sight of reports: more of them do not hide it, until its author changes it. */
  reportsJudged: z._default(z.boolean(), false),
  /** Where it stands in the thread, once it was ever published. */
  published: z._default(z.nullable(CommentPlace), null),
  /** Epoch seconds at which it goes: set while it is spam or rejected. */
  expiresAt: z.optional(z.int()),
});
export type Submission = Readonly<z.output<typeof Submission>>;

/** The version of a submission: it changes with every decision, and with what its author changes. */
export const versionOf = ({ history }: Pick<Submission, 'history'>): number => history.length;
