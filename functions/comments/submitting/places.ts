import type { TableNames } from '../../shared/data/tables.ts';
import type { TransactionItem, Writes } from '../../shared/data/transaction.ts';
import { atVersion } from '../../shared/version.ts';
import type { Verdict } from '../judging/schema.ts';
import { commentKey } from '../threads/keys.ts';
import { toHtml } from '../threads/markup.ts';
import { type CommentPlace, isShown, type PublishedComment } from '../threads/schema.ts';
import { placeKey } from './keys.ts';
import type { Submission } from './schema.ts';

/*
 * A comment that is not visible stays in its thread as a placeholder exactly as long as it has replies there
 * (docs/decisions/0024). Each place therefore counts its replies: the comments below it, and, at the deepest level, the
 * visible ones beside it that answer it. The counters change in the transactions that change the thread. They are read only
 * by decisions that hide a comment or show it again.
 */

/** The stored item of a place, beside its submission. A visible comment without replies has none. */
export interface PlaceItem {
  /** The number of changes, for optimistic locking. */
  readonly version: number;
  /** The number of replies in the thread. */
  readonly replies: number;
  /** Whether `replies` is complete. Items of comments from before the counter existed count only later replies. */
  readonly counted?: true;
  /** The placeholder, whether or not it is in the thread; absent while the comment is visible. */
  readonly empty?: PublishedComment;
}

/** Strongly consistent reads of places. */
export interface PlaceReading {
  /** The place and the submission of a comment. */
  place(id: string): Promise<{ readonly item?: PlaceItem | undefined; readonly submission?: Submission | undefined }>;
  /** All comments of one conversation. Needed only to count replies that were never counted. */
  conversation(thread: string, root: string): Promise<readonly PublishedComment[]>;
}

/** The public form of a comment: the comment itself, or a placeholder without name and text when it is not visible. */
export function toPublishedComment(submission: Submission, place: CommentPlace): PublishedComment {
  const { id, thread, name, website, comment, editedAt, verdict } = submission;
  const { root, depth, parentId, publishedAt } = place;
  const where = { id, thread, publishedAt, parentId, depth, root };
  if (verdict === 'published') {
    const answers = answeredBeside(submission, place);
    return { ...where, ...(answers && { answers }), name, website, editedAt, body: toHtml(comment) };
  }
  const empty = { ...where, name: '', website: null, editedAt: null, body: '' };
  return verdict === 'held' ? { ...empty, waiting: true } : { ...empty, removed: true };
}

/** The comment that this one answers, if it is not its parent in the tree (at the deepest level). */
const answeredBeside = ({ parentId }: Submission, place: CommentPlace): string | undefined =>
  parentId === null || parentId === place.parentId ? undefined : parentId;

/** What readers see of a comment with a verdict. */
const shownAs = (verdict: Verdict) => (verdict === 'published' || verdict === 'held' ? verdict : 'removed');

/**
 * The writes of a decision to the thread: the comment, and the places above whose counters or visibility change.
 * @param was the submission as it was read; undefined for a new one.
 */
export async function placeWrites(
  tables: TableNames,
  was: Submission | undefined,
  next: Submission,
  reading: PlaceReading,
): Promise<Writes> {
  const { published: at } = next;
  if (!at) return {};
  const before = was?.published ? shownAs(was.verdict) : undefined;
  const after = shownAs(next.verdict);
  const isVisible = after === 'published';
  if (before === after && !isVisible) return {};
  const comment = toPublishedComment(next, at);
  if (before === after) return { comment: putComment(tables, comment) };

  const changes = openChanges(tables, reading, { thread: next.thread, root: at.root ?? at.sortKey });
  const own = before === undefined ? changes.add(next.id) : await changes.open(next.id, true);
  own.expiresAt = isVisible ? undefined : next.expiresAt;
  await changes.show(own, comment);
  const answered = answeredBeside(next, at);
  if (answered !== undefined && isVisible) await changes.increment(answered);
  if (answered !== undefined && before === 'published') await changes.decrement(answered);
  return changes.writes();
}

/**
 * Recounts the replies of a place, and removes its placeholder if there are none.
 * @returns no writes when the place is correct or unknown.
 */
export async function placeMending(
  tables: TableNames,
  { id, thread, root }: { readonly id: string; readonly thread: string; readonly root: string },
  reading: PlaceReading,
): Promise<Writes> {
  const changes = openChanges(tables, reading, { thread, root });
  await changes.recount(id);
  return changes.writes();
}

/** A place with its pending changes. */
interface OpenPlace {
  readonly id: string;
  readonly was: PlaceItem;
  replies: number;
  /** The placeholder if it has one, otherwise the comment in the thread; undefined when that was not read. */
  shows: PublishedComment | undefined;
  isInThread: boolean;
  /** Whether `replies` is complete; otherwise only the change to it is meaningful. */
  isCounted: boolean;
  /** When the submission expires. The place expires with it, unless it ever had a reply. */
  expiresAt?: number | undefined;
}

const NEVER_KEPT: PlaceItem = { version: 0, replies: 0 };

