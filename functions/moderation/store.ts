import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { HeadStore } from '../articles/headStore.ts';
import { tallyKey } from '../articles/keys.ts';
import { currentArticle } from '../articles/redirects.ts';
import type { Verdict } from '../comments/judging/schema.ts';
import {
  decided,
  fromSubmissionItem,
  isDue,
  isReported,
  type Parent,
  placeAt,
} from '../comments/submitting/decision.ts';
import {
  reportedOf,
  standingKey,
  submissionKey,
  threadPlace,
  verdictPartition,
  WHOLE_QUEUE,
} from '../comments/submitting/keys.ts';
import type { CommentMail } from '../comments/submitting/mail.ts';
import { type Submission, versionOf } from '../comments/submitting/schema.ts';
import { type Standing, standingOf } from '../comments/submitting/standing.ts';
import { createSubmissionUpdate, type SubmissionChange } from '../comments/submitting/updateSubmission.ts';
import { endOfRoot, threadPartition } from '../comments/threads/keys.ts';
import type { PublishedComment } from '../comments/threads/schema.ts';
import { batchGet } from '../shared/data/batch.ts';
import { countUpTo, type Total } from '../shared/data/countUpTo.ts';
import { type KeysetPage, type Position, queryOf, readPage } from '../shared/data/keyset.ts';
import { type TableNames, tables as tableDefinitions } from '../shared/data/tables.ts';
import { writeTogether } from '../shared/data/transaction.ts';
import { Failure } from '../shared/failure.ts';
import { type Clock, toInstant } from '../shared/instant.ts';
import { mapConcurrent } from '../shared/mapConcurrent.ts';
import { type ModerationAction, requireAction, verdictOf } from './actions.ts';
import { addedBy, changeStanding, standingAfter, takeBackStanding } from './standingAfter.ts';

export interface QueueRequest {
  /** `reported`: visible comments with reports, sorted by their number. */
  readonly verdict: Verdict | 'reported';
  /** Only comments of this thread. */
  readonly thread: string | undefined;
  readonly order: 'oldest' | 'newest';
  readonly limit: number;
  readonly position: Position | undefined;
}

/** The context of a comment. */
export interface Surroundings {
  /** The article's headline; null while it is withdrawn. */
  readonly headline: string | null;
  /** The comment it replies to. */
  readonly parent: Submission | undefined;
  /** The present record of its author. */
  readonly standing: Standing;
}

/** A comment of a conversation. */
export interface BranchComment {
  readonly submission: Submission;
  readonly depth: number;
}

export interface ModeratorsDecision {
  readonly act: ModerationAction;
  /** The moderator's name. */
  readonly by: string;
  /** The moderator's reason, for colleagues. */
  readonly why?: string | undefined;
  /** The version that the moderator has read; undefined to decide on any version. */
  readonly version?: number | undefined;
  /** The site's origin, for links in mails. */
  readonly origin: string;
}

/** The queues of comments, and the decisions on them. */
export interface ModerationStore {
  /** The thread of an article, also of a withdrawn one, by any of its slugs. @throws Failure `article-not-found`. */
  threadOf(slug: string): Promise<string>;
  queue(request: QueueRequest): Promise<KeysetPage<Submission>>;
  /** The size of a queue. */
  count(request: Pick<QueueRequest, 'verdict' | 'thread'>): Promise<Total>;
  /** Reads the context of at most 100 comments. */
  surroundings(submissions: readonly Submission[]): Promise<(submission: Submission) => Surroundings>;
  /** @throws Failure `comment-not-found`. */
  find(id: string): Promise<Submission>;
  /**
   * The conversation that a comment is in, answers after what they answer: up to 100 comments that have a place in the thread,
   * and the comment itself. @throws Failure `comment-not-found`.
   */
  branch(id: string): Promise<{ readonly comments: readonly BranchComment[]; readonly more: boolean }>;
  /**
   * Applies and records a decision.
   * @throws Failure `comment-not-found`; `comment-already-decided` when the comment has changed or the action is not
   * possible; `article-not-found` or `article-withdrawn`.
   */
  decide(id: string, decision: ModeratorsDecision): Promise<Submission>;
  /** Closes or reopens an article's thread. @throws Failure as `HeadStore.read` does. */
  setOpen(slug: string, open: boolean): Promise<void>;
}

