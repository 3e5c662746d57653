import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createClient } from '../../functions/shared/data/client.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import { createKeyedHash, type KeyedHash, rememberedSecret } from '../../functions/shared/keyedHash.ts';
import { createTables, localCredentials, localTables } from '../local/dynamodb.ts';
import { localHashKey } from '../local/secrets.ts';
import { openDynamoDb, runningServer } from '../local/server.ts';
import { outputs, stackName } from '../stages.ts';

/** The tables a command works on. */
export interface Target {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly hash: KeyedHash;
  close(): Promise<void>;
}

/** The options every command shares, for `parseArgs`. */
export const targetOptions = {
  stage: { type: 'string' },
  endpoint: { type: 'string' },
  data: { type: 'string', default: '.local' },
} as const;

export const targetHelp = `  --stage NAME      a deployed stage, found through its CloudFormation stack and your AWS credentials
  --endpoint URL    any DynamoDB at this address
  --data DIR        the local server's data (default .local); used when neither of the others is given`;

export interface TargetChoice {
  readonly stage?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly data: string;
}

export async function openTarget({ stage, endpoint, data }: TargetChoice): Promise<Target> {
  if (stage) return openStage(stage);
  if (endpoint) return openEndpoint(endpoint, data);
  const running = await runningServer(data);
  if (running) return openEndpoint(running.dynamodb, data);
  const database = await openDynamoDb(data);
  const target = await openEndpoint(database.endpoint, data);
  return { ...target, close: () => database.stop() };
}

/** Tables at an address, made when they are missing. */
export async function openEndpoint(endpoint: string, directory: string): Promise<Target> {
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
  await createTables(plain, localTables);
  return {
    name: endpoint,
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    tables: localTables,
    hash: createKeyedHash(async () => localHashKey(directory)),
    close: async () => plain.destroy(),
  };
}

/** A deployed stage, by the outputs of its stack. */
async function openStage(stage: string): Promise<Target> {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const { Stacks = [] } = await new CloudFormationClient({}).send(
    new DescribeStacksCommand({ StackName: stackName(stage) }),
  );
  const output = (key: string) => {
    const value = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (!value) throw new Error(`The stack ${stackName(stage)} has no output ${key}; deploy it again.`);
    return value;
  };
  const client = createClient();
  return {
    name: stackName(stage),
    client,
    tables: { published: output(outputs.publishedTable), newsroom: output(outputs.newsroomTable) },
    hash: createKeyedHash(rememberedSecret(output(outputs.hashKeySecret))),
    close: async () => client.destroy(),
  };
}
