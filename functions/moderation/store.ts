import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { tallyKey } from '../articles/keys.ts';
import { countingSlug, currentArticle } from '../articles/redirects.ts';
import type { ArticleStore } from '../articles/store.ts';
import type { Decided, Verdict } from '../comments/judging/schema.ts';
import {
  type DecisionWrites,
  decided,
  decisionWrites,
  fromSubmissionItem,
  isDue,
  type Parent,
  placeAt,
} from '../comments/submitting/decision.ts';
import { standingKey, submissionKey, threadPlace, verdictPartition } from '../comments/submitting/keys.ts';
import type { CommentMail } from '../comments/submitting/mail.ts';
import { type Submission, versionOf } from '../comments/submitting/schema.ts';
import { batchGet } from '../shared/data/batch.ts';
import { type KeysetPage, type Position, queryOf, readPage } from '../shared/data/keyset.ts';
import type { TableNames } from '../shared/data/tables.ts';
import { type TransactionItem, writeTogether } from '../shared/data/transaction.ts';
import { Failure } from '../shared/failure.ts';
import { type Clock, toInstant } from '../shared/instant.ts';
import { type ModerationAction, requireAction, verdictOf } from './actions.ts';

export interface QueueRequest {
  readonly verdict: Verdict;
  /** Only those on the article that was first published under this slug. */
  readonly thread: string | undefined;
  /** Oldest first for what waits; newest first for what is to be looked over. */
  readonly order: 'oldest' | 'newest';
  readonly limit: number;
  readonly position: Position | undefined;
}

/** A submission at its place in a queue. */
export interface Queued {
  readonly submission: Submission;
  readonly key: string;
}

/** Where comments wait and are decided. */
export interface ModerationStore {
  /** The thread of an article, withdrawn or not, by any slug it has or had. @throws Failure `article-not-found`. */
  threadOf(slug: string): Promise<string>;
  /** A page of the comments of one verdict, on one article or on all. */
  queue(request: QueueRequest): Promise<KeysetPage<Queued>>;
  /** @throws Failure `comment-not-found`. */
  find(id: string): Promise<Submission>;
  /**
   * Takes a decision and records it.
   * @param why the moderator's word, for colleagues.
   * @param version of the comment, as the moderator has read it; nothing for whatever it is.
   * @throws Failure `comment-not-found`, `comment-already-decided` when the act is not possible (any more), or what the article has
   * become.
   */
  decide(
    id: string,
    act: ModerationAction,
    moderator: string,
    why: string | undefined,
    origin: string,
    version?: number,
  ): Promise<Submission>;
  /** Closes an article's thread to new comments, or opens it again. @throws Failure as reading the article does. */
  setOpen(slug: string, open: boolean): Promise<void>;
}

export interface ModerationStoreOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly articles: ArticleStore;
  readonly mail: CommentMail;
  readonly clock: Clock;
}

/** Readers may report it, or be counted, at the same moment; then it is tried once more. */
const ATTEMPTS = 3;