export interface ModerationStoreOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly articles: HeadStore;
  readonly mail: CommentMail;
  readonly clock: Clock;
}

/** Most comments of a conversation: as many as one request of DynamoDB reads by key. */
const MOST_OF_BRANCH = 100;
/** Concurrent reads of articles for their headlines. */
const READ_AT_ONCE = 16;

export function createModerationStore({
  client,
  tables,
  articles,
  mail,
  clock,
}: ModerationStoreOptions): ModerationStore {
  const table = tables.newsroom;
  const update = createSubmissionUpdate({ client, tables, articles, clock });

  const find = async (id: string): Promise<Submission> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: submissionKey(id), ConsistentRead: true }),
    );
    const submission = Item && fromSubmissionItem(Item);
    if (!submission || isDue(submission, clock())) {
      throw new Failure('comment-not-found', ({ failures }) => failures.noComment(id));
    }
    return submission;
  };

  /** Fetches the submissions of index entries, by partition key. */
  const behind = async (keys: readonly IndexKeys[]): Promise<Map<string, Submission>> => {
    const items = await batchGet(client, table, keys.map(submissionBehind));
    return new Map(items.map((item) => [String(item.pk), fromSubmissionItem(item)]));
  };

  const headlineOf = (thread: string, now: Date): Promise<string | null> =>
    currentArticle(articles, thread, now).then(({ article }) => article.headline, unlessWithdrawn);

  /** The comment that a reply is placed under. */
  const parentOf = async ({ parentId }: Submission): Promise<Submission | undefined> =>
    parentId === null ? undefined : find(parentId).catch(unlessUnknown);

  const standingOfPerson = async (person: string): Promise<Standing> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: standingKey(person), ConsistentRead: true }),
    );
    return standingOf(Item);
  };

  /** The comment as it was before its last decision, with that one marked. */
  const takeBack = (was: Submission, by: string): SubmissionChange => {
    const { undoable, history, person } = was;
    const [former, last] = history.slice(-2);
    if (!undoable || !former || !last) throw new Error('There is nothing to undo');
    const { reports, reportedAt, reportsJudged } = undoable;
    const at = toInstant(clock());
    const next = decided(
      {
        ...was,
        history: [...history.slice(0, -1), { ...last, undone: true }],
        reports: reports + was.reports,
        reportedAt: was.reportedAt ?? reportedAt,
        reportsJudged,
      },
      { verdict: former.verdict, at, by, rule: 'undo', matched: former.matched },
    );
    return { next, beside: { standing: takeBackStanding(table, person, undoable) } };
  };

  /** The comment after a decision, with further writes. */
  const make = async (was: Submission, { act, by, why, origin }: ModeratorsDecision): Promise<SubmissionChange> => {
    requireAction(act, was);
    if (act === 'undo') return takeBack(was, by);
    const now = clock();
    const at = toInstant(now);
    const verdict = verdictOf(act, was);
    const change = standingAfter(act, was);
    const added = change && addedBy(change, await standingOfPerson(was.person));
    const { reports, reportedAt, reportsJudged } = was;
    const next = {
      ...decided(
        {
          ...was,
          reports: 0,
          reportedAt: undefined,
          reasons: undefined,
          reportsJudged: reportsJudged || reports > 0,
        },
        { verdict, at, by, rule: why ?? act, matched: null },
      ),
      undoable: { reports, reportedAt, reportsJudged, approved: 0, rejectedInRow: 0, ...added },
    };
    const standing = change && changeStanding(table, was.person, change);
    if (verdict !== 'published' || was.published) return { next, beside: { standing } };
    const parent = await parentOf(was);
    const place = placeAt(was.id, was.parentId === null ? undefined : requirePlace(parent, was), at);
    const placed = { ...next, published: place };
    return { next: placed, beside: { standing, mail: parent && (await mail.reply(parent, placed, origin, now)) } };
  };

  return {
    find,

    async threadOf(slug) {
      try {
        return (await currentArticle(articles, slug, clock())).article.thread;
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'article-withdrawn') throw error;
        return error.details.thread ?? slug;
      }
    },

    async queue(request) {
      const { verdict, order, limit, position } = request;
      const now = clock();
      const { index, partition, range } = queueKeys(request);
      const { sortKey } = indexes[index];
      const page = await readPage({
        query: queryOf<IndexKeys>(client, { table, index, partition }),
        keyOf: (keys) => keys[sortKey],
        range,
        order: order === 'oldest' ? 'ascending' : 'descending',
        position,
        limit,
      });
      const submissions = await behind(page.items);
      const isThere = (submission: Submission) =>
        verdict === 'reported' ? isReported(submission) : submission.verdict === verdict;
      // The index is eventually consistent: skip comments decided meanwhile, and expired ones.
      const items = page.items.flatMap((keys) => {
        const submission = submissions.get(submissionBehind(keys).pk);
        return submission && isThere(submission) && !isDue(submission, now) ? [submission] : [];
      });
      return { ...page, items };
    },

    count: (request) => countUpTo(client, { table, ...queueKeys(request) }),

    async branch(id) {
      const submission = await find(id);
      const place = submission.published ?? (await parentOf(submission))?.published;
      if (!place) return { comments: [{ submission, depth: 0 }], more: false };
      const root = place.root ?? place.sortKey;
      const query = queryOf<PublishedComment>(client, {
        table: tables.published,
        partition: threadPartition(submission.thread),
      });
      const { items, complete } = await query({ low: root, high: endOfRoot(root) }, true, MOST_OF_BRANCH);
      const found = await batchGet(
        client,
        table,
        items.map((each) => submissionKey(each.id)),
      );
      const byId = new Map(found.map(fromSubmissionItem).map((each) => [each.id, each]));
      const placed = items.flatMap((each) => byId.get(each.id) ?? []);
      const comments = inTreeOrder(byId.has(id) ? placed : [...placed, submission]);
      return { comments, more: !complete };
    },

    async surroundings(submissions) {
      const now = clock();
      const distinct = <Value>(values: readonly Value[]) => [...new Set(values)];
      const threads = distinct(submissions.map(({ thread }) => thread));
      const parentIds = distinct(submissions.flatMap(({ parentId }) => parentId ?? []));
      const persons = distinct(submissions.flatMap(({ person }) => (person === '' ? [] : [person])));
      const [headlines, parents, standings] = await Promise.all([
        mapConcurrent(READ_AT_ONCE, threads, (thread) => headlineOf(thread, now)),
        batchGet(client, table, parentIds.map(submissionKey)),
        batchGet(client, table, persons.map(standingKey)),
      ]);
      const headlineByThread = new Map(threads.map((thread, at) => [thread, headlines[at] ?? null]));
      const parentById = new Map(parents.map(fromSubmissionItem).map((parent) => [parent.id, parent]));
      const standingByPk = new Map(standings.map((item) => [item.pk, standingOf(item)]));
      return ({ thread, parentId, person }) => {
        const parent = parentById.get(parentId ?? '');
        return {
          headline: headlineByThread.get(thread) ?? null,
          parent: parent && !isDue(parent, now) ? parent : undefined,
          standing: standingByPk.get(standingKey(person).pk) ?? standingOf(),
        };
      };
    },

    decide(id, decision) {
      let { version } = decision;
      const asRead = async () => {
        const submission = await find(id);
        if (isTaken(decision, submission)) return submission;
        version ??= versionOf(submission);
        // Also when a retry finds another version: the moderator has to read that first.
        if (version !== versionOf(submission)) throw decidedMeanwhile(submission);
        return submission;
      };
      return update(asRead, (was) => (isTaken(decision, was) ? undefined : make(was, decision)));
    },

    async setOpen(slug, open) {
      const { article } = await articles.read(slug, clock());
      const refused = await writeTogether(client, {
        tally: {
          Update: {
            TableName: tables.published,
            Key: tallyKey(article.slug),
            UpdateExpression: open ? 'REMOVE closed' : 'SET closed = :closed',
            ConditionExpression: 'attribute_exists(pk)',
            ...(open ? {} : { ExpressionAttributeValues: { ':closed': true } }),
          },
        },
      });
      if (refused)
        throw new Failure('service-unavailable', ({ failures }) => failures.articleMoving, { retryAfter: 1 });
    },
  };
}

