import { type Instant, isInstant } from '../shared/instant.ts';

/** One partition a thread. A reply's sort key starts with its root's, so a root and its replies stand together. */
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

/** The root a sort key belongs to: itself, or what its reply hangs under. */
export const rootOf = (sortKey: string) => sortKey.split('/', 1)[0] ?? sortKey;
export const isReplyKey = (sortKey: string) => sortKey.includes('/');

/** Above a root and every reply under it; below the next root. */
export const endOfRoot = (root: string) => `${root}/~`;
/** Above every root of `at` and earlier. */
export const threadCeiling = (at: Instant) => `${at}#~`;

const isRootKey = (key: string) => {
  const [at = '', id = '', ...rest] = key.split('#');
  return rest.length === 0 && isInstant(at) && /^[0-9a-f-]{36}$/.test(id);
};

/** Whether a text is a position in a thread: a root, a reply, or (`<root>/`) a whole conversation. */
export function isThreadPosition(key: string): boolean {
  const [root = '', reply, ...rest] = key.split('/');
  return rest.length === 0 && isRootKey(root) && (reply === undefined || reply === '' || isRootKey(reply));
}

/** A comment as submitted. */
export const submissionKey = (id: string) => ({ pk: `COMMENT#${id}`, sk: 'SUBMISSION' });
/** Its place among the comments of one verdict, oldest first. */
export const verdictKey = (verdict: string, since: Instant, id: string) => ({
  status: verdictPartition(verdict),
  statusSince: `${since}#${id}`,
});
export const verdictPartition = (verdict: string) => `COMMENT#${verdict}`;
/** Its place among all that one person wrote. */
export const personKey = (person: string, since: Instant, id: string) => ({
  ofPerson: personPartition(person),
  ofPersonSince: `${since}#${id}`,
});
export const personPartition = (person: string) => `PERSON#${person}`;

/** Whether a text is a place among all that one person wrote. */
export const isPersonPosition = (key: string) => isRootKey(key);

/** Its place among the comments on one article, by verdict. */
export const threadKey = (thread: string, verdict: string, since: Instant, id: string) => ({
  onThread: `THREAD#${thread}`,
  onThreadSince: `${verdict}#${since}#${id}`,
});

/** All the places of one verdict on an article. */
export const threadPlace = (thread: string, verdict: string) => ({
  partition: `THREAD#${thread}`,
  low: `${verdict}#`,
  high: `${verdict}#~`,
});
/** Whether a text is a place in a queue: of one verdict, or of one verdict on an article. */
export function isQueuePosition(key: string): boolean {
  const [since = '', id = '', ...rest] = key.replace(/^[a-z]+#/, '').split('#');
  return rest.length === 0 && isInstant(since) && /^[0-9a-f-]{36}$/.test(id);
}

/** What is known of a person: that a mailbox is theirs, how many comments of theirs were approved. */
export const standingKey = (person: string) => ({ pk: `PERSON#${person}`, sk: 'STANDING' });

/** The rules of the site, and what a section has instead. */
export const settingsKey = (section?: string) => ({
  pk: 'SETTINGS',
  sk: section === undefined ? 'COMMENTS' : `COMMENTS#${section}`,
});

/** Guards: items that stand for a fact for a while. They hold keyed hashes, never what was hashed. */
export const onceKey = (hash: string) => ({ pk: `SUBMISSION#${hash}`, sk: 'GUARD' });
export const duplicateKey = (hash: string) => ({ pk: `DUPLICATE#${hash}`, sk: 'GUARD' });
export const reportKey = (hash: string) => ({ pk: `REPORT#${hash}`, sk: 'GUARD' });
export const rateKey = (hash: string, window: number) => ({ pk: `RATE#${hash}#${window}`, sk: 'GUARD' });
