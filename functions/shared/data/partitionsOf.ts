import { PARTITION_KEY } from './tables.ts';

type Attributes = Readonly<Record<string, unknown>>;

interface ItemRequest {
  readonly TableName?: string;
  readonly Key?: Attributes;
  readonly Item?: Attributes;
}

/** The parts of the document client's inputs that name partitions. */
interface Input extends ItemRequest {
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Attributes;
  /** BatchGetItem and BatchWriteItem, by table. */
  readonly RequestItems?: Readonly<
    Record<
      string,
      | { readonly Keys?: readonly Attributes[] }
      | readonly { readonly PutRequest?: ItemRequest; readonly DeleteRequest?: ItemRequest }[]
    >
  >;
  readonly TransactItems?: readonly Readonly<Record<string, ItemRequest>>[];
}

/**
 * The partitions that a request reads or writes, each with the name of its table. A Query's is the first value of its
 * condition (`pk = :value …`). That of an index is none: its items are not public.
 */
export function partitionsOf(input: object): readonly string[] {
  const request = input as Input;
  const { TableName, IndexName, KeyConditionExpression, ExpressionAttributeValues, RequestItems, TransactItems } =
    request;
  if (KeyConditionExpression !== undefined) {
    const [name = ''] = /:\w+/.exec(KeyConditionExpression) ?? [];
    return IndexName === undefined ? named(TableName, ExpressionAttributeValues?.[name]) : [];
  }
  if (TransactItems) return TransactItems.flatMap((item) => Object.values(item).flatMap((each) => ofItem(each)));
  if (RequestItems) {
    return Object.entries(RequestItems).flatMap(([table, requests]) =>
      'Keys' in requests
        ? (requests.Keys ?? []).flatMap((key) => named(table, key[PARTITION_KEY]))
        : (requests as readonly Readonly<Record<string, ItemRequest>>[]).flatMap((each) =>
            Object.values(each).flatMap((item) => ofItem({ ...item, TableName: table })),
          ),
    );
  }
  return ofItem(request);
}

const ofItem = ({ TableName, Key, Item }: ItemRequest): readonly string[] =>
  named(TableName, (Key ?? Item)?.[PARTITION_KEY]);

const named = (table: string | undefined, value: unknown): readonly string[] =>
  typeof value === 'string' ? [`${table}/${value}`] : [];
