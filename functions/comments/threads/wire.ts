import type { Comment, PublishedComment, ThreadOrder } from './schema.ts';

/** Where a comment is for ever: it leads to wherever its thread shows it. */
export const commentUrl = (id: string) => `/comments/${id}`;

/** The name of a thread's list, in cursors. */
export const threadList = (slug: string, order: ThreadOrder) => `comments/${slug}/${order}`;

/** A comment as everybody may read it. */
export const toWire = (comment: PublishedComment): Comment => {
  const { id, name, website = null, publishedAt, editedAt, body, parentId, depth, removed = false } = comment;
  return { id, author: { name, website }, publishedAt, editedAt, body, parentId, depth, url: commentUrl(id), removed };
};

/** What is shown of whole conversations: of what was removed only where something visible hangs under it. */
export function shownOf(comments: readonly PublishedComment[]): PublishedComment[] {
  const needed = new Set<string | null>();
  // Replies stand behind what they answer.
  return comments
    .toReversed()
    .filter(({ id, parentId, removed }) => {
      if (removed && !needed.has(id)) return false;
      needed.add(parentId);
      return true;
    })
    .toReversed();
}
