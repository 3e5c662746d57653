import * as z from 'zod/mini';
import { ArticleSlug, cursor, limit, page } from '../articles/schema.ts';
import { type Instant, instant } from '../shared/instant.ts';
import { line, paragraphs } from '../shared/text.ts';

/** A comment as everybody may read it. There is no email here, and no table this comes from has one. */
export const Comment = z.object({
  id: z.string(),
  author: z.object({ name: z.string() }),
  publishedAt: instant,
  editedAt: z.nullable(instant),
  body: z.string(),
  parentId: z.nullable(z.string()),
  depth: z.int(),
  url: z.string(),
});
export type Comment = z.output<typeof Comment>;

/** A page of a thread in reading order: each root with its replies behind it, oldest reply first. */
export const Thread = page(Comment);

export const ThreadParams = z.object({ slug: ArticleSlug });

/** `limit` counts roots: a page is made of whole conversations. */
export const ThreadQuery = z.object({ limit, cursor, order: z._default(z.enum(['oldest', 'newest']), 'oldest') });

export type ThreadOrder = z.output<typeof ThreadQuery>['order'];

const commentId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be the id of a comment'));

const email = z.pipe(line(254), z.email({ error: 'must be an email address such as name@example.com' }));

/** What a reader sends. Names and limits are those people know from the usual comment form. */
export const SubmissionBody = z.object({
  name: line(100),
  email,
  comment: paragraphs(10_000),
  parentId: z.optional(z.nullable(commentId)),
});
export type SubmissionBody = z.output<typeof SubmissionBody>;

/** Visible ASCII, as the header's draft standard has it (draft-ietf-httpapi-idempotency-key-header). */
export const SubmissionHeaders = z.object({
  'idempotency-key': z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')),
  ),
});

export const SubmissionAnswer = z.object({
  id: z.string(),
  status: z.enum(['held', 'published']),
  message: z.string(),
});
export type SubmissionAnswer = z.output<typeof SubmissionAnswer>;

/** A visible comment as the Published table keeps it. */
export interface PublishedComment {
  readonly id: string;
  readonly thread: string;
  readonly name: string;
  readonly publishedAt: Instant;
  readonly editedAt: Instant | null;
  /** Safe HTML. */
  readonly body: string;
  readonly parentId: string | null;
  /** 0 for a root. */
  readonly depth: number;
  /** Sort key of the root this hangs under; null for a root. */
  readonly root: string | null;
}

export type Verdict = 'held' | 'published' | 'rejected';

/** A comment as it was sent, with what was decided of it: the Newsroom's side, seen by moderators only. */
export interface Submission {
  readonly id: string;
  readonly thread: string;
  readonly name: string;
  readonly email: string;
  /** As typed, after normalisation: plain text. */
  readonly comment: string;
  readonly parentId: string | null;
  readonly submittedAt: Instant;
  /** Keyed hash of the email. */
  readonly person: string;
  readonly verdict: Verdict;
  /** The rule that gave the verdict. */
  readonly rule: string;
  /** Where it stands in the thread, once it is published. */
  readonly published: { readonly sortKey: string; readonly root: string | null; readonly depth: number } | null;
}
