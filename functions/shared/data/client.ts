import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { currentUsage } from './usage.ts';

interface Consumed {
  readonly CapacityUnits?: number;
}

const READS = new Set(['QueryCommand', 'GetItemCommand', 'BatchGetItemCommand', 'TransactGetItemsCommand']);

const ATTEMPTS = 3;
const REQUEST_MILLISECONDS = 2_000;
/** The longest that a request can take, beside the fractions of a second between its attempts. */
export const LONGEST_REQUEST_SECONDS = (ATTEMPTS * REQUEST_MILLISECONDS) / 1_000;

/** Where DynamoDB is and who asks, where the environment does not say so. */
export type Connection = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

/**
 * A document client that fails fast (a reader waits for nobody for long), drops undefined attributes and reports what
 * each call consumed. `AWS_ENDPOINT_URL_DYNAMODB`, where set, points it elsewhere: the SDK reads it by itself.
 */
export function createClient(connection: Connection = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...connection,
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: REQUEST_MILLISECONDS, throwOnRequestTimeout: true },
  });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const { ConsumedCapacity: consumed } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      const usage = currentUsage();
      usage.requests += 1;
      usage[READS.has(context.commandName ?? '') ? 'readUnits' : 'writeUnits'] += units;
      return result;
    },
    { step: 'initialize', name: 'consumedCapacity' },
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
