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
 * A comment that is not visible stays in its thread, as a placeholder, exactly as long as something hangs under it
 * (docs/decisions/0024). So each place counts what keeps it there: the comments in the thread that hang under it, and the
 * visible ones that answer it from beside it, at the deepest level. The counts change in the transactions that change the
 * thread, and are read only by those that put a comment away or bring it back.
 */

/** What is kept of a place beside its submission; nothing is, of one that is visible and was never answered. */
export interface PlaceItem {
  /** How often it was changed. */
  readonly version: number;
  /** How many comments in the thread keep it there. */
  readonly replies: number;
  /** Whether all of them are counted: at first nothing was. */
  readonly counted?: true;
  /** The placeholder, in the thread or not; missing while the comment is visible. */
  readonly empty?: PublishedComment;
}

/** What is known of places, each read consistently. */
export interface PlaceReading {
  /** Of one comment. */
  place(id: string): Promise<{ readonly item?: PlaceItem | undefined; readonly submission?: Submission | undefined }>;
  /** All that is in the thread of one conversation; asked for only where not all of it is counted. */
  conversation(thread: string, root: string): Promise<readonly PublishedComment[]>;
}

/** A comment as readers see it at its place; without its words once it is no longer for them. */
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

/** What a comment answers where that is not what it hangs under. */
const answeredBeside = ({ parentId }: Submission, place: CommentPlace): string | undefined =>
  parentId === null || parentId === place.parentId ? undefined : parentId;

/** What a place shows of a comment of a verdict. */
const shownAs = (verdict: Verdict) => (verdict === 'published' || verdict === 'held' ? verdict : 'removed');

/**
 * What a decision changes in the thread: the comment, the places that it keeps there, and theirs.
 * @param was the submission as it was read; nothing for a new one.
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

  const ledger = openLedger(tables, reading, { thread: next.thread, root: at.root ?? at.sortKey });
  const own = before === undefined ? ledger.add(next.id) : await ledger.open(next.id);
  own.expiresAt = isVisible ? undefined : next.expiresAt;
  await ledger.show(own, comment);
  const answered = answeredBeside(next, at);
  if (answered !== undefined && isVisible) await ledger.keep(answered);
  if (answered !== undefined && before === 'published') await ledger.release(answered);
  return ledger.writes();
}

/**
 * Counts again what keeps a place in its thread, and takes it from there where nothing does.
 * @returns no writes where all is well, or nothing is known of the place.
 */
export async function placeMending(
  tables: TableNames,
  { id, thread, root }: { readonly id: string; readonly thread: string; readonly root: string },
  reading: PlaceReading,
): Promise<Writes> {
  const ledger = openLedger(tables, reading, { thread, root });
  await ledger.recount(id);
  return ledger.writes();
}

/** A place while its changes are gathered. */
interface OpenPlace {
  readonly id: string;
  readonly was: PlaceItem;
  replies: number;
  /** What it shows: the placeholder, where it has one; else whatever is in the thread. */
  shows: PublishedComment | undefined;
  isInThread: boolean;
  /** Whether the count is known, and not only its change. */
  isCounted: boolean;
  /** When the submission goes, and with it what is kept here, unless anything ever hung under it. */
  expiresAt?: number | undefined;
}

const NEVER_KEPT: PlaceItem = { version: 0, replies: 0 };

/** Gathers what a decision changes in a conversation: each place is opened once, and written once. */
function openLedger(
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

  /** A place as the thread itself has it. */
  const counted = async (id: string, was: PlaceItem, submission: Submission | undefined): Promise<OpenPlace> => {
    conversation ??= reading.conversation(thread, root);
    const all = await conversation;
    const inThread = all.find((comment) => comment.id === id);
    const absent = submission?.published ? toPublishedComment(submission, submission.published) : was.empty;
    const replies = all.filter(
      ({ parentId, answers, ...shown }) => parentId === id || (answers === id && isShown(shown)),
    );
    return {
      ...{ id, was, replies: replies.length, shows: inThread ?? absent },
      ...{ isInThread: inThread !== undefined, isCounted: true },
    };
  };

  const open = async (id: string): Promise<OpenPlace> => {
    const known = places.get(id);
    if (known) return known;
    const { item = NEVER_KEPT, submission } = await reading.place(id);
    const { replies, empty } = item;
    const isCounted = item.counted === true || submission?.published?.counted === true;
    const isVisible = !empty && submission?.verdict === 'published';
    const place =
      isCounted || isVisible
        ? { id, was: item, replies, shows: empty, isInThread: !empty || replies > 0, isCounted }
        : await counted(id, item, submission);
    places.set(id, place);
    return place;
  };

  /** Puts a place into the thread or takes it from there, once that has become due. */
  const settle = async (place: OpenPlace): Promise<void> => {
    const { shows, replies, isInThread } = place;
    if (!shows) return;
    const belongs = !isEmpty(place) || replies > 0;
    if (belongs === isInThread) return;
    place.isInThread = belongs;
    comments.set(place.id, belongs ? putComment(tables, shows) : deleteComment(tables, shows));
    if (shows.parentId !== null) await (belongs ? keep : release)(shows.parentId);
  };

  const count = async (id: string, by: 1 | -1): Promise<void> => {
    const place = await open(id);
    place.replies += by;
    await settle(place);
  };
  const keep = (id: string) => count(id, 1);
  const release = (id: string) => count(id, -1);

  return {
    add,
    keep,
    release,

    /** A place that something is about to become of: what keeps it in the thread must be known. */
    async open(id: string): Promise<OpenPlace> {
      const place = await open(id);
      if (place.isCounted) return place;
      const { item = NEVER_KEPT, submission } = await reading.place(id);
      const exact = await counted(id, item, submission);
      places.set(id, exact);
      return exact;
    },

    /** Lets a place show another thing: the comment, or the placeholder. */
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
 * The write of a place's count. Where no more changes than a number, and that does not decide whether the place is in the
 * thread, it holds whoever else counts at the same moment; else it is for the place as it was read.
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
          ...{ ':place': 'place', ':by': by, ':one': 1 },
          ...(isCounted ? { ':counted': true } : {}),
          ...(empty ? { ':least': Math.max(0, -by) } : {}),
        },
      },
    };
  }
  const Item = {
    ...{ ...placeKey(id), type: 'place', version: was.version + 1, replies },
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
