import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { tallyKey } from '../articles/keys.ts';
import type { ArticleStore } from '../articles/store.ts';
import { commentKey, commentSortKey, submissionKey, verdictKey, verdictPartition } from '../comments/keys.ts';
import type { PublishedComment, Submission, Verdict } from '../comments/schema.ts';
import { toHtml } from '../comments/text.ts';
import type { TableNames } from '../shared/data/tables.ts';
import { type TransactionItem, writeTogether } from '../shared/data/transaction.ts';
import { Failure } from '../shared/failure.ts';
import { type Clock, toInstant } from '../shared/instant.ts';

/** Where comments wait and are decided. */
export interface ModerationDesk {
  /** The oldest held comments, at most `limit` (up to 100). */
  held(limit: number): Promise<readonly Submission[]>;
  /** Makes a held comment public. @throws Failure `comment-unknown`, `comment-decided`, or what its article has become. */
  approve(id: string, moderator: string): Promise<PublishedComment>;
  /** @throws Failure `comment-unknown` or `comment-decided`. */
  reject(id: string, moderator: string): Promise<void>;
}

/** Redirections lead to their article in one hop; a second is for one that changes meanwhile. */
const MOST_HOPS = 2;

export interface DeskOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly articles: ArticleStore;
  readonly clock: Clock;
}

export function createModerationDesk({ client, tables, articles, clock }: DeskOptions): ModerationDesk {
  const find = async (id: string): Promise<Submission> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tables.newsroom, Key: submissionKey(id), ConsistentRead: true }),
    );
    if (!Item) throw new Failure('comment-unknown', `There is no comment ${id}.`);
    return Item as Submission;
  };

  /** Records a verdict on a comment that is still held; whoever decides second is told so. */
  const decide = (id: string, verdict: Verdict, moderator: string, more: Partial<Submission> = {}): TransactionItem => {
    const at = toInstant(clock());
    const change = { verdict, decidedAt: at, decidedBy: moderator, ...verdictKey(verdict, at, id), ...more };
    const names = Object.keys(change);
    return {
      Update: {
        TableName: tables.newsroom,
        Key: submissionKey(id),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: '#verdict = :held',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ':held': 'held',
          ...Object.fromEntries(Object.entries(change).map(([name, value]) => [`:${name}`, value])),
        },
      },
    };
  };

  /** The slug an article has now, which is out; its thread is named after the first it had. */
  const currentSlug = async (slug: string, hops = 0): Promise<string> => {
    try {
      return (await articles.read(slug, clock())).article.slug;
    } catch (error) {
      const movedTo = error instanceof Failure ? error.details.movedTo : undefined;
      if (movedTo === undefined || hops === MOST_HOPS) throw error;
      return currentSlug(movedTo, hops + 1);
    }
  };

  const decidedAlready = (id: string) =>
    new Failure('comment-decided', `Comment ${id} is not held any more, or what it answers or belongs to is gone.`);

  return {
    async held(limit) {
      const { Items: keys = [] } = await client.send(
        new QueryCommand({
          TableName: tables.newsroom,
          IndexName: 'byStatus',
          KeyConditionExpression: '#status = :held',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':held': verdictPartition('held') },
          Limit: limit,
        }),
      );
      if (keys.length === 0) return [];
      const Keys = keys.map(({ pk, sk }) => ({ pk, sk }));
      const { Responses } = await client.send(
        new BatchGetCommand({ RequestItems: { [tables.newsroom]: { Keys, ConsistentRead: true } } }),
      );
      const submissions = (Responses?.[tables.newsroom] ?? []) as Submission[];
      // The index follows the table a moment later: what has been decided meanwhile is left out.
      return submissions
        .filter(({ verdict }) => verdict === 'held')
        .sort((one, other) => one.submittedAt.localeCompare(other.submittedAt));
    },

    async approve(id, moderator) {
      const submission = await find(id);
      if (submission.verdict !== 'held') throw decidedAlready(id);
      const { thread, parentId, name } = submission;
      const [slug, parent] = await Promise.all([currentSlug(thread), parentId ? find(parentId) : undefined]);
      const comment: PublishedComment = {
        id,
        thread,
        name,
        publishedAt: toInstant(clock()),
        editedAt: null,
        body: toHtml(submission.comment),
        parentId,
        depth: parent?.published ? parent.published.depth + 1 : 0,
        root: parent?.published ? (parent.published.root ?? parent.published.sortKey) : null,
      };
      const published = { sortKey: commentSortKey(comment), root: comment.root, depth: comment.depth };
      const refused = await writeTogether(client, {
        decision: decide(id, 'published', moderator, { published }),
        comment: {
          Put: { TableName: tables.published, Item: { ...commentKey(comment), type: 'comment', ...comment } },
        },
        tally: {
          Update: {
            TableName: tables.published,
            Key: tallyKey(slug),
            UpdateExpression: 'ADD comments :one',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(withdrawn)',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
        parent: parentId
          ? {
              ConditionCheck: {
                TableName: tables.newsroom,
                Key: submissionKey(parentId),
                ConditionExpression: 'verdict = :published',
                ExpressionAttributeValues: { ':published': 'published' },
              },
            }
          : undefined,
      });
      if (refused) throw decidedAlready(id);
      return comment;
    },

    async reject(id, moderator) {
      await find(id);
      const refused = await writeTogether(client, { decision: decide(id, 'rejected', moderator) });
      if (refused) throw decidedAlready(id);
    },
  };
}
