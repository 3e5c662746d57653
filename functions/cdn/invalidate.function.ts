import { createHash } from 'node:crypto';
import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type Clock, type Instant, toInstant } from '../shared/instant.ts';
import type { Log } from '../shared/log.ts';

/** The environment variable with the distribution's id. */
export const DISTRIBUTION_ID = 'DISTRIBUTION_ID';

/** One billed path; the pages, lists and feeds of one article would be a dozen (docs/decisions/0011). */
const EVERYTHING = '/*';

export interface Invalidating {
  readonly cloudFront: Pick<CloudFrontClient, 'send'>;
  readonly distribution: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
}

/**
 * Invalidates CloudFront's cache, once per batch of changed articles. Optional: without it, changes are visible within
 * a minute.
 */
export function invalidate({ cloudFront, distribution, clock, log }: Invalidating) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
    const now = toInstant(clock());
    const seen = Records.filter((record) => isSeen(record, now));
    if (seen.length === 0) return;
    // A hash of the records makes retries idempotent: CloudFront identifies an invalidation by its caller reference.
    const name = createHash('sha256').update(JSON.stringify(Records.map(({ eventID }) => eventID)));
    await cloudFront.send(
      new CreateInvalidationCommand({
        DistributionId: distribution,
        InvalidationBatch: {
          CallerReference: name.digest('base64url'),
          Paths: { Quantity: 1, Items: [EVERYTHING] },
        },
      }),
    );
    log.info('invalidated', { changes: seen.length });
  };
}

/** Whether a change affects an article or a front that readers see, or saw before it. */
const isSeen = ({ dynamodb }: DynamoDBRecord, now: Instant): boolean =>
  [dynamodb?.OldImage, dynamodb?.NewImage].some(
    (item) =>
      (item?.type?.S === 'article' && (item.publishedAt?.S ?? now) <= now) ||
      (item?.type?.S === 'edition' && (item.from?.S ?? now) <= now),
  );
