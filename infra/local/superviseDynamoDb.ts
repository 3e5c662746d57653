import { type EmbeddedDynamoDb, startDynamoDb } from './dynamodb.ts';
import { StartFailure } from './startFailure.ts';

/** An embedded DynamoDB that is restarted when it ends unexpectedly. */
export interface SupervisedDynamoDb extends Pick<EmbeddedDynamoDb, 'endpoint' | 'stop'> {
  /** The current process id. */
  pid(): number;
  /** Resolves when the database runs: at once, or after the restart in progress. */
  running(): Promise<void>;
}

export interface Supervision {
  /** Called before each restart, with a sentence for the log. */
  readonly onEnd: (sentence: string) => void;
  /** Called after each restart. */
  readonly onRestart: () => void;
  /** Called when a restart fails, or the database has ended too often. */
  readonly onGivenUp: (failure: unknown) => void;
}

/** Restarts allowed within a minute. More often, the cause is one that a restart does not fix. */
const MOST_RESTARTS = 5;
const MINUTE = 60_000;
/** Attempts to listen on the old port: the operating system needs a moment to free the port of a killed process. */
const ATTEMPTS = 50;

/** Starts DynamoDB on a file and keeps it running at the same address, which clients already hold. */
export async function superviseDynamoDb(file: string, supervision: Supervision): Promise<SupervisedDynamoDb> {
  const { onEnd, onRestart, onGivenUp } = supervision;
  let database = await startDynamoDb(file);
  const { endpoint, address } = database;
  let running = Promise.resolve();
  let isStopping = false;
  let ends: number[] = [];

  const startAgain = async (how: string): Promise<void> => {
    const now = performance.now();
    ends = [...ends.filter((at) => at > now - MINUTE), now];
    if (ends.length > MOST_RESTARTS) {
      throw new StartFailure(`The embedded DynamoDB has ended ${ends.length} times within a minute (${how}).`);
    }
    onEnd(`The embedded DynamoDB has ended (${how}). It is started again, on the same data.`);
    database = await startDynamoDb(file, Array(ATTEMPTS).fill(address));
    void watch();
    onRestart();
  };
  const watch = async (): Promise<void> => {
    const how = await database.ended;
    if (isStopping) return;
    running = startAgain(how);
    running.catch(onGivenUp);
  };
  void watch();

  return {
    endpoint,
    pid: () => database.pid,
    running: () => running,
    stop: async () => {
      isStopping = true;
      await running.catch(() => {});
      await database.stop();
    },
  };
}
