import type { DescribeTableCommandOutput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CopySummary } from '../../functions/newsroom/articles/schema.ts';
import {
  PARTITION_KEY,
  SORT_KEY,
  type TableDefinition,
  type TableId,
  type TableNames,
  tables,
} from '../../functions/shared/data/tables.ts';
import type { Api } from './api.ts';
import { everyArticle } from './articles.ts';

/** The result of a check: a sentence, and for a fault a remedy. */
export type Finding =
  | { readonly kind: 'well' | 'unknown'; readonly sentence: string }
  | { readonly kind: 'fault'; readonly sentence: string; readonly remedy: string };

export const well = (sentence: string): Finding => ({ kind: 'well', sentence });
/** A check that could not run from here, which is no fault. */
export const unknown = (sentence: string): Finding => ({ kind: 'unknown', sentence });
export const fault = (sentence: string, remedy: string): Finding => ({ kind: 'fault', sentence, remedy });

/** Runs a check. An error becomes a finding, so that the other checks still run. */
export const look = (what: string, taken: () => Promise<Finding | readonly Finding[]>): Promise<readonly Finding[]> =>
  taken().then(
    (found) => [found].flat(),
    (error: Error) => [
      fault(`${what} cannot be looked at: ${error.message}`, 'Mend that first, and call the doctor again.'),
    ],
  );

export interface TablesToCheck {
  readonly client: DynamoDBClient;
  readonly names: TableNames;
  /** The tables that must have a stream. */
  readonly followed: readonly TableId[];
  /** Whether the tables must have point-in-time recovery. */
  readonly backups: boolean;
  /** What to do about a faulty table, as a sentence. */
  readonly remedy: string;
}

/** Checks both tables: keys, indexes, streams, expiry, backups. */
export async function examineTables({ client, names, followed, backups, remedy }: TablesToCheck): Promise<Finding[]> {
  const {
    DescribeContinuousBackupsCommand,
    DescribeTableCommand,
    DescribeTimeToLiveCommand,
    ResourceNotFoundException,
  } = await import('@aws-sdk/client-dynamodb');
  const examine = async (id: TableId): Promise<Finding[]> => {
    const TableName = names[id];
    const definition: TableDefinition = tables[id];
    const found = await client.send(new DescribeTableCommand({ TableName })).catch((error) => {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    });
    if (!found?.Table) return [fault(`There is no table ${TableName} (${id}).`, remedy)];
    const missing = [...missingFrom(found.Table, definition, followed.includes(id))];
    if (definition.timeToLive) {
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
      if (TimeToLiveDescription?.AttributeName !== definition.timeToLive) {
        missing.push(`does not let items go by their ${definition.timeToLive}`);
      }
    }
    if (backups) {
      const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
      const { PointInTimeRecoveryStatus } = ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
      if (PointInTimeRecoveryStatus !== 'ENABLED') missing.push('has no backups by point-in-time recovery');
    }
    if (missing.length > 0) return missing.map((what) => fault(`The table ${TableName} (${id}) ${what}.`, remedy));
    return [well(`The table ${TableName} (${id}) is as it should be.`)];
  };
  return (await Promise.all((Object.keys(tables) as TableId[]).map(examine))).flat();
}

type Described = NonNullable<DescribeTableCommandOutput['Table']>;

/** What a table lacks, as ends of a sentence. */
function* missingFrom(table: Described, { indexes, stream }: TableDefinition, isFollowed: boolean): Generator<string> {
  const { TableStatus, KeySchema, GlobalSecondaryIndexes = [], StreamSpecification } = table;
  const keysOf = (schema: Described['KeySchema'] = []) => schema.map(({ AttributeName }) => AttributeName).join(', ');
  if (TableStatus !== 'ACTIVE') yield `is ${TableStatus}`;
  if (keysOf(KeySchema) !== `${PARTITION_KEY}, ${SORT_KEY}`) yield `has the keys ${keysOf(KeySchema)}`;
  for (const [name, { partitionKey, sortKey }] of Object.entries(indexes)) {
    const index = GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === name);
    if (!index) yield `has no index ${name}`;
    else if (keysOf(index.KeySchema) !== `${partitionKey}, ${sortKey}`) {
      yield `has an index ${name} with the keys ${keysOf(index.KeySchema)}`;
    } else if ((index.IndexStatus ?? 'ACTIVE') !== 'ACTIVE') yield `has an index ${name} that is ${index.IndexStatus}`;
  }
  if (isFollowed && !StreamSpecification?.StreamEnabled) yield 'has no stream, so that nothing follows its changes';
  else if (isFollowed && StreamSpecification?.StreamViewType !== stream) {
    yield `has a stream of ${StreamSpecification?.StreamViewType}, not ${stream}`;
  }
}

/** Tokens are valid for an hour or more, links for days: seconds do not matter, a minute may. */
const MOST_SKEW_SECONDS = 30;

/** Checks that a site answers, and that its clock agrees with the local one. */
export async function examineClock(url: string, remedy: string): Promise<Finding> {
  const asked = Date.now();
  const response = await fetch(`${url}/v1/health`, { signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
  if (!response?.ok) {
    return fault(`${url} ${response ? `answers ${response.status}` : 'does not answer'}.`, remedy);
  }
  const told = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(told)) return unknown(`${url} does not say what time it is.`);
  const skew = Math.round((told - (asked + Date.now()) / 2) / 1_000);
  if (Math.abs(skew) <= MOST_SKEW_SECONDS) return well(`${url} answers, and its clock goes as the one here.`);
  return fault(
    `The clock of ${url} is ${Math.abs(skew)} seconds ${skew > 0 ? 'ahead of' : 'behind'} the one here.`,
    'Set both by the network (NTP): tokens are refused before their time and after it, and articles come out when the clock says.',
  );
}

/** A draft of an import: it has a source. */
type Imported = CopySummary & { readonly source?: string | null };
const MOST_NAMED = 5;

/** Checks for drafts of imports that were never published. */
export async function examineLeftovers(api: Api): Promise<Finding> {
  const left: string[] = [];
  for await (const copy of everyArticle(api, 'draft')) {
    const { source, slug, publishedAt }: Imported = copy;
    if (source && publishedAt === null) left.push(`${source} (${slug})`);
  }
  if (left.length === 0) return well('No import has left drafts behind.');
  const named = [...left.slice(0, MOST_NAMED), ...(left.length > MOST_NAMED ? ['…'] : [])].join(', ');
  return fault(
    `${left.length === 1 ? 'A draft was' : `${left.length} drafts were`} imported and never published: ${named}.`,
    'Import the same folder again, which finishes what was begun; or delete them: broadsheet delete ARTICLE --yes',
  );
}