/**
 * Whether the last that was decided on a comment is this decision, from the same version: it was sent again. A forced one
 * names no version; readers' reports since then make it another.
 */
function isTaken({ act, by, why, version }: ModeratorsDecision, submission: Submission): boolean {
  const { history } = submission;
  const [before, last] = history.slice(-2);
  if (!before || !last) return false;
  if (version === undefined ? isReported(submission) : history.length !== version + 1) return false;
  if (act === 'undo') return last.by === by && before.undone === true;
  return (
    last.by === by &&
    last.rule === (why ?? act) &&
    last.verdict === verdictOf(act, { verdict: before.verdict, history: [] })
  );
}

const decidedMeanwhile = ({ id, verdict, history }: Submission) =>
  new Failure('comment-already-decided', ({ failures }) =>
    failures.decidedMeanwhile(id, verdict, history.at(-1)?.by ?? ''),
  );

/** Ignores a missing comment, rethrows other failures. */
const unlessUnknown = (error: unknown): undefined => {
  if (error instanceof Failure && error.code === 'comment-not-found') return undefined;
  throw error;
};

/** Ignores a withdrawn or missing article, rethrows other failures. */
const unlessWithdrawn = (error: unknown): null => {
  if (error instanceof Failure && (error.code === 'article-withdrawn' || error.code === 'article-not-found'))
    return null;
  throw error;
};

