import { environment } from '../environment.ts';
import { createObjectsClient } from './client.ts';
import { createObjects, type Objects } from './objects.ts';

/** The environment variable with the name of the media library's bucket. */
export const MEDIA_BUCKET = 'MEDIA_BUCKET';

/** The environment variable with the endpoint at which browsers reach the bucket, where it is not that of the functions. */
export const BROWSER_ENDPOINT = 'BROWSER_ENDPOINT_URL_S3';

/** The objects of a deployed function, from its environment. Called at start-up. */
export function deployedObjects(): Objects {
  const endpoint = process.env[BROWSER_ENDPOINT];
  return createObjects({
    client: createObjectsClient(),
    ...(endpoint ? { signer: createObjectsClient({ endpoint }) } : {}),
    name: environment(MEDIA_BUCKET),
  });
}
