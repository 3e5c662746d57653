import type { Position } from '../shared/api/cursor.ts';
import type { KeyRange } from '../shared/data/keyset.ts';
import { commentSortKey, endOfRoot, isReplyKey, rootOf } from './keys.ts';
import type { PublishedComment, ThreadOrder } from './schema.ts';

/** One Query on a thread's partition; `complete` when it reached the end of the range. */
export type ThreadQuery = (
  range: KeyRange,
  ascending: boolean,
  limit: number,
) => Promise<{ readonly comments: PublishedComment[]; readonly complete: boolean }>;

export interface ThreadPage {
  readonly comments: PublishedComment[];
  readonly next: Position | null;
  readonly previous: Position | null;
}

interface Conversation {
  /** The root's sort key. */
  readonly key: string;
  readonly comments: PublishedComment[];
}

/** Comments read for each root asked for, so that a page's cost is bounded however long the replies are. */
const COMMENTS_PER_ROOT = 5;

/**
 * A page of a thread: up to `limit` whole conversations, a root with all its replies. A conversation too long for one
 * page fills pages of its own, from its root on, until it is told; then the thread goes on.
 */
export async function readThreadPage(options: {
  readonly query: ThreadQuery;
  readonly ceiling: string;
  readonly order: ThreadOrder;
  readonly position: Position | undefined;
  readonly limit: number;
}): Promise<ThreadPage> {
  const { query, order, position, limit } = options;
  const most = limit * COMMENTS_PER_ROOT;
  if (position && isReplyKey(position.key) && position.direction === 'after') {
    return readRest(query, position.key, most);
  }

  const backwards = position?.direction === 'before';
  const ascending = (order === 'oldest') !== backwards;
  const range = beyond({ low: '0', high: options.ceiling }, position, ascending);
  const found = range.low > range.high ? NOTHING : await query(range, ascending, most + 2);
  const comments = found.comments.filter((comment) => commentSortKey(comment) !== position?.key);
  const conversations = wholeConversations(comments, ascending, found.complete);
  const [unfinished] = comments;
  if (unfinished && conversations.length === 0) {
    return readLong(query, rootOf(commentSortKey(unfinished)), most);
  }

  const shown = conversations.slice(0, limit);
  const more = conversations.length > limit || !found.complete;
  if (backwards) shown.reverse();
  const before = at('before', shown[0]);
  const after = at('after', shown.at(-1));
  return {
    comments: shown.flatMap((conversation) => conversation.comments),
    next: backwards || more ? after : null,
    previous: (backwards ? more : position) ? before : null,
  };
}

const NOTHING = { comments: [], complete: true };

const at = (direction: Position['direction'], conversation: Conversation | undefined): Position | null =>
  conversation ? { direction, key: conversation.key } : null;

/**
 * The range on the far side of a position. A position `<root>/` stands for a conversation that is itself still wanted;
 * a bare root for one that is not.
 */
function beyond(range: KeyRange, position: Position | undefined, ascending: boolean): KeyRange {
  if (!position) return range;
  const root = rootOf(position.key);
  const wanted = isReplyKey(position.key);
  if (ascending) return { low: wanted ? root : endOfRoot(root), high: range.high };
  const high = wanted ? endOfRoot(root) : root;
  return { low: range.low, high: high < range.high ? high : range.high };
}

/** The conversations that are told to their end in what was read, in the order it was read. */
function wholeConversations(comments: readonly PublishedComment[], ascending: boolean, complete: boolean) {
  const conversations: Conversation[] = [];
  let replies: PublishedComment[] = [];
  for (const comment of comments) {
    const key = commentSortKey(comment);
    if (ascending && comment.root === null) conversations.push({ key, comments: [comment] });
    else if (ascending) conversations.at(-1)?.comments.push(comment);
    else if (comment.root !== null) replies.unshift(comment);
    else {
      conversations.push({ key, comments: [comment, ...replies] });
      replies = [];
    }
  }
  // Read upwards, only the next root tells that a conversation has ended.
  if (ascending && !complete) conversations.pop();
  return conversations;
}

/** The start of a conversation that is longer than a page: its root and the oldest of its replies. */
async function readLong(query: ThreadQuery, root: string, most: number): Promise<ThreadPage> {
  const { comments, complete } = await query({ low: root, high: endOfRoot(root) }, true, most);
  const last = comments.at(-1);
  return {
    comments,
    next: { direction: 'after', key: complete || !last ? root : commentSortKey(last) },
    previous: { direction: 'before', key: root },
  };
}

/** The rest of such a conversation, after one of its replies. */
async function readRest(query: ThreadQuery, after: string, most: number): Promise<ThreadPage> {
  const root = rootOf(after);
  const found = await query({ low: after, high: endOfRoot(root) }, true, most + 1);
  const comments = found.comments.filter((comment) => commentSortKey(comment) !== after);
  const last = comments.at(-1);
  return {
    comments,
    next: { direction: 'after', key: found.complete || !last ? root : commentSortKey(last) },
    previous: { direction: 'before', key: `${root}/` },
  };
}