const { indexes } = tableDefinitions.newsroom;

/** Each comment with its answers after it, both in the order given. What answers a comment that is not among them is a root. */
function inTreeOrder(submissions: readonly Submission[]): readonly BranchComment[] {
  const ids = new Set(submissions.map(({ id }) => id));
  const under = Map.groupBy(submissions, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null));
  const walk = (parent: string | null, depth: number): BranchComment[] =>
    (under.get(parent) ?? []).flatMap((submission) => [{ submission, depth }, ...walk(submission.id, depth + 1)]);
  return walk(null, 0);
}

/** The key of an index entry's submission. */
const submissionBehind = ({ pk, sk, status }: IndexKeys) =>
  status === verdictPartition('reported') ? submissionKey(reportedOf(pk)) : { pk, sk };

/** The index, partition and range of a queue. */
const queueKeys = ({ verdict, thread }: Pick<QueueRequest, 'verdict' | 'thread'>) =>
  thread === undefined
    ? ({ index: 'byStatus', partition: verdictPartition(verdict), range: WHOLE_QUEUE } as const)
    : ({ index: 'byThread', ...threadPlace(thread, verdict) } as const);

/** The keys that an index projects. */
type IndexKeys = Readonly<Record<'pk' | 'sk' | 'status' | 'statusSince' | 'onThread' | 'onThreadSince', string>>;

/** @throws Failure `comment-already-decided` for a reply to a comment that was never published and so has no place. */
function requirePlace(parent: Submission | undefined, { id }: Submission): Parent {
  if (parent?.published) return { id: parent.id, published: parent.published };
  throw new Failure('comment-already-decided', ({ failures }) => failures.parentNotPublished(id));
}
