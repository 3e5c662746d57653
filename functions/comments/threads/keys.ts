import { type Instant, isInstant } from '../../shared/instant.ts';

/** One partition for each thread. A reply's sort key starts with its root's, so that it sorts under it. */
export const threadPartition = (thread: string) => `COMMENTS#${thread}`;

export const rootSortKey = (publishedAt: Instant, id: string) => `${publishedAt}#${id}`;

export const replySortKey = (root: string, publishedAt: Instant, id: string) =>
  `${root}/${rootSortKey(publishedAt, id)}`;

export const commentKey = (comment: {
  readonly thread: string;
  readonly root: string | null;
  readonly publishedAt: Instant;
  readonly id: string;
}) => ({ pk: threadPartition(comment.thread), sk: commentSortKey(comment) });

export const commentSortKey = ({ root, publishedAt, id }: { root: string | null; publishedAt: Instant; id: string }) =>
  root === null ? rootSortKey(publishedAt, id) : replySortKey(root, publishedAt, id);

/** The root that a sort key belongs to: itself, or the root of a reply. */
export const rootOf = (sortKey: string) => sortKey.split('/', 1)[0] ?? sortKey;

export const isReplyKey = (sortKey: string) => sortKey.includes('/');

/** Sorts above a root and all its replies, and below the next root. */
export const endOfRoot = (root: string) => `${root}/~`;

/** Sorts above every root of `at` and earlier. */
export const threadCeiling = (at: Instant) => `${at}#~`;

export const isRootKey = (key: string) => {
  const [at = '', id = '', ...rest] = key.split('#');
  return rest.length === 0 && isInstant(at) && /^[0-9a-f-]{36}$/.test(id);
};

/** Whether a text is a position in a thread: a root, a reply, or (`<root>/`) a conversation. */
export function isThreadPosition(key: string): boolean {
  const [root = '', reply, ...rest] = key.split('/');
  return rest.length === 0 && isRootKey(root) && (reply === undefined || reply === '' || isRootKey(reply));
}
