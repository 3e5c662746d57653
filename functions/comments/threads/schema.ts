import * as z from 'zod/mini';
import { ArticleSlug, cursor, limit, page } from '../../articles/schema.ts';
import { type Instant, instant } from '../../shared/instant.ts';

/** A comment as everybody may read it. There is no email here, and no table this comes from has one. */
export const Comment = z.object({
  id: z.string(),
  /** The name is empty, and so is the body, of a comment that was removed and that others have answered. */
  author: z.object({ name: z.string(), website: z.nullable(z.string()) }),
  publishedAt: instant,
  editedAt: z.nullable(instant),
  body: z.string(),
  parentId: z.nullable(z.string()),
  depth: z.int(),
  url: z.string(),
  removed: z.boolean(),
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
  readonly parentId: string | null;
  /** 0 for a root. */
  readonly depth: number;
  /** Sort key of the root this hangs under; null for a root. */
  readonly root: string | null;
  /** It is not visible any more and keeps its place, since others may hang under it: name and body are empty. */
  readonly removed?: true;
}

export interface CommentPlace {
  readonly sortKey: string;
  readonly root: string | null;
  readonly depth: number;
  readonly parentId: string | null;
  readonly publishedAt: Instant;
}
