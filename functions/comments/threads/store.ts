import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Position, queryOf } from '../../shared/data/keyset.ts';
import { toInstant } from '../../shared/instant.ts';
import { threadCeiling, threadPartition } from './keys.ts';
import { MAX_DEPTH } from './place.ts';
import { readThreadPage, type ThreadPage } from './readThreadPage.ts';
import { isShown, type PublishedComment, type ThreadOrder } from './schema.ts';

export interface ThreadRequest {
  readonly thread: string;
  readonly order: ThreadOrder;
  readonly limit: number;
  readonly position: Position | undefined;
}

/**
 * Comments that are searched for one of the latest: replies sort under their roots, not among the newest, and one that is
 * visible keeps as many empty places above it as it is deep.
 */
const SEARCHED = MAX_DEPTH + 1;

/** Visible comments by thread. */
export interface ThreadStore {
  read(request: ThreadRequest, now: Date): Promise<ThreadPage>;
  /**
   * The newest visible comments including replies, newest first, from the end of the thread. A reply to an older
   * conversation is missing.
   */
  latest(thread: string, most: number, now: Date): Promise<PublishedComment[]>;
}

export function createThreadStore(client: DynamoDBDocumentClient, table: string): ThreadStore {
  const threadQuery = (thread: string) =>
    queryOf<PublishedComment>(client, { table, partition: threadPartition(thread) });

  return {
    read: ({ thread, ...request }, now) =>
      readThreadPage({ ...request, ceiling: threadCeiling(toInstant(now)), query: threadQuery(thread) }),

    async latest(thread, most, now) {
      const everything = { low: '0', high: threadCeiling(toInstant(now)) };
      const { items } = await threadQuery(thread)(everything, false, most * SEARCHED);
      return items
        .filter(isShown)
        .sort((one, other) => (one.publishedAt < other.publishedAt ? 1 : -1))
        .slice(0, most);
    },
  };
}
