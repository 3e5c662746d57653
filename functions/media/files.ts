import { mediaPath, mediaTypeOf, type Rendition, renditionsOf } from '../pictures/renditions.ts';
import { focusKey, incomingKey, originalKey, publicKey } from './objectKeys.ts';
import type { MediaRecord } from './schema.ts';

/** A file that readers can have, with its address. */
export interface ServedFile {
  readonly url: string;
  readonly mediaType: string;
  /** Of pictures only: the shape, and the size in pixels. */
  readonly crop?: Rendition['crop'];
  readonly width?: number;
  readonly height?: number;
}

type Ready = Pick<MediaRecord, 'id' | 'state' | 'kind' | 'mediaType' | 'fileName' | 'picture'>;

/** The files that are served of a record; none before it is ready. */
export function servedFilesOf({ id, state, kind, mediaType, fileName, picture }: Ready): ServedFile[] {
  if (state !== 'ready') return [];
  if (kind !== 'picture') return [{ url: mediaPath(id, fileName), mediaType }];
  return (picture ? renditionsOf(picture) : []).map(({ name, format, crop, width, height }) => ({
    url: mediaPath(id, name),
    mediaType: mediaTypeOf[format],
    crop,
    width,
    height,
  }));
}

/** The address of the smallest picture that shows all of it; null for what has none. */
export const previewOf = (record: Ready): string | null =>
  servedFilesOf(record)
    .filter(({ crop }) => crop === 'whole')
    .toSorted((one, other) => (one.width ?? 0) - (other.width ?? 0))[0]?.url ?? null;

/** The keys of all objects that a record may have. */
export const objectKeysOf = (record: Ready): string[] => [
  incomingKey(record.id),
  focusKey(record.id),
  originalKey(record.id),
  ...(record.kind === 'picture' ? [] : [publicKey(record.id, record.fileName)]),
  ...(record.picture ? renditionsOf(record.picture).map(({ name }) => publicKey(record.id, name)) : []),
];
