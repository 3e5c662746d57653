import { Logger } from '@aws-lambda-powertools/logger';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { environment } from '../shared/environment.ts';
import { DISTRIBUTION_ID, invalidate } from './invalidate.ts';

export const handler = invalidate({
  cloudFront: new CloudFrontClient({ maxAttempts: 3 }),
  distribution: environment(DISTRIBUTION_ID),
  clock: () => new Date(),
  logger: new Logger({ serviceName: 'cdn.invalidate' }),
});
