import type { TableId } from '../../functions/shared/data/tables.ts';
import type { Permission } from '../../infra/functions.ts';

/** What a request asks permission for: an action on a table or an index, and the keys that IAM is shown with it. */
export interface Asked {
  readonly action: string;
  /** As in infra/functions.ts, such as `newsroom` or `newsroom/byPerson`. */
  readonly source: string;
  /** Partitions; none where the request shows none. */
  readonly keys: readonly string[];
}

type Key = Readonly<Record<string, { readonly S: string }>>;

/** A request as DynamoDB's protocol has it. */
interface Wire {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Key?: Key;
  readonly Item?: Key;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Key;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Key[] } | readonly BatchWrite[]>>;
  readonly TransactItems?: readonly Readonly<Record<string, Wire>>[];
}

interface BatchWrite {
  readonly PutRequest?: { readonly Item: Key };
  readonly DeleteRequest?: { readonly Key: Key };
}

/**
 * How AWS may show IAM the keys of a request, `dynamodb:LeadingKeys`; it is documented nowhere (docs/decisions/0015). A request
 * has to be allowed by each of these readings.
 */
const readings: readonly ((parts: readonly Asked[]) => readonly Asked[])[] = [
  // Each item with its own key.
  (parts) => parts.flatMap((part) => part.keys.map((key) => ({ ...part, keys: [key] }))),
  // Each action on a table with the keys it has there, as a batch is documented.
  (parts) => together(parts, (same) => same.flatMap(({ keys }) => keys)),
  // Each action on a table with all keys of the request, whatever is done to them and wherever.
  (parts) => together(parts, () => parts.flatMap(({ keys }) => keys)),
  // A Query on an index without any: what it names is no key of the table.
  (parts) => parts.filter(({ source }) => source.includes('/')).map((part) => ({ ...part, keys: [] })),
];

function together(parts: readonly Asked[], keysOf: (same: readonly Asked[]) => readonly string[]): readonly Asked[] {
  return [...Map.groupBy(parts, ({ action, source }) => `${action} ${source}`).values()].flatMap((same) =>
    same.slice(0, 1).map((each) => ({ ...each, keys: keysOf(same) })),
  );
}

/** All that a request takes permission for, by every reading. */
export function askedBy(action: string, wire: Wire, tableId: (name: string) => TableId): readonly Asked[] {
  const parts = partsOf(action, wire, tableId);
  const asked = readings.flatMap((reading) => reading(parts));
  return [...new Map(asked.map((each) => [lineOf(each), each])).values()];
}

/**
 * The parts of a request. A transaction takes the permissions of its parts and none of its own.
 * Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
function partsOf(action: string, wire: Wire, tableId: (name: string) => TableId): readonly Asked[] {
  const { TableName, IndexName, RequestItems, TransactItems } = wire;
  if (TransactItems) {
    return TransactItems.flatMap((item) =>
      Object.entries(item).flatMap(([part, inner]) => partsOf(`${part}Item`, inner, tableId)),
    );
  }
  if (RequestItems) {
    return Object.entries(RequestItems).map(([name, requests]) => ({
      action,
      source: tableId(name),
      keys: 'Keys' in requests ? requests.Keys.map(partitionOf) : requests.map(writtenPartition),
    }));
  }
  const source = `${tableId(TableName)}${IndexName ? `/${IndexName}` : ''}`;
  return [{ action, source, keys: [action === 'Query' ? queriedPartition(wire) : partitionOf(wire.Key ?? wire.Item)] }];
}

const partitionOf = (key: Key | undefined) => key?.pk?.S ?? '';
const writtenPartition = ({ PutRequest, DeleteRequest }: BatchWrite) =>
  partitionOf(PutRequest?.Item ?? DeleteRequest?.Key);
/** Every key condition of ours begins with that of the partition. */
const queriedPartition = ({ KeyConditionExpression = '', ExpressionAttributeValues = {} }: Wire) =>
  ExpressionAttributeValues[/= (:\w+)/.exec(KeyConditionExpression)?.[1] ?? '']?.S ?? '';

/** Whether a text is like a pattern of IAM; in ours, `*` stands for whatever the end is. */
const isLike = (text: string, pattern: string) =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
const isLikeOneOf = (text: string, patterns: readonly string[]) => patterns.some((pattern) => isLike(text, pattern));

/**
 * Whether one statement allows all of what is asked, as IAM judges it: `ForAllValues` is true where there are no values, and
 * `ForAnyValue` is false.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export const isAllowed = (
  permissions: readonly (Omit<Permission, 'source' | 'action'> & {
    readonly source: string;
    readonly action: string;
  })[],
  { action, source, keys }: Asked,
): boolean =>
  permissions.some(
    (permission) =>
      permission.action === action &&
      permission.source === source &&
      keys.every((key) => isLikeOneOf(key, permission.every)) &&
      (!permission.some || keys.some((key) => isLikeOneOf(key, permission.some ?? []))),
  );

export const lineOf = ({ action, source, keys }: Asked) => `${action} ${source} ${keys.join(', ')}`;
