import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type IndexDefinition,
  PARTITION_KEY,
  SORT_KEY,
  type TableDefinition,
  type TableNames,
  tables,
} from '../../functions/shared/data/tables.ts';

/** A running embedded DynamoDB. */
export interface EmbeddedDynamoDb {
  readonly endpoint: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** What a laptop's tables are called; a deployed stage's names are CloudFormation's. */
export const localTables: TableNames = { published: 'Published', newsroom: 'Newsroom' };

/** The embedded DynamoDB takes any credentials; the SDK insists on some. */
export const localCredentials = {
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
} as const;

/** Starts dynoxide on a file, or in memory when none is named, at a free port of 127.0.0.1. */
export async function startDynamoDb(file?: string): Promise<EmbeddedDynamoDb> {
  const port = await freePort();
  const child = spawn(binary(), ['serve', '--port', String(port), ...(file ? ['--db-path', file] : [])], {
    // In a group of its own: Ctrl-C is for the server, which stops this after its last answer.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2_000);
  });
  const stopped = once(child, 'exit');
  const end = () => void child.kill();
  process.once('exit', end);
  void stopped.then(() => process.off('exit', end));
  const endpoint = `http://127.0.0.1:${port}`;
  for (let waited = 0; !(await answers(endpoint)); waited += 20) {
    if (child.exitCode !== null || waited > 10_000) {
      child.kill();
      throw new Error(`The embedded DynamoDB did not start: ${complaint.trim() || `exit code ${child.exitCode}`}`);
    }
    await pause(20);
  }
  child.unref();
  return {
    endpoint,
    process: child,
    stop: async () => {
      child.ref();
      child.kill();
      await stopped;
    },
  };
}

/** Creates the tables that are missing, from the same definitions as the stack. */
export async function createTables(client: DynamoDBClient, names: TableNames): Promise<void> {
  await Promise.all(
    (Object.keys(tables) as (keyof TableNames)[]).map((id) => createTable(client, names[id], tables[id])),
  );
}

async function createTable(client: DynamoDBClient, name: string, definition: TableDefinition): Promise<void> {
  const indexes: [string, IndexDefinition][] = Object.entries(definition.indexes);
  const attributes = [PARTITION_KEY, SORT_KEY, ...indexes.flatMap(([, index]) => [index.partitionKey, index.sortKey])];
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: attributes.map((attribute) => ({ AttributeName: attribute, AttributeType: 'S' })),
        KeySchema: keySchema(PARTITION_KEY, SORT_KEY),
        ...(definition.stream && { StreamSpecification: STREAM }),
        ...(indexes.length > 0 && {
          GlobalSecondaryIndexes: indexes.map(([index, { partitionKey, sortKey }]) => ({
            IndexName: index,
            KeySchema: keySchema(partitionKey, sortKey),
            Projection: { ProjectionType: 'KEYS_ONLY' as const },
          })),
        }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    if (definition.stream) await addStream(client, name);
    return;
  }
  if (definition.timeToLive) {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { AttributeName: definition.timeToLive, Enabled: true },
      }),
    );
  }
}

const STREAM = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;

/** Gives a table that was made before there were streams one of its own. */
async function addStream(client: DynamoDBClient, name: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (Table?.StreamSpecification?.StreamEnabled) return;
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification: STREAM }));
}

const keySchema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

/** The program for this machine, from whichever optional dependency npm installed. */
function binary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(manifest, '..', process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  } catch {
    throw new Error(`There is no embedded DynamoDB for this machine (${name}); set DYNAMODB_ENDPOINT to another one.`);
  }
}

/** Whether a DynamoDB answers there; an unsigned request is refused by one, and that is an answer. */
export async function answers(endpoint: string): Promise<boolean> {
  try {
    await fetch(endpoint, { method: 'POST', signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('No free port was found');
  return address.port;
}
