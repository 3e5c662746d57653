import * as z from 'zod/mini';
import { ArticleSlug, cursor, limit, page } from '../../articles/schema.ts';
import { type Instant, instant } from '../../shared/instant.ts';

/** A comment as everybody may read it. There is no email here, and no table this comes from has one. */
export const Comment = z.object({
  id: z.string(),
  /** The name is empty, and so is the body, of a comment that was removed, or that waits, and that others have answered. */
  author: z.object({ name: z.string(), website: z.nullable(z.string()) }),
  publishedAt: instant,
  editedAt: z.nullable(instant),
  body: z.string(),
  /** What it answers; at the deepest level that is as deep as the answer. */
  parentId: z.nullable(z.string()),
  depth: z.int(),
  url: z.string(),
  removed: z.boolean(),
  /** It was public, and waits for a moderator to look at it again. */
  waiting: z.boolean(),
});

export type Comment = z.output<typeof Comment>;

/** A page of a thread in reading order: each root with its replies behind it, oldest reply first. */
export const Thread = page(Comment);

export const ThreadParams = z.object({ slug: ArticleSlug });

/** `limit` counts roots: a page is made of whole conversations. */
export const ThreadQuery = z.object({ limit, cursor, order: z._default(z.enum(['oldest', 'newest']), 'oldest') });

export type ThreadOrder = z.output<typeof ThreadQuery>['order'];

export const CommentId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be the id of a comment'));

export const CommentParams = z.object({ id: CommentId });

/** A comment of a thread as the Published table keeps it. */
export interface PublishedComment {
  readonly id: string;
  readonly thread: string;
  readonly name: string;
  readonly website?: string | null;
  readonly publishedAt: Instant;
  readonly editedAt: Instant | null;
  /** Safe HTML. */
  readonly body: string;
  /** What it hangs under. */
  readonly parentId: string | null;
  /** What it answers, where that is another comment than it hangs under: at the deepest level. */
  readonly answers?: string;
  /** 0 for a root. */
  readonly depth: number;
  /** Sort key of the root this hangs under; null for a root. */
  readonly root: string | null;
  /** It is not visible any more and keeps its place, since others may hang under it: name and body are empty. */
  readonly removed?: true;
  /** The same of what may become visible again: a moderator is to look at it. */
  readonly waiting?: true;
}

/** Whether a place shows its comment. */
export const isShown = ({ removed, waiting }: { readonly removed?: boolean; readonly waiting?: boolean }): boolean =>
  !removed && !waiting;

/** Where a comment stands in its thread. */
export const CommentPlace = z.object({
  sortKey: z.string(),
  root: z.nullable(z.string()),
  depth: z.int(),
  parentId: z.nullable(z.string()),
  publishedAt: instant,
});
export type CommentPlace = z.output<typeof CommentPlace>;
