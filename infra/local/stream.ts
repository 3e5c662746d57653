import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';

export type { StreamRecord };

export interface Following {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly table: string;
  /** The file that keeps how far it has come, for the next start. */
  readonly positionFile: string;
  /** Is given every change once, in order; one that was being given when the process was killed, again. */
  readonly onRecords: (records: readonly StreamRecord[]) => Promise<void>;
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

/** Follows a table's stream as an event source would, from where it was the last time, or else from its beginning. */
export function followStream(following: Following): Follower {
  const stopping = new AbortController();
  const wait = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => {});

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await readToEnd(following, stopping.signal, () => wait(INTERVAL));
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
    },
  };
}

/** Reads the stream's shards until the last of them is closed: then there are others. */
async function readToEnd(following: Following, stopping: AbortSignal, wait: () => Promise<void>): Promise<void> {
  const { streams, onRecords, onPosition, positionFile } = following;
  const { position, iterators } = await open(following);
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
      await onRecords(Records);
      position.shards[shard] = last;
      writeFileSync(positionFile, JSON.stringify(position));
      onPosition(last);
    }
    await wait();
  }
  await wait();
}

async function open({ client, streams, table, positionFile }: Following) {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const stream = Table?.LatestStreamArn;
  if (!stream) throw new Error(`The table ${table} has no stream`);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: stream }));
  const position = lastPosition(positionFile, stream);
  const iterators = new Map<string, string>();
  for (const { ShardId = '' } of StreamDescription?.Shards ?? []) {
    const SequenceNumber = position.shards[ShardId];
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
  return { position, iterators };
}

/** A stream that was made anew begins anew. */
function lastPosition(file: string, stream: string): Position {
  const last: Position | undefined = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  return last?.stream === stream ? last : { stream, shards: {} };
}
