import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Position } from '../shared/api/cursor.ts';
import { toInstant } from '../shared/instant.ts';
import { threadCeiling, threadPartition } from './keys.ts';
import type { PublishedComment, ThreadOrder } from './schema.ts';
import { readThreadPage, type ThreadPage, type ThreadQuery } from './thread.ts';

export interface ThreadRequest {
  readonly thread: string;
  readonly order: ThreadOrder;
  readonly limit: number;
  readonly position: Position | undefined;
}

/** Comments that are looked through for the latest: replies stand with their roots, not among the newest. */
const RECENT = 100;

/** The visible comments of an article. */
export interface ThreadStore {
  read(request: ThreadRequest, now: Date): Promise<ThreadPage>;
  /**
   * The newest comments, whatever they reply to, newest first: of those in the thread's last conversations, a hundred
   * comments in all. A reply to an older conversation is not among them.
   */
  latest(thread: string, most: number, now: Date): Promise<PublishedComment[]>;
}

export function createThreadStore(client: DynamoDBDocumentClient, table: string): ThreadStore {
  const queryOf =
    (thread: string): ThreadQuery =>
    async (range, ascending, limit) => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :thread AND sk BETWEEN :low AND :high',
          ExpressionAttributeValues: {
            ':thread': threadPartition(thread),
            ':low': range.low,
            ':high': range.high,
          },
          ScanIndexForward: ascending,
          Limit: limit,
        }),
      );
      return { comments: Items as PublishedComment[], complete: LastEvaluatedKey === undefined };
    };

  return {
    read: ({ thread, ...request }, now) =>
      readThreadPage({ ...request, ceiling: threadCeiling(toInstant(now)), query: queryOf(thread) }),

    async latest(thread, most, now) {
      const everything = { low: '0', high: threadCeiling(toInstant(now)) };
      const { comments } = await queryOf(thread)(everything, false, RECENT);
      return comments.sort((one, other) => (one.publishedAt < other.publishedAt ? 1 : -1)).slice(0, most);
    },
  };
}
