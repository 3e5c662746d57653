import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createClient } from '../../functions/shared/data/client.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import { createKeyedHash, type KeyedHash } from '../../functions/shared/keyedHash.ts';
import type { Objects } from '../../functions/shared/objects/objects.ts';
import { createLocalTables, localCredentials, localTables } from '../local/dynamodb.ts';
import { isTaken } from '../local/lockFolder.ts';
import { openObjects } from '../local/objectStore.ts';
import { openDynamoDb } from '../local/openDynamoDb.ts';
import { runningServer } from '../local/runningServer.ts';
import { localKey } from '../local/secrets.ts';
import { StartFailure } from '../local/startFailure.ts';
import { outputs, stackName, stageNamed } from '../stages.ts';
import { keyAt } from './keyAt.ts';

/** The tables a command works on. */
export interface Installation {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  /** The bucket of the media library; a DynamoDB elsewhere has none. */
  readonly objects?: Pick<Objects, 'put' | 'head'>;
  readonly hash: KeyedHash;
  /** Returns the key of keyed hashes and signed tokens. */
  readonly key: () => Promise<string>;
  /** The site's origin. */
  readonly site: string;
  /** Whether mails in the outbox are sent. */
  readonly hasSender: boolean;
  /** The moderators' email address, if there is one. */
  readonly moderators: string | undefined;
  close(): Promise<void>;
}

/** The options that all commands share, for `parseArgs`. */
export const installationOptions = {
  stage: { type: 'string' },
  endpoint: { type: 'string' },
  data: { type: 'string', default: '.local' },
} as const;

export const installationHelp = `  --stage NAME      a deployed stage, found through its CloudFormation stack and your AWS credentials
  --endpoint URL    any DynamoDB at this address
  --data DIR        the local server's data (default .local); used when neither of the others is given`;

export interface TargetChoice {
  readonly stage?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly data: string;
}

export async function openInstallation({ stage, endpoint, data }: TargetChoice): Promise<Installation> {
  if (stage) return openStage(stage);
  if (endpoint) return openEndpoint(endpoint, data);
  const database = await openDynamoDb(data);
  if (database) {
    const target = await openEndpoint(database.endpoint, data);
    return { ...target, objects: openObjects(data), close: () => target.close().finally(database.stop) };
  }
  const running = await runningServer(data);
  if (!running) throw new StartFailure(isTaken(data));
  // The endpoint contains a secret, so print the site's address instead.
  const target = await openEndpoint(running.dynamodb, data, running.url);
  return { ...target, objects: openObjects(data), name: running.url };
}

/** Opens the tables at an endpoint, and creates those that are missing. */
export async function openEndpoint(
  endpoint: string,
  directory: string,
  site = 'http://localhost:3000',
): Promise<Installation> {
  const plain = new DynamoDBClient({
    endpoint,
    region: process.env.AWS_REGION ?? localCredentials.AWS_REGION,
    ...(process.env.AWS_ACCESS_KEY_ID
      ? {}
      : {
          credentials: {
            accessKeyId: localCredentials.AWS_ACCESS_KEY_ID,
            secretAccessKey: localCredentials.AWS_SECRET_ACCESS_KEY,
          },
        }),
  });
  await createLocalTables(plain);
  return {
    name: endpoint,
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    tables: localTables,
    hash: createKeyedHash(async () => localKey(directory, 'hash-key')),
    key: async () => localKey(directory, 'hash-key'),
    site,
    hasSender: true,
    moderators: 'moderators@localhost',
    close: async () => plain.destroy(),
  };
}

/** Opens a deployed stage by the outputs of its stack. */
async function openStage(stage: string): Promise<Installation> {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const { Stacks = [] } = await new CloudFormationClient({})
    .send(new DescribeStacksCommand({ StackName: stackName(stage) }))
    .catch((error: Error) => {
      throw new StartFailure(`The stack ${stackName(stage)} cannot be looked up: ${error.message}`, { cause: error });
    });
  const output = (key: string) => {
    const value = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (!value) throw new StartFailure(`The stack ${stackName(stage)} has no output ${key}; deploy it again.`);
    return value;
  };
  const { createObjectsClient } = await import('../../functions/shared/objects/client.ts');
  const { createObjects } = await import('../../functions/shared/objects/objects.ts');
  const client = createClient();
  const key = keyAt(output(outputs.hashKeySecret));
  const { mail } = stageNamed(stage);
  return {
    name: stackName(stage),
    client,
    tables: { published: output(outputs.publishedTable), newsroom: output(outputs.newsroomTable) },
    objects: createObjects({ client: createObjectsClient(), name: output(outputs.mediaBucket) }),
    hash: createKeyedHash(key),
    key,
    site: output(outputs.address).replace(/\/$/, ''),
    hasSender: mail !== undefined,
    moderators: mail?.moderators,
    close: async () => client.destroy(),
  };
}
