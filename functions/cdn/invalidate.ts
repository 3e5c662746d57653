import { createHash } from 'node:crypto';
import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { Clock } from '../shared/instant.ts';
import type { Log } from '../shared/log.ts';
import { pathsOf } from './paths.ts';

/** The name of the variable that holds the distribution's id. */
export const DISTRIBUTION_ID = 'DISTRIBUTION_ID';

export interface Invalidating {
  readonly cloudFront: Pick<CloudFrontClient, 'send'>;
  readonly distribution: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
}

/** Asks CloudFront to forget what has changed. It is a courtesy: without it the change is seen within a minute. */
export function invalidate({ cloudFront, distribution, clock, log }: Invalidating) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
    const paths = pathsOf(Records, clock());
    if (paths.length === 0) return;
    // The same records again, after a failure, are the same request: CloudFront tells that by this name.
    const name = createHash('sha256').update(JSON.stringify(Records.map(({ eventID }) => eventID)));
    await cloudFront.send(
      new CreateInvalidationCommand({
        DistributionId: distribution,
        InvalidationBatch: {
          CallerReference: name.digest('base64url'),
          Paths: { Quantity: paths.length, Items: [...paths] },
        },
      }),
    );
    log.info('invalidated', { paths });
  };
}
