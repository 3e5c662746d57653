import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { retryPolicy } from '../retryPolicy.ts';

/** Endpoint, region and credentials, where the environment does not provide them. */
export type ObjectsConnection = Pick<S3ClientConfig, 'endpoint' | 'region' | 'credentials'>;

/**
 * Creates a client of S3 that fails fast. At an endpoint of one's own, the bucket's name is a part of the path. The SDK
 * itself reads `AWS_ENDPOINT_URL_S3`.
 */
export const createObjectsClient = (connection: ObjectsConnection = {}): S3Client =>
  new S3Client({
    ...connection,
    ...retryPolicy(3, 5_000),
    forcePathStyle: connection.endpoint !== undefined || process.env.AWS_ENDPOINT_URL_S3 !== undefined,
    // Objects are sent with their SHA-256 (`objects.ts`).
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
