import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Position } from '../shared/api/cursor.ts';
import { toInstant } from '../shared/instant.ts';
import { threadCeiling, threadPartition } from './keys.ts';
import type { PublishedComment, ThreadOrder } from './schema.ts';
import { readThreadPage, type ThreadPage } from './thread.ts';

export interface ThreadRequest {
  readonly thread: string;
  readonly order: ThreadOrder;
  readonly limit: number;
  readonly position: Position | undefined;
}

/** The visible comments of an article. */
export interface ThreadStore {
  read(request: ThreadRequest, now: Date): Promise<ThreadPage>;
}

export function createThreadStore(client: DynamoDBDocumentClient, table: string): ThreadStore {
  return {
    read: ({ thread, ...request }, now) =>
      readThreadPage({
        ...request,
        ceiling: threadCeiling(toInstant(now)),
        query: async (range, ascending, limit) => {
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
        },
      }),
  };
}