/** A unit of work: collects the changes of a decision to a conversation. Each place is read once and written once. */
function openChanges(
  tables: TableNames,
  reading: PlaceReading,
  { thread, root }: { readonly thread: string; readonly root: string },
) {
  const places = new Map<string, OpenPlace>();
  const comments = new Map<string, TransactionItem>();
  let conversation: ReturnType<PlaceReading['conversation']> | undefined;

  const isEmpty = ({ shows }: OpenPlace) => shows !== undefined && !isShown(shows);

  const add = (id: string): OpenPlace => {
    const place = { id, was: NEVER_KEPT, replies: 0, shows: undefined, isInThread: false, isCounted: true };
    places.set(id, place);
    return place;
  };

  /** Reads a place from the thread itself, and counts its replies. */
  const counted = async (id: string, was: PlaceItem, submission: Submission | undefined): Promise<OpenPlace> => {
    conversation ??= reading.conversation(thread, root);
    const all = await conversation;
    const inThread = all.find((comment) => comment.id === id);
    const absent = submission?.published ? toPublishedComment(submission, submission.published) : was.empty;
    const replies = all.filter(
      ({ parentId, answers, ...shown }) => parentId === id || (answers === id && isShown(shown)),
    );
    return {
      id,
      was,
      replies: replies.length,
      shows: inThread ?? absent,
      isInThread: inThread !== undefined,
      isCounted: true,
    };
  };

  /** @param isExact whether the count must be complete, as it must where the place's visibility changes. */
  const open = async (id: string, isExact = false): Promise<OpenPlace> => {
    const known = places.get(id);
    if (known && (known.isCounted || !isExact)) return known;
    const { item = NEVER_KEPT, submission } = await reading.place(id);
    const { replies, empty } = item;
    const isCounted = item.counted === true || submission?.published?.counted === true;
    const isVisible = !empty && submission?.verdict === 'published';
    const place =
      isCounted || (isVisible && !isExact)
        ? { id, was: item, replies, shows: empty, isInThread: !empty || replies > 0, isCounted }
        : await counted(id, item, submission);
    places.set(id, place);
    return place;
  };

  /** Adds a place to the thread or removes it, if its changes require that; then updates its parent's counter. */
  const settle = async (place: OpenPlace): Promise<void> => {
    const { shows, replies, isInThread } = place;
    if (!shows) return;
    const belongs = !isEmpty(place) || replies > 0;
    if (belongs === isInThread) return;
    place.isInThread = belongs;
    comments.set(place.id, belongs ? putComment(tables, shows) : deleteComment(tables, shows));
    if (shows.parentId !== null) await (belongs ? increment : decrement)(shows.parentId);
  };

  const count = async (id: string, by: 1 | -1): Promise<void> => {
    const place = await open(id);
    place.replies += by;
    await settle(place);
  };
  const increment = (id: string) => count(id, 1);
  const decrement = (id: string) => count(id, -1);

  return {
    add,
    open,
    increment,
    decrement,

    /** Makes a place show the comment or the placeholder. */
    async show(place: OpenPlace, comment: PublishedComment): Promise<void> {
      place.shows = comment;
      if (place.isInThread) comments.set(place.id, putComment(tables, comment));
      await settle(place);
    },

    async recount(id: string): Promise<void> {
      const { item = NEVER_KEPT, submission } = await reading.place(id);
      const place = await counted(id, item, submission);
      places.set(id, place);
      await settle(place);
    },

    writes(): Writes {
      const changed = [...places.values()].flatMap((place): [string, TransactionItem | undefined][] => [
        [`place ${place.id}`, writePlace(tables.newsroom, place, isEmpty(place) ? place.shows : undefined)],
      ]);
      const shown = [...comments].map(([id, write]): [string, TransactionItem] => [`comment ${id}`, write]);
      return Object.fromEntries([...shown, ...changed]);
    },
  };
}

/**
 * The write of a place. When only the counter changes, and not whether the place is in the thread, it is an atomic increment,
 * which concurrent changes do not invalidate. Otherwise it is a Put on the version that was read.
 */
function writePlace(
  table: string,
  { id, was, replies, isCounted, expiresAt }: OpenPlace,
  empty: PublishedComment | undefined,
): TransactionItem | undefined {
  const by = replies - was.replies;
  const sameShown = isSame(was.empty, empty);
  const isKnown = was.counted === true || !isCounted || was.version === 0;
  if (by === 0 && sameShown && isKnown) return undefined;
  if (sameShown && isKnown && Math.abs(by) === 1 && (!empty || Math.min(replies, was.replies) > 0)) {
    return {
      Update: {
        TableName: table,
        Key: placeKey(id),
        UpdateExpression: `SET #type = :place${isCounted ? ', counted = :counted' : ''} ADD replies :by, #version :one`,
        ConditionExpression: empty ? 'attribute_exists(#empty) AND replies > :least' : 'attribute_not_exists(#empty)',
        ExpressionAttributeNames: { '#type': 'type', '#empty': 'empty', '#version': 'version' },
        ExpressionAttributeValues: {
          ':place': 'place',
          ':by': by,
          ':one': 1,
          ...(isCounted ? { ':counted': true } : {}),
          ...(empty ? { ':least': Math.max(0, -by) } : {}),
        },
      },
    };
  }
  const Item = {
    ...placeKey(id),
    type: 'place',
    version: was.version + 1,
    replies,
    ...(isCounted ? { counted: true } : {}),
    ...(empty ? { empty } : {}),
    ...(was.version === 0 && replies === 0 && expiresAt !== undefined ? { expiresAt } : {}),
  };
  return { Put: { TableName: table, Item, ...atVersion(was.version) } };
}

const isSame = (one: PublishedComment | undefined, other: PublishedComment | undefined) =>
  one?.removed === other?.removed && one?.waiting === other?.waiting;

const putComment = ({ published }: TableNames, comment: PublishedComment): TransactionItem => ({
  Put: { TableName: published, Item: { ...commentKey(comment), type: 'comment', ...comment } },
});

const deleteComment = ({ published }: TableNames, comment: PublishedComment): TransactionItem => ({
  Delete: { TableName: published, Key: commentKey(comment) },
});
