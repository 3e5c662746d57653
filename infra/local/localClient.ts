import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localCredentials } from './dynamodb.ts';

/** SDK client options for a local DynamoDB. */
export const localConfiguration = (endpoint: string) => ({
  endpoint,
  region: localCredentials.AWS_REGION,
  credentials: {
    accessKeyId: localCredentials.AWS_ACCESS_KEY_ID,
    secretAccessKey: localCredentials.AWS_SECRET_ACCESS_KEY,
  },
});

export const localClient = (endpoint: string) => new DynamoDBClient(localConfiguration(endpoint));
