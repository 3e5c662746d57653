import type { TableId } from '../../functions/shared/data/tables.ts';
import { type FunctionDefinition, partitionsByAction } from '../../infra/functions.ts';

/** What a request asks permission for: an action on a table or an index, and every partition it names there. */
export interface Asked {
  readonly action: string;
  /** As in infra/functions.ts, such as `newsroom` or `newsroom/byPerson`. */
  readonly source: string;
  readonly partitions: readonly string[];
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
 * What a request takes permission for. A transaction takes that of each of its parts and none of its own; and what it does
 * with one action on one table is taken together, as the keys of a batch are.
 * Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export function permissionsOf(action: string, wire: Wire, tableId: (name: string) => TableId): readonly Asked[] {
  const { TableName, IndexName, RequestItems, TransactItems } = wire;
  if (TransactItems) {
    const parts = TransactItems.flatMap((item) =>
      Object.entries(item).flatMap(([part, inner]) => permissionsOf(`${part}Item`, inner, tableId)),
    );
    return [...Map.groupBy(parts, (part) => `${part.action} ${part.source}`).values()].flatMap((same) =>
      same.slice(0, 1).map((each) => ({ ...each, partitions: same.flatMap(({ partitions }) => partitions) })),
    );
  }
  if (RequestItems) {
    return Object.entries(RequestItems).map(([name, requests]) => ({
      action,
      source: tableId(name),
      partitions: 'Keys' in requests ? requests.Keys.map(partitionOf) : requests.map(writtenPartition),
    }));
  }
  const source = `${tableId(TableName)}${IndexName ? `/${IndexName}` : ''}`;
  return [
    { action, source, partitions: [action === 'Query' ? queriedPartition(wire) : partitionOf(wire.Key ?? wire.Item)] },
  ];
}

const partitionOf = (key: Key | undefined) => key?.pk?.S ?? '';
const writtenPartition = ({ PutRequest, DeleteRequest }: BatchWrite) =>
  partitionOf(PutRequest?.Item ?? DeleteRequest?.Key);
/** Every key condition of ours begins with that of the partition. */
const queriedPartition = ({ KeyConditionExpression = '', ExpressionAttributeValues = {} }: Wire) =>
  ExpressionAttributeValues[/= (:\w+)/.exec(KeyConditionExpression)?.[1] ?? '']?.S ?? '';

/** Whether a text is like a pattern of IAM; in ours, `*` stands for whatever the end is. */
export const isLike = (text: string, pattern: string) =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;

/** Whether a function's definition allows what is asked: every partition by what it says of that one action. */
export function isDefined(
  { access }: Pick<FunctionDefinition, 'access'>,
  { action, source, partitions }: Asked,
): boolean {
  const allowed = partitionsByAction(Object.entries(access).find(([name]) => name === source)?.[1] ?? {});
  const patterns = [...allowed].find(([name]) => name === action)?.[1] ?? [];
  return partitions.every((partition) => patterns.some((pattern) => isLike(partition, pattern)));
}

export const lineOf = ({ action, source, partitions }: Asked) => `${action} ${source} ${partitions.join(', ')}`;
