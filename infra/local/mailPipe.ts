import { join } from 'node:path';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { SQSBatchResponse } from 'aws-lambda';
import { databaseFile } from './databaseFile.ts';
import { localTables } from './dynamodb.ts';
import type { LoadedFunctions } from './invoker.ts';
import { localClient, localConfiguration } from './localClient.ts';
import { matchesPattern, newMail } from './outbox.ts';
import { createQueue } from './queue.ts';
import { type Follower, followStream } from './stream.ts';
import { openStreamRecords } from './streamRecords.ts';

/** The checkpoint file of the Newsroom's stream, below the data directory. */
export const POSITION_FILE = 'stream.json';

export interface MailPipe {
  readonly directory: string;
  readonly dynamodb: string;
  /** Whether `dynamodb` is the embedded database on the directory's file. */
  readonly isEmbedded: boolean;
  readonly functions: LoadedFunctions;
  readonly onFault: (error: unknown) => void;
}

/** Moves new mails from the outbox to a queue, and invokes `mail.send` with them. */
export function startMailPipe({ directory, dynamodb, isEmbedded, functions, onFault }: MailPipe): Follower {
  const queue = createQueue({
    call: async (event) => (await functions.call('mail.send', event)) as SQSBatchResponse,
    onFault,
  });
  const records = isEmbedded ? openStreamRecords(databaseFile(directory)) : undefined;
  const follower = followStream({
    client: localClient(dynamodb),
    streams: new DynamoDBStreamsClient(localConfiguration(dynamodb)),
    table: localTables.newsroom,
    positionFile: join(directory, POSITION_FILE),
    onRecords: (told) =>
      queue.send(told.filter((record) => matchesPattern(newMail, record)).map((record) => JSON.stringify(record))),
    onPosition: (sequenceNumber) => records?.forgetBefore(localTables.newsroom, sequenceNumber),
    onFault,
  });
  return {
    stop: async () => {
      await follower.stop();
      records?.close();
    },
  };
}
