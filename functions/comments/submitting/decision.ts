import { tallyKey } from '../../articles/keys.ts';
import { itemReader } from '../../shared/data/itemReader.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import type { Instant } from '../../shared/instant.ts';
import type { Decided, Verdict } from '../judging/schema.ts';
import { commentKey, commentSortKey } from '../threads/keys.ts';
import { toHtml } from '../threads/markup.ts';
import { placeUnder } from '../threads/place.ts';
import type { CommentPlace, PublishedComment } from '../threads/schema.ts';
import {
  personKey,
  personOf,
  reportedKey,
  reportedPlace,
  submissionKey,
  submissionOf,
  threadKey,
  threadOf,
  verdictKey,
} from './keys.ts';
import { Submission } from './schema.ts';

/*
 * One decision on a comment as parts of a transaction: what the Newsroom knows of it, what readers see of it, and how many
 * are counted change together or not at all. The pipeline, the author's own hand, readers' reports and moderators all
 * decide through this.
 */

/** How long what nobody is to see is kept for a moderator who changes their mind. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

export const isKeptFor = (verdict: Verdict, at: Instant): number | undefined =>
  verdict === 'spam' || verdict === 'rejected' ? Math.floor(Date.parse(at) / 1_000) + KEPT_SECONDS : undefined;

/** Whether DynamoDB should have deleted it by now; it does so only days later. */
export const isDue = ({ expiresAt }: Pick<Submission, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== undefined && expiresAt * 1_000 <= now.getTime();

/** What a reply hangs under: a comment with a place, in the same thread. */
export type Parent = Pick<Submission, 'id'> & { readonly published: CommentPlace };

/** Where a comment goes when it is first published. */
export function placeAt(id: string, parent: Parent | undefined, publishedAt: Instant): CommentPlace {
  const root = parent ? (parent.published.root ?? parent.published.sortKey) : null;
  const where = parent ? placeUnder({ ...parent.published, id: parent.id }) : { parentId: null, depth: 0 };
  return { sortKey: commentSortKey({ root, publishedAt, id }), root, publishedAt, ...where };
}

/** A comment as readers see it at its place; without its words once it is no longer for them. */
export function toPublishedComment(submission: Submission, place: CommentPlace): PublishedComment {
  const { id, thread, name, website, comment, editedAt, verdict, parentId: answered } = submission;
  const { root, depth, parentId, publishedAt } = place;
  const answers = answered === null || answered === parentId ? {} : { answers: answered };
  const where = { id, thread, publishedAt, parentId, ...answers, depth, root };
  if (verdict === 'published') return { ...where, name, website, editedAt, body: toHtml(comment) };
  const empty = { ...where, name: '', website: null, editedAt: null, body: '' };
  return verdict === 'held' ? { ...empty, waiting: true } : { ...empty, removed: true };
}

/** What a place shows of a comment of a verdict. */
const shownAs = (verdict: Verdict) => (verdict === 'published' || verdict === 'held' ? verdict : 'removed');

/** Named parts of a transaction. */
export type DecisionWrites = {
  readonly [Part in 'submission' | 'comment' | 'tally' | 'reported' | 'standing' | 'mail' | 'once']?:
    | TransactionItem
    | undefined;
};

/**
 * The writes that make a decision.
 * @param was the submission as it was read; nothing for a new one.
 * @param next the submission with its last decision in its history.
 * @param slug where the article's comments are counted: its slug of now. Needed where what readers see changes.
 */
export function decisionWrites(
  tables: TableNames,
  was: Submission | undefined,
  next: Submission,
  slug: string | undefined,
): DecisionWrites {
  const before = was?.verdict === 'published';
  const after = next.verdict === 'published';
  // What is public may have changed with the decision; an empty place says no more than why it is empty.
  const isSeen =
    next.published !== null && (after || (was !== undefined && shownAs(was.verdict) !== shownAs(next.verdict)));
  if (isSeen && before !== after && slug === undefined) {
    throw new Error('The slug is needed where the count changes');
  }
  return {
    submission: putSubmission(tables.newsroom, was, next),
    ...(isSeen && next.published ? { comment: putComment(tables.published, next, next.published) } : {}),
    ...(before !== after && slug !== undefined ? { tally: count(tables.published, slug, after ? 1 : -1) } : {}),
    reported: queueReported(tables.newsroom, was, next),
  };
}

/** Whether a moderator is to look at it though it is visible. */
export const isReported = ({ verdict, reports }: Pick<Submission, 'verdict' | 'reports'>): boolean =>
  verdict === 'published' && reports > 0;

/** Puts a comment to those that are reported, where more readers have reported it, and takes it from there once it is decided on. */
function queueReported(table: string, was: Submission | undefined, next: Submission): TransactionItem | undefined {
  const { id, reports, reportedAt } = next;
  if (!isReported(next)) {
    return was && isReported(was) ? { Delete: { TableName: table, Key: reportedKey(id) } } : undefined;
  }
  if (was && isReported(was) && was.reports === reports) return undefined;
  const place = reportedPlace(reports, reportedAt ?? next.submittedAt, id);
  return { Put: { TableName: table, Item: { ...reportedKey(id), type: 'reported', ...place } } };
}

/** The submission, whole; one that was there only as long as nobody has changed it since it was read. */
function putSubmission(table: string, was: Submission | undefined, next: Submission): TransactionItem {
  const condition = was
    ? {
        // Whether mails are wanted is no decision, and changes beside them.
        ConditionExpression: 'size(history) = :decisions AND reports = :reports AND notify = :notify',
        ExpressionAttributeValues: {
          ':decisions': was.history.length,
          ':reports': was.reports,
          ':notify': was.notify,
        },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  return { Put: { TableName: table, Item: toSubmissionItem(next), ...condition } };
}

const readSubmission = itemReader(Submission);

/** What most submissions have in common, and their items leave out. */
const USUAL: Readonly<Record<string, unknown>> = readSubmission({});
const isUsual = ([name, value]: readonly [string, unknown]) => name in USUAL && value === USUAL[name];

/**
 * A submission as an item of the Newsroom, with its places in the indexes. What these say already and what is usual is left
 * out: each kilobyte costs as much to write as another item does, and so most comments take one.
 */
export function toSubmissionItem(submission: Submission) {
  const { id, thread, person, ...said } = submission;
  const { verdict, submittedAt, history } = said;
  const since = history.at(-1)?.at ?? submittedAt;
  return {
    ...Object.fromEntries(Object.entries(said).filter((entry) => !isUsual(entry))),
    ...submissionKey(id),
    type: 'submission',
    ...verdictKey(verdict, since, id),
    ...threadKey(thread, verdict, since, id),
    ...(person === '' ? {} : personKey(person, submittedAt, id)),
  };
}

/** The submission that an item holds: without its places, which are made anew from what it has become. */
export function fromSubmissionItem(item: Readonly<Record<string, unknown>>): Submission {
  const { pk, onThread, ofPerson } = item;
  const places = { id: submissionOf(pk), thread: threadOf(onThread), person: personOf(ofPerson) };
  return readSubmission({ ...places, ...item });
}

const putComment = (table: string, submission: Submission, place: CommentPlace): TransactionItem => {
  const comment = toPublishedComment(submission, place);
  return { Put: { TableName: table, Item: { ...commentKey(comment), type: 'comment', ...comment } } };
};

/** The count stands beside the article (docs/decisions/0001). Nothing is added to that of one that is withdrawn. */
const count = (table: string, slug: string, by: 1 | -1): TransactionItem => ({
  Update: {
    TableName: table,
    Key: tallyKey(slug),
    UpdateExpression: 'ADD comments :by',
    ConditionExpression: `attribute_exists(pk)${by > 0 ? ' AND attribute_not_exists(withdrawn)' : ''}`,
    ExpressionAttributeValues: { ':by': by },
  },
});

/** A submission whose words are gone, and with them what the rules quoted of them. */
export const emptied = (submission: Submission): Submission => ({
  ...submission,
  name: '',
  email: '',
  website: null,
  comment: '',
  matched: null,
  reasons: undefined,
  history: submission.history.map((each) => ({ ...each, matched: null })),
});

/** A submission with one more decision. */
export function decided(submission: Submission, decision: Decided): Submission {
  const { verdict, rule, matched } = decision;
  return {
    ...submission,
    verdict,
    rule,
    matched,
    history: [...submission.history, decision],
    expiresAt: isKeptFor(verdict, decision.at),
  };
}
