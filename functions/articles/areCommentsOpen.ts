import { type ThreadRules, whyClosed } from '../sections/threadRules.ts';
import type { PublishedArticle } from './fields.ts';

/**
 * Whether an article takes comments: its editors allow it, no moderator has closed its thread, and neither have the
 * rules.
 */
export function areCommentsOpen(
  {
    article: { publishedAt, commentsOpen },
    threadClosed,
  }: { readonly article: Pick<PublishedArticle, 'commentsOpen' | 'publishedAt'>; readonly threadClosed: boolean },
  rules: ThreadRules,
  now: Date,
): boolean {
  return whyClosed({ publishedAt, commentsOpen: commentsOpen && !threadClosed }, rules, now) === undefined;
}
