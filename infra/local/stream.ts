import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { readKept, writeKept } from './keptFile.ts';

export type { StreamRecord };

/** What {@link followStream} needs: the table, the position file and the callbacks. */
export interface Following {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly table: string;
  /** The checkpoint file: the last sequence numbers up to which everything was delivered. The next start resumes there. */
  readonly positionFile: string;
  /**
   * Receives every change in order. `arrived` resolves to whether all of the records were delivered. Delivery is at least
   * once: the next start repeats the first undelivered record and all that follow it.
   */
  readonly onRecords: (records: readonly StreamRecord[]) => Promise<{ readonly arrived: Promise<boolean> }>;
  /** Called with each sequence number that the checkpoint file has stored; no earlier record is read again. */
  readonly onPosition: (sequenceNumber: string) => void;
  readonly onFault: (error: unknown) => void;
}

export interface Follower {
  /** Stops after the batch in progress. */
  stop(): Promise<void>;
}

/** A checkpoint: the last sequence number of each shard of a stream. */
interface Position {
  readonly stream: string;
  readonly shards: Record<string, string>;
}

/** The polling interval in milliseconds: too short to notice, and a poll costs one percent of serving a page. */
const INTERVAL = 250;
/** The pause after a fault, in milliseconds. */
const AFTER_FAULT = 5_000;

/**
 * Follows a table's stream as an event source mapping would, from the checkpoint, or from the oldest record without one.
 * @throws StartFailure when the checkpoint file is damaged.
 */
export function followStream(following: Following): Follower {
  const progress = startProgress(following);
  const stopping = new AbortController();
  const wait = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => {});

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await readToEnd(following, progress, stopping.signal, () => wait(INTERVAL));
      } catch (error) {
        if (stopping.signal.aborted) return;
        following.onFault(error);
        await wait(AFTER_FAULT);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      // Lets deliveries that have succeeded reach the checkpoint file; does not wait for retries.
      await setImmediate();
    },
  };
}

/** Reads the stream's shards until all are closed; the caller then looks for their successors. */
async function readToEnd(
  following: Following,
  progress: Progress,
  stopping: AbortSignal,
  wait: () => Promise<void>,
): Promise<void> {
  const { streams, onRecords } = following;
  const iterators = await open(following, progress);
  while (iterators.size > 0) {
    for (const [shard, iterator] of iterators) {
      if (stopping.aborted) return;
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: iterator }),
      );
      if (NextShardIterator) iterators.set(shard, NextShardIterator);
      else iterators.delete(shard);
      const last = Records.at(-1)?.dynamodb?.SequenceNumber;
      if (!last) continue;
      const { arrived } = await onRecords(Records);
      progress.advance(shard, last, arrived);
    }
    await wait();
  }
  await wait();
}

async function open({ client, streams, table }: Following, progress: Progress): Promise<Map<string, string>> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const stream = Table?.LatestStreamArn;
  if (!stream) throw new Error(`The table ${table} has no stream`);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: stream }));
  const position = progress.of(stream);
  const iterators = new Map<string, string>();
  for (const { ShardId = '' } of StreamDescription?.Shards ?? []) {
    const SequenceNumber = position[ShardId];
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({
        StreamArn: stream,
        ShardId,
        ...(SequenceNumber
          ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber }
          : { ShardIteratorType: 'TRIM_HORIZON' }),
      }),
    );
    if (ShardIterator) iterators.set(ShardId, ShardIterator);
  }
  return iterators;
}

/** How far a stream was read (in memory) and how far everything was delivered (in the checkpoint file). */
interface Progress {
  /** The last sequence number read, by shard. A stream with another ARN starts from its beginning. */
  of(stream: string): Position['shards'];
  /** Records that a shard was read up to a sequence number. It is stored once that and all earlier records are delivered. */
  advance(shard: string, sequenceNumber: string, arrived: Promise<boolean>): void;
}

function startProgress({ positionFile, onPosition, onFault }: Following): Progress {
  let read = readKept<Position>({
    file: positionFile,
    parse: (text) => {
      const { stream, shards }: Partial<Position> = JSON.parse(text);
      return typeof stream === 'string' && shards ? { stream, shards } : undefined;
    },
    remedy: 'Remove it: the stream is read from its beginning, and no mail is sent twice.',
  });
  let allArrived = Promise.resolve(true);
  const write = (position: Position, sequenceNumber: string) => {
    try {
      writeKept(positionFile, JSON.stringify(position));
      onPosition(sequenceNumber);
    } catch (error) {
      // The next write stores a later position; until then, a restart repeats records.
      onFault(error);
    }
  };
  return {
    of(stream) {
      if (read?.stream !== stream) read = { stream, shards: {} };
      return read.shards;
    },
    advance(shard, sequenceNumber, arrived) {
      if (!read) return;
      read = { ...read, shards: { ...read.shards, [shard]: sequenceNumber } };
      const position = read;
      allArrived = allArrived.then(async (all) => {
        if (!all || !(await arrived)) return false;
        write(position, sequenceNumber);
        return true;
      });
    },
  };
}
