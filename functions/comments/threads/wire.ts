import { type Comment, isShown, type PublishedComment, type ThreadOrder } from './schema.ts';

/** The permanent address of a comment, which redirects to its place in the thread. */
export const commentUrl = (id: string) => `/comments/${id}`;

/** The name of a thread's list, in cursors. */
export const threadList = (slug: string, order: ThreadOrder) => `comments/${slug}/${order}`;

export const toWire = (comment: PublishedComment): Comment => {
  const { id, name, website = null, publishedAt, editedAt, body, answers, depth } = comment;
  const { removed = false, waiting = false } = comment;
  const parentId = answers ?? comment.parentId;
  const said = { author: { name, website }, publishedAt, editedAt, body };
  return { id, ...said, parentId, depth, url: commentUrl(id), removed, waiting };
};

/** The visible part of whole conversations. An empty place stays only while it has a visible reply. */
export function shownOf(comments: readonly PublishedComment[]): PublishedComment[] {
  const needed = new Set<string | null>();
  // Replies come after what they reply to.
  return comments
    .toReversed()
    .filter((comment) => {
      const { id, parentId, answers = null } = comment;
      if (!isShown(comment) && !needed.has(id)) return false;
      needed.add(parentId).add(answers);
      return true;
    })
    .toReversed();
}