export function createModerationStore({
  client,
  tables,
  articles,
  mail,
  clock,
}: ModerationStoreOptions): ModerationStore {
  const table = tables.newsroom;

  const find = async (id: string): Promise<Submission> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: submissionKey(id), ConsistentRead: true }),
    );
    const submission = Item && fromSubmissionItem(Item);
    if (!submission || isDue(submission, clock())) {
      throw new Failure('comment-not-found', `There is no comment ${id}.`);
    }
    return submission;
  };

  /** The submissions behind keys of an index, by partition. */
  const behind = async (keys: readonly IndexKeys[]): Promise<Map<string, Submission>> => {
    const items = await batchGet(
      client,
      table,
      keys.map(({ pk, sk }) => ({ pk, sk })),
    );
    return new Map(items.map((item) => [String(item.pk), fromSubmissionItem(item)]));
  };

  /** What a reply hangs under, when it is published. */
  const parentOf = async ({ parentId }: Submission): Promise<Submission | undefined> =>
    parentId === null ? undefined : find(parentId).catch(unlessUnknown);

  /** Where the change is counted: of an article that is withdrawn comments can still be put away, but not published. */
  const slugFor = async ({ thread }: Submission, verdict: Verdict, now: Date): Promise<string> =>
    verdict === 'published'
      ? (await currentArticle(articles, thread, now)).article.slug
      : countingSlug(articles, thread, now);

  const attempt = async (
    was: Submission,
    act: ModerationAction,
    moderator: string,
    why: string | undefined,
    origin: string,
  ) => {
    const now = clock();
    const { id } = was;
    requireAction(act, was);
    const at = toInstant(now);
    const verdict = verdictOf(act, was);
    const decision = { verdict, at, by: moderator, rule: why ?? act, matched: null };
    const changesCount = (was.verdict === 'published') !== (verdict === 'published');
    const [slug, parent] = await Promise.all([
      changesCount ? slugFor(was, verdict, now) : undefined,
      verdict === 'published' && !was.published ? parentOf(was) : undefined,
    ]);
    const next = decided({ ...was, reports: 0, reasons: undefined }, decision);
    const placed =
      verdict === 'published' && !was.published
        ? { ...next, published: placeAt(id, was.parentId === null ? undefined : requirePlace(parent, was), at) }
        : next;
    const writes: DecisionWrites = {
      ...decisionWrites(tables, was, placed, slug),
      standing: standingAfter(act, was),
      mail: parent && (await mail.reply(parent, placed, origin, now)),
    };
    return { refused: await writeTogether(client, writes), next: placed };
  };

  /** What an act makes of what is known of the person: a comment counts once, and spam undoes what its own author has gained. */
  const standingAfter = (
    act: ModerationAction,
    { person, proven, history }: Submission,
  ): TransactionItem | undefined => {
    if (person === '') return undefined;
    const isApprovedAnew = act === 'approve' && !history.some(isApproval);
    if (isApprovedAnew) return approvedOneMore(table, person);
    return act === 'spam' && proven ? approvedNone(table, person) : undefined;
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

    async queue({ verdict, thread, order, limit, position }) {
      const now = clock();
      const place = thread === undefined ? undefined : threadPlace(thread, verdict);
      const [index, sortKey] = place
        ? (['byThread', 'onThreadSince'] as const)
        : (['byStatus', 'statusSince'] as const);
      const page = await readPage({
        query: queryOf<IndexKeys>(client, { table, index, partition: place?.partition ?? verdictPartition(verdict) }),
        keyOf: (keys) => keys[sortKey],
        range: { low: place?.low ?? '0', high: place?.high ?? '~' },
        order: order === 'oldest' ? 'ascending' : 'descending',
        position,
        limit,
      });
      const submissions = await behind(page.items);
      // The index follows the table a moment later: what has been decided meanwhile is left out, and what is due to go.
      const items = page.items.flatMap((keys) => {
        const submission = submissions.get(keys.pk);
        const isStillThere = submission?.verdict === verdict && !isDue(submission, now);
        return submission && isStillThere ? [{ submission, key: keys[sortKey] ?? '' }] : [];
      });
      return { ...page, items };
    },

    async decide(id, act, moderator, why, origin, version) {
      const was = await find(id);
      if (version !== undefined && version !== versionOf(was)) throw decidedMeanwhile(was);
      for (let tried = 1, now = was; ; tried += 1, now = await find(id)) {
        // What this moderator decided on is not what is there any more: they shall look at that.
        if (versionOf(now) !== versionOf(was)) throw decidedMeanwhile(now);
        const { refused, next } = await attempt(now, act, moderator, why, origin);
        if (!refused) return next;
        if (tried === ATTEMPTS) {
          throw new Failure('service-unavailable', `Comment ${id} is being changed by others. Please try again.`, {
            retryAfter: 1,
          });
        }
      }
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
        throw new Failure('service-unavailable', 'The article is being moved. Please try again.', { retryAfter: 1 });
    },
  };
}

const decidedMeanwhile = ({ id, verdict, history }: Submission) =>
  new Failure(
    'comment-already-decided',
    `Comment ${id} is not what you decided on any more: it is ${verdict}, by ${history.at(-1)?.by}.`,
  );

/** A comment that is not there is none; what keeps it from being read is told. */
const unlessUnknown = (error: unknown): undefined => {
  if (error instanceof Failure && error.code === 'comment-not-found') return undefined;
  throw error;
};

/** The keys that an index projects. */
type IndexKeys = Readonly<Record<'pk' | 'sk' | 'status' | 'statusSince' | 'onThread' | 'onThreadSince', string>>;

/** One more comment of a person that a moderator found good. */
const approvedOneMore = (table: string, person: string): TransactionItem => ({
  Update: {
    TableName: table,
    Key: standingKey(person),
    UpdateExpression: 'SET #type = :standing ADD approved :one',
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: { ':standing': 'standing', ':one': 1 },
  },
});

const approvedNone = (table: string, person: string): TransactionItem => ({
  Delete: { TableName: table, Key: standingKey(person) },
});

/** Whether a moderator has published it. */
const isApproval = ({ verdict, by }: Decided) => verdict === 'published' && by !== 'rules';

/** @throws Failure `comment-already-decided` for a reply to what was never in the thread: there is nothing to hang it under. */
function requirePlace(parent: Submission | undefined, { id }: Submission): Parent {
  if (parent?.published) return { id: parent.id, published: parent.published };
  throw new Failure('comment-already-decided', `What comment ${id} answers is not published; decide on that first.`);
}
