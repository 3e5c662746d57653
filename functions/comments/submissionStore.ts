import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeTogether } from '../shared/data/transaction.ts';
import { Failure } from '../shared/failure.ts';
import { duplicateKey, onceKey, personKey, rateKey, submissionKey, verdictKey } from './keys.ts';
import type { Submission, SubmissionAnswer } from './schema.ts';

/** What makes a submission the same as another; every field is a keyed hash. */
export interface Sameness {
  /** The person's idempotency key for this thread; nothing when the client sent none. */
  readonly once: string | undefined;
  /** All that was sent. */
  readonly content: string;
  /** The text, by this person, in this thread. */
  readonly duplicate: string;
}

export interface RateLimit {
  /** Submissions allowed in a window. */
  readonly most: number;
  /** Length of a window in seconds. Windows are fixed: one starts at every multiple of it since 1970. */
  readonly seconds: number;
}

/** The Newsroom's side of a submission. */
export interface SubmissionStore {
  /** Counts one more submission from an address. @throws Failure `too-many-comments`. */
  countOne(network: string, limit: RateLimit, now: Date): Promise<void>;
  /**
   * Stores a submission exactly once, in one transaction with the guards that make it so.
   * @returns what the first of two equal submissions was answered.
   * @throws Failure `comment-duplicate`, `idempotency-key-reused`, or `field-invalid` for a parent that is not there.
   */
  add(submission: Submission, sameness: Sameness, answer: SubmissionAnswer, now: Date): Promise<SubmissionAnswer>;
}

/** How long the same idempotency key gives the first answer. */
const ONCE_SECONDS = 24 * 60 * 60;
/** How long the same text by the same person is refused. */
const DUPLICATE_SECONDS = 60 * 60;

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

export function createSubmissionStore(client: DynamoDBDocumentClient, table: string): SubmissionStore {
  /** A fact that holds until it expires. DynamoDB deletes what has expired only days later, so the time is asked too. */
  const guard = (key: object, fact: object, lifetime: number, now: Date) => ({
    Put: {
      TableName: table,
      Item: { ...key, type: 'guard', ...fact, expiresAt: seconds(now) + lifetime },
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': seconds(now) },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  });

  return {
    async countOne(network, { most, seconds: length }, now) {
      const window = Math.floor(seconds(now) / length);
      const end = (window + 1) * length;
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: rateKey(network, window),
          UpdateExpression: 'SET #type = :guard, expiresAt = :end ADD #count :one',
          ExpressionAttributeNames: { '#count': 'count', '#type': 'type' },
          ExpressionAttributeValues: { ':guard': 'guard', ':end': end, ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      if (Attributes?.count > most) {
        const retryAfter = Math.max(1, end - seconds(now));
        throw new Failure(
          'too-many-comments',
          `At most ${most} comments are taken from one address in ${Math.round(length / 60)} minutes.`,
          { retryAfter },
        );
      }
    },

    async add(submission, { once, content, duplicate }, answer, now) {
      const { id, thread, parentId } = submission;
      const refused = await writeTogether(client, {
        once: once === undefined ? undefined : guard(onceKey(once), { content, answer }, ONCE_SECONDS, now),
        duplicate: guard(duplicateKey(duplicate), { id }, DUPLICATE_SECONDS, now),
        parent: parentId === null ? undefined : parentIsVisible(table, parentId, thread),
        submission: {
          Put: { TableName: table, Item: toItem(submission), ConditionExpression: 'attribute_not_exists(pk)' },
        },
      });
      if (!refused) return answer;
      if (refused.once) {
        if (refused.once.content === content) return refused.once.answer as SubmissionAnswer;
        throw new Failure('idempotency-key-reused', 'This Idempotency-Key was sent with another comment.', {
          faults: [{ header: 'idempotency-key', detail: 'was sent with another comment; use a new one' }],
        });
      }
      if (refused.duplicate) {
        throw new Failure(
          'comment-duplicate',
          'You have said exactly this here within the last hour; it was received.',
        );
      }
      if (refused.parent) {
        throw new Failure('field-invalid', 'The comment replied to is not a visible comment of this article.', {
          faults: [{ pointer: '/parentId', detail: 'must be a visible comment of this article' }],
        });
      }
      throw new Error(`A submission with the id ${id} is there already`);
    },
  };
}

/** Holds only while the parent is a published comment of this very thread. */
const parentIsVisible = (table: string, parentId: string, thread: string) => ({
  ConditionCheck: {
    TableName: table,
    Key: submissionKey(parentId),
    ConditionExpression: 'verdict = :published AND thread = :thread',
    ExpressionAttributeValues: { ':published': 'published', ':thread': thread },
  },
});

/** A submission as an item of the Newsroom, with its places in the two indexes. */
export function toItem(submission: Submission) {
  const { id, submittedAt } = submission;
  return {
    ...submission,
    ...submissionKey(id),
    type: 'submission',
    ...verdictKey(submission.verdict, submittedAt, id),
    ...personKey(submission.person, submittedAt, id),
  };
}
