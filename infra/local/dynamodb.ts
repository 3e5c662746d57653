import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
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
  type TableId,
  type TableNames,
  tables,
} from '../../functions/shared/data/tables.ts';
import { type Address, blockedPorts, hiddenAddresses } from './hiddenAddress.ts';

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

/** Starts dynoxide on a file, or in memory when none is named, where no web page can reach it. */
export async function startDynamoDb(
  file?: string,
  addresses: Iterable<Address> = hiddenAddresses(),
): Promise<EmbeddedDynamoDb> {
  for (const address of addresses) {
    const database = await startAt(address, file);
    if (database) return database;
  }
  throw new Error(`The embedded DynamoDB finds no free port among ${blockedPorts.join(', ')}.`);
}

/** Starts it at an address, unless that is taken. dynoxide takes any signature and lets every site's pages in (CORS). */
async function startAt({ host, port }: Address, file: string | undefined): Promise<EmbeddedDynamoDb | undefined> {
  const args = ['serve', '--host', host, '--port', String(port), ...(file ? ['--db-path', file] : [])];
  // In a group of its own: Ctrl-C is for the server, which stops this after its last answer.
  const child = spawn(binary(), args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const stopped = once(child, 'exit');
  const end = () => void child.kill();
  process.once('exit', end);
  void stopped.then(() => process.off('exit', end));
  let told = '';
  for await (const chunk of child.stderr.iterator({ destroyOnReturn: false })) {
    told += chunk;
    if (told.includes('listening on')) break;
  }
  if (/already in use|failed to bind/.test(told)) return undefined;
  if (!told.includes('listening on')) throw new Error(`The embedded DynamoDB did not start: ${told.trim()}`);
  child.stderr.resume();
  child.unref();
  return {
    endpoint: `http://${host}:${port}`,
    process: child,
    stop: async () => {
      child.ref();
      child.kill();
      await stopped;
    },
  };
}

/** Creates a laptop's tables where they are missing; the Newsroom's changes are followed, for its outbox. */
export const createLocalTables = (client: DynamoDBClient): Promise<void> =>
  createTables(client, localTables, ['newsroom']);

/**
 * Creates the tables that are missing, from the same definitions as the stack.
 * @param followed those whose changes somebody follows. What nobody follows has no stream: see {@link openStreamRecords}.
 */
export async function createTables(
  client: DynamoDBClient,
  names: TableNames,
  followed: readonly TableId[] = [],
): Promise<void> {
  await Promise.all(
    (Object.keys(tables) as TableId[]).map((id) => createTable(client, names[id], tables[id], followed.includes(id))),
  );
}

async function createTable(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
  isFollowed: boolean,
): Promise<void> {
  const indexes: [string, IndexDefinition][] = Object.entries(definition.indexes);
  const attributes = [PARTITION_KEY, SORT_KEY, ...indexes.flatMap(([, index]) => [index.partitionKey, index.sortKey])];
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: attributes.map((attribute) => ({ AttributeName: attribute, AttributeType: 'S' })),
        KeySchema: keySchema(PARTITION_KEY, SORT_KEY),
        ...(isFollowed && { StreamSpecification: streamOf(definition) }),
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
    await setStream(client, name, definition, isFollowed);
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

const streamOf = ({ stream }: TableDefinition) => ({ StreamEnabled: true, StreamViewType: stream });

/** Gives a table that was made by an earlier version the stream it should have, or takes away the one it should not. */
async function setStream(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
  isFollowed: boolean,
): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if ((Table?.StreamSpecification?.StreamEnabled ?? false) === isFollowed) return;
  const StreamSpecification = isFollowed ? streamOf(definition) : { StreamEnabled: false };
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification }));
}

/** The records of streams that dynoxide has kept. */
export interface StreamRecords {
  /** Forgets all but those of one table from a sequence number on; that one itself is kept, as numbers go on from it. */
  forgetBefore(table: string, sequenceNumber: string): void;
  close(): void;
}

/**
 * Opens the file of a running dynoxide for what its API cannot do. DynamoDB forgets a stream's records after a day;
 * dynoxide 1.2.1 keeps them for ever, and looks through all of them at every write: after 10,000 a write takes ten times as
 * long.
 */
export function openStreamRecords(file: string): StreamRecords {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  const forget = database.prepare(
    'DELETE FROM _stream_records WHERE table_name <> ? OR CAST(sequence_number AS INTEGER) < CAST(? AS INTEGER)',
  );
  return {
    forgetBefore: (table, sequenceNumber) => void forget.run(table, sequenceNumber),
    close: () => database.close(),
  };
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
