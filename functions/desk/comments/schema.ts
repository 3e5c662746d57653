import * as z from 'zod/mini';
import { ArticleSlug, cursor, limit } from '../../articles/schema.ts';
import { COMMENT_BODY_LIMIT } from '../../comments/submitting/schema.ts';
import { CommentId } from '../../comments/threads/schema.ts';
import { actions } from '../../moderation/actions.ts';
import { line } from '../../shared/text.ts';
import { fault } from '../../words/fault.ts';

/** The lists of comments, in the order of their links. All of them together are all comments. */
export const queues = ['held', 'reported', 'spam', 'published', 'rejected', 'removed'] as const;
export type Queue = (typeof queues)[number];

const place = {
  queue: z._default(z.enum(queues), 'held'),
  /** Empty, as the form sends it, is the usual one. */
  order: z.optional(z.enum(['oldest', 'newest'])),
  article: z.optional(ArticleSlug),
  limit,
  cursor,
};

/** Which comments a page shows, and where a decision returns to. */
export const QueuePlace = z.object(place);
export type QueuePlace = z.output<typeof QueuePlace>;

/** The same, after a decision. */
export const QueueQuery = z.object({ ...place, done: z.optional(z.string().check(z.maxLength(6_000))) }).check(
  z.refine(({ queue, article, order }) => queue !== 'reported' || (article ?? order) === undefined, {
    path: ['queue'],
    error: fault('reportedAlone'),
  }),
);

const version = z.pipe(z.string().check(z.regex(/^[1-9]\d{0,5}$/)), z.transform(Number));
const act = z.enum(actions);
const why = z.optional(line(200));

/** A decision on one comment. */
export const DecisionForm = z.object({
  act,
  why,
  version,
  /** The words that were shown, to compare them with if they have changed. */
  seen: z.optional(z.string()),
  /** The comment to go on with. */
  next: z.optional(CommentId),
});
export const DECISION_LIMIT = COMMENT_BODY_LIMIT;

/** A decision on several: beside `act`, `why` and `all`, a field for each ticked comment, with its version. */
export const DecisionsForm = z.record(z.string(), z.string());

/** What the fields of such a form say. Unknown ones are left to the parsing of what they say. */
export function decisionsIn({ act, why, all = '', ...ticked }: Readonly<Record<string, string>>) {
  const versions = new Map(Object.entries(ticked));
  for (const each of all.split(' ').filter(Boolean)) {
    const [id = '', of = ''] = each.split(':');
    if (!versions.has(id)) versions.set(id, of);
  }
  return {
    act,
    ...(why !== undefined && { why }),
    ids: [...versions.keys()],
    versions: Object.fromEntries([...versions].map(([id, of]) => [id, Number(of)])),
  };
}

export const ThreadForm = z.object({ open: z.enum(['yes', 'no']) });
