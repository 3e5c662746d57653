import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { guard } from '../../shared/data/guard.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import { type Refused, type TransactionItem, type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { busy, Failure } from '../../shared/failure.ts';
import { fromSubmissionItem, isDue } from './decision.ts';
import { duplicateKey, onceKey, rateKey, standingKey, submissionKey } from './keys.ts';
import type { Submission } from './schema.ts';
import { type Standing, standingOf } from './standing.ts';

/** Most comments in a window of `seconds`. */
export interface RateLimit {
  readonly most: number;
  readonly seconds: number;
}

/** What identifies a repeated submission. Every field is a keyed hash. */
export interface Sameness {
  /** The person's idempotency key in this thread, if the client sent one. */
  readonly once: string | undefined;
  /** The rendered form, if there was one: the same content sent twice from it is one comment. */
  readonly form: string | undefined;
  /** All fields of the submission. */
  readonly content: string;
  /** The text, person and thread; without a proven mailbox also the network. */
  readonly duplicate: string;
}

/** The part of the first response that is repeated to an equal submission. */
export interface FirstAnswer {
  readonly id: string;
  readonly status: 'held' | 'published';
  readonly submittedAt: string;
}

/** A sender with a rate limit, identified by a keyed hash. */
export interface Sender {
  readonly hash: string;
  readonly limit: RateLimit;
}

/** Why a submission was not stored. */
export type NotStored =
  | { readonly because: 'sent-before'; readonly first: FirstAnswer }
  /** The article's slug or comment count, or what is replied to, has changed since it was read. */
  | { readonly because: 'moved' };

/** Submissions in the Newsroom table. */
export interface SubmissionStore {
  /** Finds a submission that has not expired. */
  find(id: string, now: Date): Promise<Submission | undefined>;
  /** Reads the parent and the person's record in one request; without both, makes no request. */
  background(
    wanted: { readonly parentId: string | null; readonly person: string | undefined },
    now: Date,
  ): Promise<{ readonly parent: Submission | undefined; readonly standing: Standing }>;
  /** Counts a comment of a sender. @throws Failure `too-many-comments`. */
  countOne(sender: Sender, now: Date): Promise<void>;
  /** The part of a transaction that counts one comment or mail, and is refused when the sender's limit is reached. */
  counted(sender: Sender, now: Date): TransactionItem;
  /** The first response to an equal submission, until its guard expires. */
  sentBefore(sameness: Sameness, now: Date): Promise<FirstAnswer | undefined>;
  /**
   * Stores a submission exactly once, in one transaction with its guards.
   * @param senders rate limits that count a comment only when it is stored.
   * @returns undefined when it was stored.
   * @throws Failure `comment-duplicate`, `idempotency-key-reused` or `too-many-comments`.
   */
  add(
    writes: Writes,
    first: FirstAnswer,
    sameness: Sameness,
    senders: { readonly person?: Sender | undefined; readonly article?: Sender | undefined },
    now: Date,
  ): Promise<NotStored | undefined>;
}

/** How long an idempotency key returns the first response. */
const ONCE_SECONDS = 24 * 60 * 60;
/** How long a person cannot repeat a text. */
const DUPLICATE_SECONDS = 60 * 60;
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

