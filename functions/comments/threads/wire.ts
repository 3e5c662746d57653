import { type Comment, isShown, type PublishedComment, type ThreadOrder } from './schema.ts';

/** Where a comment is for ever: it leads to wherever its thread shows it. */
export const commentUrl = (id: string) => `/comments/${id}`;

/** The name of a thread's list, in cursors. */
export const threadList = (slug: string, order: ThreadOrder) => `comments/${slug}/${order}`;

/** A comment as everybody may read it. */
export const toWire = (comment: PublishedComment): Comment => {
  const { id, name, website = null, publishedAt, editedAt, body, answers, depth } = comment;
  const { removed = false, waiting = false } = comment;
  const parentId = answers ?? comment.parentId;
  const said = { author: { name, website }, publishedAt, editedAt, body };
  return { id, ...said, parentId, depth, url: commentUrl(id), removed, waiting };
};

/** What is shown of whole conversations: an empty place only where something visible hangs under it, or answers it. */
export function shownOf(comments: readonly PublishedComment[]): PublishedComment[] {
  const needed = new Set<string | null>();
  // Replies stand behind what they answer.
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
