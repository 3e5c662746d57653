import * as z from 'zod/mini';
import { ArticleSlug, cursor, limit, page } from '../../articles/schema.ts';
import { type Instant, instant } from '../../shared/instant.ts';
import { fault } from '../../words/fault.ts';

/** A public comment. It has no email, and neither has the table that it comes from. */
export const Comment = z.object({
  id: z.string(),
  /** Name and body are empty when the comment is removed or waiting and kept because it has replies. */
  author: z.object({ name: z.string(), website: z.nullable(z.string()) }),
  publishedAt: instant,
  editedAt: z.nullable(instant),
  body: z.string(),
  /** The comment's parent; at the deepest level, the comment it replies to, which is as deep. */
  parentId: z.nullable(z.string()),
  depth: z.int(),
  url: z.string(),
  removed: z.boolean(),
  /** Published earlier; waits for a moderator to review it again. */
  waiting: z.boolean(),
});

export type Comment = z.output<typeof Comment>;

/** A page of a thread in reading order: each root, then its replies, oldest first. */
export const Thread = page(Comment);

export const ThreadParams = z.object({ slug: ArticleSlug });

/** `limit` counts roots: a page consists of whole conversations. */
export const ThreadQuery = z.object({ limit, cursor, order: z._default(z.enum(['oldest', 'newest']), 'oldest') });

export type ThreadOrder = z.output<typeof ThreadQuery>['order'];

export const CommentId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, fault('commentId')));

export const CommentParams = z.object({ id: CommentId });

/** A comment as the Published table stores it. */
export interface PublishedComment {
  readonly id: string;
  readonly thread: string;
  readonly name: string;
  readonly website?: string | null;
  readonly publishedAt: Instant;
  readonly editedAt: Instant | null;
  /** Safe HTML. */
  readonly body: string;
  /** The comment it is placed under. */
  readonly parentId: string | null;
  /** The comment it replies to, when that is not its parent: at the deepest level. */
  readonly answers?: string;
  /** 0 for a root. */
  readonly depth: number;
  /** Sort key of its root; null for a root. */
  readonly root: string | null;
  /** Not visible; keeps its place, empty, because it may have replies. */
  readonly removed?: true;
  /** Likewise, until a moderator reviews it again. */
  readonly waiting?: true;
}

/** Whether the comment is visible. */
export const isShown = ({ removed, waiting }: { readonly removed?: boolean; readonly waiting?: boolean }): boolean =>
  !removed && !waiting;

/** The place of a comment in its thread. */
export const CommentPlace = z.object({
  sortKey: z.string(),
  root: z.nullable(z.string()),
  depth: z.int(),
  parentId: z.nullable(z.string()),
  publishedAt: instant,
  /** Whether all that ever hung under it is counted; that of comments from before anything was, is not. */
  counted: z.optional(z.literal(true)),
});
export type CommentPlace = z.output<typeof CommentPlace>;
