import { setTimeout } from 'node:timers/promises';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { itemReader } from '../shared/data/itemReader.ts';
import { hasCome } from '../shared/data/reading.ts';
import { type Instant, later, toInstant } from '../shared/instant.ts';
import { KEPT_FOR_FAULTS } from '../shared/staleness.ts';
import { ListedArticle } from './fields.ts';
import { listingCeiling, listingFloor, listingPartition } from './keys.ts';

/** The part of an article that an outline holds. */
const OutlinedArticle = z.pick(ListedArticle, {
  slug: true,
  section: true,
  kind: true,
  headline: true,
  language: true,
  publishedAt: true,
  updatedAt: true,
});
export type OutlinedArticle = z.output<typeof OutlinedArticle>;

const readOutline = itemReader(OutlinedArticle);

export interface Stretch {
  readonly from: Instant;
  /** Exclusive. Default: up to now. */
  readonly to?: Instant;
  readonly most: number;
}

/**
 * Most read units that an outline consumes in a second: a fifth of a partition's limit, because every front page reads
 * from the same partition. 20,000 articles of usual size take three seconds.
 * Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
export const OUTLINE_UNITS_PER_SECOND = 600;

/** The time in milliseconds and a pause, as arguments so that tests can replace them. */
export interface Pace {
  now(): number;
  pause(milliseconds: number): Promise<void>;
}

const realTime: Pace = { now: () => performance.now(), pause: (milliseconds) => setTimeout(milliseconds) };

/** All published articles by time. Nothing later than `now` is returned. */
export interface ArchiveStore {
  /** When the first article was published; undefined when there is none. */
  begin(now: Date): Promise<Instant | undefined>;
  /**
   * The articles of a stretch of time, newest first: one Query per megabyte of entries, at no more than
   * {@link OUTLINE_UNITS_PER_SECOND}.
   */
  outline(stretch: Stretch, now: Date): Promise<OutlinedArticle[]>;
}

export function createArchiveStore(client: DynamoDBDocumentClient, table: string, pace: Pace = realTime): ArchiveStore {
  const between = (low: string, high: string) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :latest AND sk BETWEEN :low AND :high',
    ExpressionAttributeValues: { ':latest': listingPartition('latest'), ':low': low, ':high': high },
  });

  return {
    async begin(now) {
      const ahead = listingCeiling(toInstant(later(now, KEPT_FOR_FAULTS)));
      const { Items = [] } = await client.send(new QueryCommand({ ...between(listingFloor(), ahead), Limit: 1 }));
      const first: Instant | undefined = Items[0]?.publishedAt;
      return first !== undefined && hasCome(first, now) ? first : undefined;
    },

    async outline({ from, to, most }, now) {
      const ahead = listingCeiling(toInstant(later(now, KEPT_FOR_FAULTS)));
      const low = listingFloor(from);
      const high = to !== undefined && listingFloor(to) < ahead ? listingFloor(to) : ahead;
      const found: OutlinedArticle[] = [];
      const begun = pace.now();
      let units = 0;
      let start: Record<string, unknown> | undefined;
      if (low > high) return found;
      do {
        const early = begun + (units / OUTLINE_UNITS_PER_SECOND) * 1_000 - pace.now();
        if (early > 0) await pace.pause(early);
        const {
          Items = [],
          LastEvaluatedKey,
          ConsumedCapacity,
        } = await client.send(
          new QueryCommand({
            ...between(low, high),
            ProjectionExpression: 'slug, #section, kind, headline, #language, publishedAt, updatedAt',
            ExpressionAttributeNames: { '#section': 'section', '#language': 'language' },
            ScanIndexForward: false,
            Limit: most - found.length,
            ExclusiveStartKey: start,
          }),
        );
        const outlined = Items.map((item) => readOutline({ updatedAt: item.publishedAt, ...item }));
        found.push(...outlined.filter(({ publishedAt }) => hasCome(publishedAt, now)));
        units += ConsumedCapacity?.CapacityUnits ?? 0;
        start = LastEvaluatedKey;
      } while (start && found.length < most);
      return found;
    },
  };
}
