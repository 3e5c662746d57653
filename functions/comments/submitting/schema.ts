import * as z from 'zod/mini';
import { ArticleSlug } from '../../articles/schema.ts';
import { Email } from '../../shared/email.ts';
import { instant } from '../../shared/instant.ts';
import { COMPOSED, line, paragraphs, withoutOverrides } from '../../shared/text.ts';
import { fault } from '../../words/fault.ts';
import { Decided, verdicts } from '../judging/schema.ts';
import { CommentId, CommentPlace } from '../threads/schema.ts';

/** A check box: `true`, or `yes` from a form. Forms send nothing for an unchecked box. */
const ticked = z.optional(z.union([z.boolean(), z.literal('yes')], fault('yesOrBoolean')));

const MOST_CHARACTERS = 10_000;
const CommentText = z.pipe(z.pipe(z.string(), z.transform(withoutOverrides)), paragraphs(MOST_CHARACTERS));

/**
 * Most bytes of a body with a comment: the longest text, decomposed (é as two characters), in a form, where each character
 * takes up to nine bytes; and the other fields.
 */
export const COMMENT_BODY_LIMIT = MOST_CHARACTERS * COMPOSED * 9 + 16 * 1024;

/** A comment as it is sent. */
export const SubmissionBody = z.object({
  name: line(100),
  email: Email,
  comment: CommentText,
  /** Ignored unless the settings ask for it (`websiteField`). */
  website: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
  parentId: z.optional(z.nullable(CommentId)),
  /** Whether to mail the author about replies; takes effect when their mailbox is proven. */
  notify: ticked,
  /** Whether to store name and email in a cookie. */
  remember: ticked,
  /** The signed time of rendering, from the form's hidden field. An invalid one holds the comment, but is no error. */
  rendered: z.optional(z.string()),
  /** The honeypot: a hidden field. When it is filled in, the comment is held. */
  remarks: z.optional(z.string()),
});
export type SubmissionBody = z.output<typeof SubmissionBody>;

/** The token that the response to the submission contains. */
const EditToken = z.string().check(z.minLength(1), z.maxLength(400));
export const EditBody = z.object({ token: EditToken, comment: CommentText });
export const RemovalBody = z.object({ token: EditToken });
export const ReportBody = z.object({ reason: z.optional(line(200)) });

/** Visible ASCII, as in the draft standard (draft-ietf-httpapi-idempotency-key-header). */
export const SubmissionHeaders = z.object({
  'idempotency-key': z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, fault('visibleAscii')))),
});

/** The query of the form's own page: its article, and the comment to reply to. */
export const ReplyQuery = z.object({ article: ArticleSlug, replyTo: z.optional(CommentId) });

export const SubmissionAnswer = z.object({
  id: z.string(),
  status: z.enum(['held', 'published']),
  message: z.string(),
  /** The token that allows the author to edit or delete the comment, until this instant. */
  edit: z.object({ token: z.string(), until: instant }),
});
export type SubmissionAnswer = z.output<typeof SubmissionAnswer>;

export const RemovalAnswer = z.object({ id: z.string(), status: z.literal('removed'), message: z.string() });
export const ReportAnswer = z.object({ id: z.string(), status: z.literal('received'), message: z.string() });

/** What a decision has changed beside the verdict, so that it can be undone. */
const Undoable = z.object({
  /** Reports that it has settled. Their reasons are gone. */
  reports: z._default(z.int(), 0),
  reportedAt: z.optional(instant),
  reportsJudged: z._default(z.boolean(), false),
  /** What it added to the person's record. */
  approved: z._default(z.int(), 0),
  rejectedInRow: z._default(z.int(), 0),
});
export type Undoable = Readonly<z.output<typeof Undoable>>;

/**
 * A comment as it was sent, with every decision on it; for moderators only. Its item in the Newsroom table omits fields
 * with their default.
 */
export const Submission = z.object({
  id: z.string(),
  thread: z.string(),
  /** The article's section at submission, whose settings applied. */
  section: z.string(),
  /** Empty, as are email and comment, once erased. */
  name: z.string(),
  email: z.string(),
  website: z._default(z.nullable(z.string()), null),
  /** As typed, after normalisation; the markup is that of threads/markup.ts. */
  comment: z.string(),
  parentId: z._default(z.nullable(z.string()), null),
  submittedAt: instant,
  editedAt: z._default(z.nullable(instant), null),
  /** Keyed hash of the email. */
  person: z.string(),
  /** Whether the person's mailbox was proven at submission. */
  proven: z._default(z.boolean(), false),
  /** Approved comments of the person at submission. */
  approvedBefore: z._default(z.int(), 0),
  /** Rejected comments of the person in a row, at submission. */
  rejectedBefore: z._default(z.int(), 0),
  /** Whether to mail about replies: `asked` becomes `confirmed` when the mailbox is proven. */
  notify: z.enum(['no', 'asked', 'confirmed']),
  verdict: z.enum(verdicts),
  /** The rule of the last decision. */
  rule: z.string(),
  matched: z._default(z.nullable(z.string()), null),
  /** Every decision, oldest first. */
  history: z.array(Decided),
  /** Reports since the last decision of a moderator. */
  reports: z.int(),
  /** The time of the last report. */
  reportedAt: z.optional(instant),
  /** The reasons of the reports, newest last; deleted when a moderator decides. */
  reasons: z.optional(z.array(z.string())),
  /** Whether a moderator has decided after reports: further ones do not hold the comment, until its author edits it. */
  reportsJudged: z._default(z.boolean(), false),
  /** Set while the last decision is a moderator's that can be undone. */
  undoable: z.optional(Undoable),
  /** Its place in the thread; null if it was never published. */
  published: z._default(z.nullable(CommentPlace), null),
  /** Expiry in epoch seconds; set while it is spam or rejected. */
  expiresAt: z.optional(z.int()),
});
export type Submission = Readonly<z.output<typeof Submission>>;

/** The version of a submission: every decision and every edit changes it. */
export const versionOf = ({ history }: Pick<Submission, 'history'>): number => history.length;
