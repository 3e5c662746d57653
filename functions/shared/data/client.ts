import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isPassing, UnreadableAnswer } from '../isPassing.ts';
import { patience } from '../patience.ts';
import { currentUsage, millisecondsLeft } from './usage.ts';

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
  const client = new DynamoDBClient({ ...connection, ...patience(ATTEMPTS, REQUEST_MILLISECONDS) });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await whileThereIsTime(next(args));
      const { ConsumedCapacity: consumed } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      const usage = currentUsage();
      usage.requests += 1;
      usage[READS.has(context.commandName ?? '') ? 'readUnits' : 'writeUnits'] += units;
      return result;
    },
    { step: 'initialize', name: 'consumedCapacity' },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args).catch((error) => {
        // The SDK knows what DynamoDB says, and little of what else may come instead: then it asks only where it is told to.
        if (error.$fault === undefined && isPassing(error)) error.$retryable ??= {};
        throw error;
      });
      // Every answer tells something: what was found, or what was consumed, as every request asks for it. An empty one would
      // read as if nothing were there.
      const { $metadata: _, ...told } = { $metadata: {}, ...result.output };
      if (Object.values(told).every((value) => value === undefined)) throw new UnreadableAnswer('DynamoDB');
      return result;
    },
    // Around the reading of an answer, and within the attempts.
    { step: 'deserialize', priority: 'high', name: 'wholeAnswers' },
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** What is asked for, unless the time of whoever asked is up before it has come. */
async function whileThereIsTime<T>(asked: Promise<T>): Promise<T> {
  const left = millisecondsLeft();
  if (left === undefined) return asked;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('There is no time left', 'TimeoutError')), left);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