export function createSubmissionStore(client: DynamoDBDocumentClient, tables: TableNames): SubmissionStore {
  const table = tables.newsroom;

  /** The update that counts a comment. Windows are fixed: they start at multiples of their length since 1970. */
  const counting = ({ hash, limit }: Sender, now: Date) => {
    const window = Math.floor(seconds(now) / limit.seconds);
    const end = (window + 1) * limit.seconds;
    return {
      retryAfter: Math.max(1, end - seconds(now)),
      update: {
        TableName: table,
        Key: rateKey(hash, window),
        UpdateExpression: 'SET #type = :guard, expiresAt = :end ADD #count :one',
        ExpressionAttributeNames: { '#count': 'count', '#type': 'type' },
        ExpressionAttributeValues: { ':guard': 'guard', ':end': end, ':one': 1 },
      },
    };
  };
  const counted = (sender: Sender, now: Date): TransactionItem => {
    const { update } = counting(sender, now);
    return {
      Update: {
        ...update,
        ConditionExpression: 'attribute_not_exists(#count) OR #count < :most',
        ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':most': sender.limit.most },
      },
    };
  };

  return {
    counted,

    async find(id, now) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: submissionKey(id), ConsistentRead: true }),
      );
      const submission = Item && fromSubmissionItem(Item);
      return submission && !isDue(submission, now) ? submission : undefined;
    },

    async background({ parentId, person }, now) {
      const Keys = [...(parentId ? [submissionKey(parentId)] : []), ...(person ? [standingKey(person)] : [])];
      if (Keys.length === 0) return { parent: undefined, standing: standingOf() };
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
      );
      if (UnprocessedKeys?.[table]) throw busy();
      const items = Responses?.[table] ?? [];
      const found = items.find(({ type }) => type === 'submission');
      const parent = found && fromSubmissionItem(found);
      return {
        parent: parent && !isDue(parent, now) ? parent : undefined,
        standing: standingOf(items.find(({ type }) => type === 'standing')),
      };
    },

    async countOne(sender, now) {
      const { update, retryAfter } = counting(sender, now);
      const { Attributes } = await client.send(new UpdateCommand({ ...update, ReturnValues: 'UPDATED_NEW' }));
      if (Attributes?.count > sender.limit.most) throw tooMany(sender, retryAfter);
    },

    async sentBefore(sameness, now) {
      const { once, duplicate } = sameness;
      const Key = once === undefined ? duplicateKey(duplicate) : onceKey(once);
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && Item.expiresAt > seconds(now) ? firstOf(Item, sameness) : undefined;
    },

    async add(writes, first, sameness, { person, article }, now) {
      const { once, duplicate } = sameness;
      const sent = { ...sentAs(sameness), first };
      const refused: Refused<string> | undefined = await writeTogether<string>(client, {
        ...writes,
        once: once === undefined ? undefined : { Put: guard(table, onceKey(once), sent, ONCE_SECONDS, now) },
        duplicate: { Put: guard(table, duplicateKey(duplicate), sent, DUPLICATE_SECONDS, now) },
        person: person && counted(person, now),
        article: article && counted(article, now),
      });
      if (!refused) return undefined;
      const before = refused.once ?? refused.duplicate;
      const same = before && firstOf(before, sameness);
      if (same) return { because: 'sent-before', first: same };
      if (refused.once) {
        throw new Failure('idempotency-key-reused', ({ failures }) => failures.keyOfOtherComment, {
          faults: [{ header: 'idempotency-key', detail: ({ faults }) => faults.keyOfOtherComment }],
        });
      }
      if (refused.duplicate) {
        throw new Failure('comment-duplicate', ({ failures }) => failures.duplicate);
      }
      for (const sender of [refused.person && person, refused.article && article]) {
        if (sender) throw tooMany(sender, counting(sender, now).retryAfter);
      }
      if (!refused.submission) return { because: 'moved' };
      throw new Error(`A submission with the id ${first.id} is there already`);
    },
  };
}

/** The hashes that a repetition shares with the first submission. */
const sentAs = ({ once, form, content }: Sameness) => ({ request: once ?? form, content });

/** The first response stored in a guard, if the submission is a repetition. */
function firstOf(guard: Record<string, unknown>, sameness: Sameness): FirstAnswer | undefined {
  const { request, content } = sentAs(sameness);
  const isRepeated = request !== undefined && guard.request === request && guard.content === content;
  return isRepeated ? (guard.first as FirstAnswer) : undefined;
}

const tooMany = ({ limit: { most, seconds: length } }: Sender, retryAfter: number) =>
  new Failure('too-many-comments', ({ failures }) => failures.tooMany(most, Math.round(length / 60)), { retryAfter });
