import type { TableId } from '../../functions/shared/data/tables.ts';
import type { ObjectAccess, ObjectAction, Permission } from '../../infra/functions.ts';

/** The permissions that a request needs: an action on a table or an index, with the keys that IAM checks. */
export interface Asked {
  readonly action: string;
  /** As in infra/functions.ts, such as `newsroom` or `newsroom/byPerson`. */
  readonly source: string;
  /** Partition keys; empty where the request shows none. */
  readonly keys: readonly string[];
}

type Key = Readonly<Record<string, { readonly S: string }>>;

/** A request in DynamoDB's protocol. */
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
 * The possible meanings of a request's `dynamodb:LeadingKeys`, which AWS does not document (docs/decisions/0015). A
 * request must be allowed under each.
 */
const readings: readonly ((parts: readonly Asked[]) => readonly Asked[])[] = [
  // Each item with its own key.
  (parts) => parts.flatMap((part) => part.keys.map((key) => ({ ...part, keys: [key] }))),
  // Each action on a table with all its keys there, as documented for batches.
  (parts) => together(parts, (same) => same.flatMap(({ keys }) => keys)),
  // Each action on a table with all keys of the request, across actions and tables.
  (parts) => together(parts, () => parts.flatMap(({ keys }) => keys)),
  // A Query on an index without any, because it names no key of the table.
  (parts) => parts.filter(({ source }) => source.includes('/')).map((part) => ({ ...part, keys: [] })),
];

function together(parts: readonly Asked[], keysOf: (same: readonly Asked[]) => readonly string[]): readonly Asked[] {
  return [...Map.groupBy(parts, ({ action, source }) => `${action} ${source}`).values()].flatMap((same) =>
    same.slice(0, 1).map((each) => ({ ...each, keys: keysOf(same) })),
  );
}

/** All permissions that a request needs, under every reading. */
export function askedBy(action: string, wire: Wire, tableId: (name: string) => TableId): readonly Asked[] {
  const parts = partsOf(action, wire, tableId);
  const asked = readings.flatMap((reading) => reading(parts));
  return [...new Map(asked.map((each) => [lineOf(each), each])).values()];
}

/**
 * The parts of a request. A transaction needs the permissions of its parts and none of its own.
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
/** All our key conditions begin with the partition key. */
const queriedPartition = ({ KeyConditionExpression = '', ExpressionAttributeValues = {} }: Wire) =>
  ExpressionAttributeValues[/= (:\w+)/.exec(KeyConditionExpression)?.[1] ?? '']?.S ?? '';

/** Matches an IAM pattern; ours contain `*` only at the end. */
const isLike = (text: string, pattern: string) =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
const isLikeOneOf = (text: string, patterns: readonly string[]) => patterns.some((pattern) => isLike(text, pattern));

/**
 * Whether one statement allows a request, by IAM's rules: `ForAllValues` is true without values, `ForAnyValue` is
 * false.
 * Source:
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
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

/** A permission on an object that a request needs. */
export interface AskedObject {
  readonly action: ObjectAction;
  readonly key: string;
}

/**
 * The permissions that a request to S3 needs.
 * Source: docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @param key percent-encoded, as in the path.
 * @param prefix of the keys that are listed.
 */
export function objectsAskedBy(
  method: string,
  key: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  prefix?: string | null,
): readonly AskedObject[] {
  if (typeof prefix === 'string') return [{ action: 'ListBucket', key: prefix }];
  const source = headers['x-amz-copy-source'];
  const copied = source && String(source).replace(/^\/?[^/]+\//, '');
  const of = (action: ObjectAction, encoded: string) => ({ action, key: decodeURIComponent(encoded) });
  if (method === 'PUT') return [of('PutObject', key), ...(copied ? [of('GetObject', copied)] : [])];
  return [of(method === 'DELETE' ? 'DeleteObject' : 'GetObject', key)];
}

export const isObjectAllowed = (access: ObjectAccess, { action, key }: AskedObject): boolean =>
  Object.entries(access).some(([pattern, actions]) => actions.includes(action) && isLike(key, pattern));
