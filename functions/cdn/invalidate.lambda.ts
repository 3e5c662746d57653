import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { environment } from '../shared/environment.ts';
import { createLog } from '../shared/log.ts';
import { retryPolicy } from '../shared/retryPolicy.ts';
import { DISTRIBUTION_ID, invalidate } from './invalidate.function.ts';

export const handler = invalidate({
  cloudFront: new CloudFrontClient(retryPolicy(3, 5_000)),
  distribution: environment(DISTRIBUTION_ID),
  clock: () => new Date(),
  log: createLog('cdn.invalidate'),
});
