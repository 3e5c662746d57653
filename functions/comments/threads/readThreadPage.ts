import type { KeyRange, Position, RangeQuery } from '../../shared/data/keyset.ts';
import { commentSortKey, endOfRoot, isReplyKey, rootOf } from './keys.ts';
import { isShown, type PublishedComment, type ThreadOrder } from './schema.ts';

/** One Query on a thread's partition. */
export type ThreadQuery = RangeQuery<PublishedComment>;

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

/** Conversations per page of the thread below an article. */
export const CONVERSATIONS = 20;

/** Comments read per requested root, which bounds a page's cost whatever the number of replies. Empty places do not count. */
const COMMENTS_PER_ROOT = 5;

/**
 * Reads a page of a thread: up to `limit` whole conversations, each a root with all its replies. A conversation too
 * long for one page is paginated by itself, from its root on, before the thread continues.
 */
export async function readThreadPage(options: {
  readonly query: ThreadQuery;
  readonly ceiling: string;
  readonly order: ThreadOrder;
  readonly position: Position | undefined;
  readonly limit: number;
}): Promise<ThreadPage> {
  const { order, position, limit } = options;
  const query = exactly(options.query);
  const visible = countingVisible(query);
  const everything = { low: '0', high: options.ceiling };
  const most = limit * COMMENTS_PER_ROOT;
  /** Whether the thread has another conversation before or after a root. */
  const hasMore = async (direction: Position['direction'], root: string): Promise<boolean> => {
    const ascending = (order === 'oldest') === (direction === 'after');
    const range = beyond(everything, { direction, key: root }, ascending);
    if (range.low > range.high) return false;
    return (await query(range, ascending, 2)).items.some((comment) => commentSortKey(comment) !== root);
  };

  if (position && isReplyKey(position.key) && position.direction === 'after') {
    return readRest(query, hasMore, position.key, most);
  }

  const backwards = position?.direction === 'before';
  const ascending = (order === 'oldest') !== backwards;
  const range = beyond(everything, position, ascending);
  const found = range.low > range.high ? NOTHING : await visible(range, ascending, most + 2);
  const comments = found.items.filter((comment) => commentSortKey(comment) !== position?.key);
  const conversations = wholeConversations(comments, ascending, found.complete);
  const [unfinished] = comments;
  if (unfinished && conversations.length === 0) {
    return readLong(query, hasMore, rootOf(commentSortKey(unfinished)), most);
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

/** DynamoDB does not report the end of the range when the limit coincides with it, so read one comment more. */
const exactly =
  (query: ThreadQuery): ThreadQuery =>
  async (range, ascending, limit) => {
    const { items, complete } = await query(range, ascending, limit + 1);
    return { items: items.slice(0, limit), complete: complete && items.length <= limit };
  };

/**
 * Reads as many more as places are empty, so that these do not shorten a page. Once is enough: above a visible comment stay
 * as many empty places as it is deep, which is less than what both reads hold together.
 */
const countingVisible =
  (query: ThreadQuery): ThreadQuery =>
  async (range, ascending, limit) => {
    const found = await query(range, ascending, limit);
    const empty = found.items.filter((comment) => !isShown(comment)).length;
    const last = found.items.at(-1);
    if (found.complete || empty === 0 || !last) return found;
    const key = commentSortKey(last);
    const beyondLast = ascending ? { low: key, high: range.high } : { low: range.low, high: key };
    // The bounds are inclusive, so the last comment comes once more.
    const more = await query(beyondLast, ascending, empty + 1);
    return { items: [...found.items, ...more.items.slice(1)], complete: more.complete };
  };

type HasMore = (direction: Position['direction'], root: string) => Promise<boolean>;

const NOTHING = { items: [], complete: true };

const at = (direction: Position['direction'], conversation: Conversation | undefined): Position | null =>
  conversation ? { direction, key: conversation.key } : null;

/**
 * Narrows a range to one side of a position. `<root>/` is the position of a conversation that is still to be read; a
 * bare root of one that is not.
 */
function beyond(range: KeyRange, position: Position | undefined, ascending: boolean): KeyRange {
  if (!position) return range;
  const root = rootOf(position.key);
  const wanted = isReplyKey(position.key);
  if (ascending) return { low: wanted ? root : endOfRoot(root), high: range.high };
  const high = wanted ? endOfRoot(root) : root;
  return { low: range.low, high: high < range.high ? high : range.high };
}

/** The complete conversations among the comments read, in the order of reading. */
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
  // Reading upwards, a conversation is complete only when the next root has been read.
  if (ascending && !complete) conversations.pop();
  return conversations;
}

/** The start of a conversation longer than a page: its root and its oldest replies. */
async function readLong(query: ThreadQuery, hasMore: HasMore, root: string, most: number): Promise<ThreadPage> {
  const [part, earlier] = await Promise.all([
    readPart(query, hasMore, root, { low: root, high: endOfRoot(root) }, most),
    hasMore('before', root),
  ]);
  return { ...part, previous: earlier ? { direction: 'before', key: root } : null };
}

/** The rest of such a conversation, after a reply. */
async function readRest(query: ThreadQuery, hasMore: HasMore, after: string, most: number): Promise<ThreadPage> {
  const root = rootOf(after);
  const part = await readPart(query, hasMore, root, { low: after, high: endOfRoot(root) }, most + 1);
  return {
    comments: part.comments.filter((comment) => commentSortKey(comment) !== after),
    next: part.next,
    previous: { direction: 'before', key: `${root}/` },
  };
}

async function readPart(query: ThreadQuery, hasMore: HasMore, root: string, range: KeyRange, most: number) {
  const [{ items: comments, complete }, later] = await Promise.all([query(range, true, most), hasMore('after', root)]);
  const last = comments.at(-1);
  const end: Position | null = later ? { direction: 'after', key: root } : null;
  return { comments, next: complete || !last ? end : ({ direction: 'after', key: commentSortKey(last) } as const) };
}
