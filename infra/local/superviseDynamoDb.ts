import { type EmbeddedDynamoDb, startDynamoDb } from './dynamodb.ts';
import { StartFailure } from './startFailure.ts';

/** An embedded DynamoDB that is started again where it ends by itself. */
export interface SupervisedDynamoDb extends Pick<EmbeddedDynamoDb, 'endpoint' | 'stop'> {
  /** The process that serves it now. */
  pid(): number;
  /** Fulfilled at once while it runs, and else once it runs again. */
  running(): Promise<void>;
}

export interface Supervision {
  /** Told how it ended whenever it is about to be started again; the sentence is for the log. */
  readonly onEnd: (sentence: string) => void;
  /** Told once it runs again. */
  readonly onRestart: () => void;
  /** Told when it is not started again: it does not start, or has ended too often. */
  readonly onGivenUp: (failure: unknown) => void;
}

/** More often than this within a minute it is not started again: something is wrong that a start does not mend. */
const MOST_RESTARTS = 5;
const MINUTE = 60_000;
/** The system takes a moment to free the port of a process that was killed. */
const ATTEMPTS = 50;

/** Starts DynamoDB on a file and keeps it running, at the address that those who use it know. */
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
