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

/** The id of the nth file of the library in a test. */
export const mediaId = (number = 1): string => number.toString(16).padStart(32, 'a');

/** The record of a developed picture, `quay.jpg`: landscape, with all its texts. */
export const aMedia = ({ id = mediaId(), ...changes }: RecordChanges = {}): MediaRecord =>
  aRecord(
    { id, sha256: id.padEnd(64, '0'), bytes: Buffer.alloc(0) },
    {
      state: 'ready',
      fileName: 'quay.jpg',
      picture: { width: 3000, height: 2000, focalPoint: { x: 40, y: 60 }, color: '#335577' },
      alt: 'A quay at six in the morning',
      caption: 'The quay at six.',
      credit: 'Ada Quill/PA',
      ...changes,
    },
  );

/** The record of a recording, `talk.mp3`. */
export const aRecording = (changes: RecordChanges = {}): MediaRecord =>
  aMedia({ kind: 'audio', mediaType: 'audio/mpeg', fileName: 'talk.mp3', picture: null, ...changes });

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
