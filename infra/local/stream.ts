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

export interface Following {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly table: string;
  /** The file that keeps how far all has arrived, for the next start. */
  readonly positionFile: string;
  /**
   * Is given every change once, in order, and says whether all of them have arrived, once that is known. What has not when
   * the process ends is given again at the next start, and with it all that came later.
   */
  readonly onRecords: (records: readonly StreamRecord[]) => Promise<{ readonly arrived: Promise<boolean> }>;
  /** Told the sequence number that it has come to, once that is kept: no earlier record is asked for again. */
  readonly onPosition: (sequenceNumber: string) => void;
  readonly onFault: (error: unknown) => void;
}

export interface Follower {
  /** Ends when what is in hand is done. */
  stop(): Promise<void>;
}

/** How far each shard of a stream has been read: a sequence number. */
interface Position {
  readonly stream: string;
  readonly shards: Record<string, string>;
}

/** How often there is a look for what is new: too often to be waited for, and a percent of what it costs to serve a page. */
const INTERVAL = 250;
/** How long it waits after a fault. */
const AFTER_FAULT = 5_000;

/**
 * Follows a table's stream as an event source would, from where it was the last time, or else from its beginning.
 * @throws StartFailure when the file that keeps its position is damaged.
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
      // What has arrived by now is written down; what is tried again later is not waited for.
      await setImmediate();
    },
  };
}

/** Reads the stream's shards until the last of them is closed: then there are others. */
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
      progress.came(shard, last, arrived);
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

/** How far a stream was read, which is in memory, and how far all of it has arrived, which is in the file. */
interface Progress {
  /** How far the shards of a stream were read; one that was made anew begins anew. */
  of(stream: string): Position['shards'];
  /** A shard was read to a sequence number; it is written down once that and all before it have arrived. */
  came(shard: string, sequenceNumber: string, arrived: Promise<boolean>): void;
}

function startProgress({ positionFile, onPosition, onFault }: Following): Progress {
  let read = readKept<Position>({
    file: positionFile,
    parse: (text) => {
      const { stream, shards }: Partial<Position> = JSON.parse(text);
      return typeof stream === 'string' && shards ? { stream, shards } : undefined;
    },
    wayOut: 'Remove it: the stream is read from its beginning, and no mail is sent twice.',
  });
  let allArrived = Promise.resolve(true);
  const write = (position: Position, sequenceNumber: string) => {
    try {
      writeKept(positionFile, JSON.stringify(position));
      onPosition(sequenceNumber);
    } catch (error) {
      // The next one is written instead, and what is between is given again at worst.
      onFault(error);
    }
  };
  return {
    of(stream) {
      if (read?.stream !== stream) read = { stream, shards: {} };
      return read.shards;
    },
    came(shard, sequenceNumber, arrived) {
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
