import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isTransient, UnreadableAnswer } from '../isTransient.ts';
import { retryPolicy } from '../retryPolicy.ts';
import { partitionsOf } from './partitionsOf.ts';
import { reads, wrote } from './reading.ts';
import { currentUsage, millisecondsLeft, waitedFor } from './usage.ts';

interface Consumed {
  readonly CapacityUnits?: number;
}

const READS = new Set(['QueryCommand', 'GetItemCommand', 'BatchGetItemCommand', 'TransactGetItemsCommand']);

const ATTEMPTS = 3;
const REQUEST_MILLISECONDS = 2_000;
/** The longest that a request can take in seconds, without the pauses between attempts. */
export const LONGEST_REQUEST_SECONDS = (ATTEMPTS * REQUEST_MILLISECONDS) / 1_000;

/** Endpoint, region and credentials, where the environment does not provide them. */
export type Connection = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

/**
 * Creates a document client that fails fast, drops undefined attributes and meters consumed capacity. The SDK itself
 * reads `AWS_ENDPOINT_URL_DYNAMODB`.
 */
export function createClient(connection: Connection = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ ...connection, ...retryPolicy(ATTEMPTS, REQUEST_MILLISECONDS) });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isRead = READS.has(context.commandName ?? '');
      const partitions = partitionsOf(args.input);
      if (isRead) reads(partitions);
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const started = performance.now();
      const result = await withinDeadline(next(args)).finally(() => {
        waitedFor(performance.now() - started);
        // Also after a failure, whose request may have been carried out.
        if (!isRead) wrote(partitions);
      });
      const { ConsumedCapacity: consumed } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      const usage = currentUsage();
      usage.requests += 1;
      usage[isRead ? 'readUnits' : 'writeUnits'] += units;
      return result;
    },
    { step: 'initialize', name: 'consumedCapacity' },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args).catch((error) => {
        // The SDK retries errors of DynamoDB itself, but few others, such as a proxy's answer: mark those as retryable.
        if (error.$fault === undefined && isTransient(error)) error.$retryable ??= {};
        throw error;
      });
      // Every answer holds at least the consumed capacity, which every request asks for. An empty one would read as
      // "not found".
      const { $metadata: _, ...told } = { $metadata: {}, ...result.output };
      if (Object.values(told).every((value) => value === undefined)) throw new UnreadableAnswer('DynamoDB');
      return result;
    },
    // Around deserialization, inside the retries.
    { step: 'deserialize', priority: 'high', name: 'wholeAnswers' },
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** Rejects when the deadline of the current request passes first. */
async function withinDeadline<T>(request: Promise<T>): Promise<T> {
  const left = millisecondsLeft();
  if (left === undefined) return request;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('There is no time left', 'TimeoutError')), left);
  });
  return Promise.race([request, late]).finally(() => clearTimeout(timer));
}
