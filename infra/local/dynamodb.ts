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
import { type Dynoxide, startDynoxide } from './dynoxide.ts';
import { type Address, blockedPorts, hiddenAddresses } from './hiddenAddress.ts';
import { StartFailure } from './startFailure.ts';

/** A running embedded DynamoDB. */
export interface EmbeddedDynamoDb extends Dynoxide {
  readonly endpoint: string;
  readonly address: Address;
}

/** The local table names; CloudFormation generates a deployed stage's. */
export const localTables: TableNames = { published: 'Published', newsroom: 'Newsroom' };

/** The embedded DynamoDB accepts any credentials, but the SDK requires some. */
export const localCredentials = {
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
} as const;

/**
 * Starts dynoxide on a file, or in memory without one, at an address that no web page can reach: dynoxide accepts any
 * signature, and its CORS headers allow every site.
 */
export async function startDynamoDb(
  file?: string,
  addresses: Iterable<Address> = hiddenAddresses(),
): Promise<EmbeddedDynamoDb> {
  for (const address of addresses) {
    const database = await startDynoxide(address, file);
    if (database) return { ...database, address, endpoint: `http://${address.host}:${address.port}` };
  }
  throw new StartFailure(`The embedded DynamoDB finds no free port among ${blockedPorts.join(', ')}.`);
}

/** Creates the local tables that are missing. Newsroom has a stream, for its outbox. */
export const createLocalTables = (client: DynamoDBClient): Promise<void> =>
  createTables(client, localTables, ['newsroom']);

/**
 * Creates the tables that are missing, from the same definitions as the stack.
 * @param followed the tables to give a stream. The others get none, because dynoxide's streams cost: see `streamRecords.ts`.
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

/** Enables or disables the stream of a table that an earlier version created. */
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

const keySchema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];
