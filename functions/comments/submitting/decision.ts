import { tallyKey } from '../../articles/keys.ts';
import { itemReader } from '../../shared/data/itemReader.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import type { TransactionItem, Writes } from '../../shared/data/transaction.ts';
import type { Instant } from '../../shared/instant.ts';
import type { Decided, Verdict } from '../judging/schema.ts';
import { commentSortKey } from '../threads/keys.ts';
import { placeUnder } from '../threads/place.ts';
import type { CommentPlace } from '../threads/schema.ts';
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
import { type PlaceReading, placeWrites } from './places.ts';
import { Submission } from './schema.ts';

/*
 * A decision on a comment, as parts of a transaction: the submission, the public comment and the comment count change
 * together or not at all. Rules, authors, readers' reports and moderators all decide through this.
 */

/** How long spam and rejected comments are kept, for a moderator to restore them. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

const isKeptFor = (verdict: Verdict, at: Instant): number | undefined =>
  verdict === 'spam' || verdict === 'rejected' ? Math.floor(Date.parse(at) / 1_000) + KEPT_SECONDS : undefined;

/** Whether a submission has expired. DynamoDB deletes expired items only days later. */
export const isDue = ({ expiresAt }: Pick<Submission, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== undefined && expiresAt * 1_000 <= now.getTime();

/** The comment that a reply is placed under: it has a place in the same thread. */
export type Parent = Pick<Submission, 'id'> & { readonly published: CommentPlace };

/** The place of a comment that is published for the first time. */
export function placeAt(id: string, parent: Parent | undefined, publishedAt: Instant): CommentPlace {
  const root = parent ? (parent.published.root ?? parent.published.sortKey) : null;
  const where = parent ? placeUnder({ ...parent.published, id: parent.id }) : { parentId: null, depth: 0 };
  return { sortKey: commentSortKey({ root, publishedAt, id }), root, publishedAt, ...where, counted: true };
}

/**
 * The writes of a decision.
 * @param was the submission as it was read; undefined for a new one.
 * @param next the submission with the decision, which is the last of its history.
 * @param slug the article's present slug, where its comments are counted; required when the count changes.
 * @param reading reads the places around it.
 */
export async function decisionWrites(
  tables: TableNames,
  was: Submission | undefined,
  next: Submission,
  slug: string | undefined,
  reading: PlaceReading,
): Promise<Writes> {
  const before = was?.verdict === 'published';
  const after = next.verdict === 'published';
  if (next.published !== null && before !== after && slug === undefined) {
    throw new Error('The slug is needed where the count changes');
  }
  return {
    submission: putSubmission(tables.newsroom, was, next),
    ...(await placeWrites(tables, was, next, reading)),
    ...(before !== after && slug !== undefined ? { tally: count(tables.published, slug, after ? 1 : -1) } : {}),
    reported: queueReported(tables.newsroom, was, next),
  };
}

/** Whether a visible comment waits for a moderator because readers reported it. */
export const isReported = ({ verdict, reports }: Pick<Submission, 'verdict' | 'reports'>): boolean =>
  verdict === 'published' && reports > 0;

/** Queues a reported comment, moves it in the queue with each further report, and removes it when it is decided. */
function queueReported(table: string, was: Submission | undefined, next: Submission): TransactionItem | undefined {
  const { id, reports, reportedAt } = next;
  if (!isReported(next)) {
    return was && isReported(was) ? { Delete: { TableName: table, Key: reportedKey(id) } } : undefined;
  }
  if (was && isReported(was) && was.reports === reports) return undefined;
  const place = reportedPlace(reports, reportedAt ?? next.submittedAt, id);
  return { Put: { TableName: table, Item: { ...reportedKey(id), type: 'reported', ...place } } };
}

/** Writes the whole submission, if nobody has changed it since it was read. */
function putSubmission(table: string, was: Submission | undefined, next: Submission): TransactionItem {
  const condition = was
    ? {
        // `notify` changes without a decision, so the number of decisions does not cover it.
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

/** The defaults, which items leave out. */
const USUAL: Readonly<Record<string, unknown>> = readSubmission({});
const isUsual = ([name, value]: readonly [string, unknown]) => name in USUAL && value === USUAL[name];

/**
 * A submission as an item, with its index keys. Omits defaults and what the keys contain already, so that most comments
 * take less than 1 KB: each further kilobyte costs as much to write as another item.
 */
export function toSubmissionItem(submission: Submission) {
  const { id, thread, person, ...said } = submission;
  const { verdict, submittedAt, history } = said;
  const since = sinceOf(history) ?? submittedAt;
  return {
    ...Object.fromEntries(Object.entries(said).filter((entry) => !isUsual(entry))),
    ...submissionKey(id),
    type: 'submission',
    ...verdictKey(verdict, since, id),
    ...threadKey(thread, verdict, since, id),
    ...(person === '' ? {} : personKey(person, submittedAt, id)),
  };
}

/** Since when a comment has its verdict. What was undone has never been: the comment is back where it was in its queue. */
const sinceOf = (history: readonly Decided[]): Instant | undefined =>
  history.at(-2)?.undone ? sinceOf(history.slice(0, -2)) : history.at(-1)?.at;

/** Parses a submission's item. Its index keys are dropped, because they are made again from the changed submission. */
export function fromSubmissionItem(item: Readonly<Record<string, unknown>>): Submission {
  const { pk, onThread, ofPerson } = item;
  const places = { id: submissionOf(pk), thread: threadOf(onThread), person: personOf(ofPerson) };
  return readSubmission({ ...places, ...item });
}

/** Changes the comment count, stored with the article (docs/decisions/0001). A withdrawn article's cannot grow. */
const count = (table: string, slug: string, by: 1 | -1): TransactionItem => ({
  Update: {
    TableName: table,
    Key: tallyKey(slug),
    UpdateExpression: 'ADD comments :by',
    ConditionExpression: `attribute_exists(pk)${by > 0 ? ' AND attribute_not_exists(withdrawn)' : ''}`,
    ExpressionAttributeValues: { ':by': by },
  },
});

/** A submission without its text, its author and what the rules quoted of the text. */
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

/** A submission with a further decision. */
export function decided(submission: Submission, decision: Decided): Submission {
  const { verdict, rule, matched } = decision;
  return {
    ...submission,
    verdict,
    rule,
    matched,
    history: [...submission.history, decision],
    undoable: undefined,
    expiresAt: isKeptFor(verdict, decision.at),
  };
}
