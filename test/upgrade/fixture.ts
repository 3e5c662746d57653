import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { convertToAttr, convertToNative } from '@aws-sdk/util-dynamodb';
import type { TableId, TableNames } from '../../functions/shared/data/tables.ts';

/*
 * What a version has written, kept for ever: every item of both tables, and what readers were answered then. Each file is
 * JSON, one line an item, compressed; attributes are in DynamoDB's own JSON, which alone tells a set from a list.
 */

const fixtures = join(import.meta.dirname, '../fixtures/upgrade');

/** The versions that have left a fixture, oldest first. */
export const versions: readonly string[] = readdirSync(fixtures).toSorted();

/** An item as the client hands it out. */
export type Item = Record<string, unknown>;

/** What a path was answered. */
export interface Answered {
  readonly path: string;
  readonly status: number;
  readonly json: unknown;
}

const file = (version: string, name: string) => join(fixtures, version, `${name}.jsonl.gz`);

export const readLines = <Line>(version: string, name: TableId | 'answers'): readonly Line[] =>
  gunzipSync(readFileSync(file(version, name)))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line, withBytes));

export const writeLines = (version: string, name: TableId | 'answers', lines: readonly unknown[]): void =>
  writeFileSync(
    file(version, name),
    gzipSync(lines.map((line) => `${JSON.stringify(line, inBase64)}\n`).join(''), { level: 9 }),
  );

/** Binary attributes are Base64 in DynamoDB's JSON. */
const inBase64 = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
const withBytes = (name: string, value: unknown) =>
  name === 'B' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value;

/** The items of a fixture's table. */
export const readItems = (version: string, table: TableId): readonly Item[] =>
  readLines<{ M: Record<string, AttributeValue> }>(version, table).map((line) => convertToNative(line) as Item);

/** Puts a fixture's items into a table; DynamoDB takes 25 at once. */
export async function putItems(client: DynamoDBDocumentClient, table: string, items: readonly Item[]): Promise<void> {
  for (let at = 0; at < items.length; at += 25) {
    const puts = items.slice(at, at + 25).map((item) => ({ PutRequest: { Item: item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
}

/** Keeps all that a table holds, in the order of the keys. */
export async function writeItems(
  version: string,
  table: TableId,
  client: DynamoDBDocumentClient,
  names: TableNames,
): Promise<number> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: names[table], ExclusiveStartKey: from }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  const keyOf = ({ pk, sk }: Item) => `${pk} ${sk}`;
  const ordered = items.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  writeLines(
    version,
    table,
    ordered.map((item) => convertToAttr(sorted(item), { removeUndefinedValues: true })),
  );
  return ordered.length;
}

/** A value with its attributes in one order, so that the same data makes the same file. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Set || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).map(([name, each]): [string, unknown] => [name, sorted(each)]);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
