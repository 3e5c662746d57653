import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { FetchFile } from '../../functions/media/fetching/fetchFile.ts';
import { recordKey } from '../../functions/media/keys.ts';
import { MediaRecord } from '../../functions/media/schema.ts';
import { MORNING, NOON, type Paper } from '../../infra/local/testing.ts';

/** A file as it is uploaded, with what is said of it beforehand. */
export interface TestFile {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly id: string;
}

export function aFile(text: string | Uint8Array = 'a picture'): TestFile {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, sha256, id: sha256.slice(0, 32) };
}

/** Finds a JPEG at every address: its first bytes, followed by the address. */
export const findsJpegs: FetchFile = async (url) => ({
  url,
  bytes: Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.from(url)]),
});

/** Fields of a record to override. */
export type RecordChanges = Partial<z.input<typeof MediaRecord>>;

/** The record of a JPEG whose upload is awaited. */
export const aRecord = ({ id, sha256, bytes }: TestFile, changes: RecordChanges = {}): MediaRecord =>
  z.parse(MediaRecord, {
    id,
    version: 1,
    state: 'awaited',
    kind: 'picture',
    mediaType: 'image/jpeg',
    fileName: 'ferry.jpg',
    bytes: bytes.length,
    sha256,
    uploadedAt: MORNING,
    uploadedBy: 'ines@example.org',
    changedAt: MORNING,
    changedBy: 'ines@example.org',
    request: 'one',
    ...changes,
  } satisfies z.input<typeof MediaRecord>);

export async function putRecord({ client, tables }: Pick<Paper, 'client' | 'tables'>, record: MediaRecord) {
  await client.send(
    new PutCommand({ TableName: tables.newsroom, Item: { ...recordKey(record.id), type: 'media', ...record } }),
  );
}

/** Uploads a file with a form that only takes it. */
export async function upload({ objects, upload: post }: Pick<Paper, 'objects' | 'upload'>, file: TestFile) {
  const { id, sha256, bytes } = file;
  const limits = { mediaType: 'image/jpeg', bytes: bytes.length, sha256 };
  return post(await objects.presignUpload(`incoming/${id}`, limits, new Date(NOON)), bytes);
}
