import { isDeepStrictEqual } from 'node:util';
import type { AuditEntry } from '../audit/schema.ts';
import { type MediaRecord, pictureOf } from './schema.ts';

/** What a change can change of a record. */
export type MediaChanges = Partial<Omit<MediaRecord, 'id' | 'version' | 'shown' | 'fannedOut' | 'listed'>>;

/** The next version of a record. It says whether readers get another picture. */
export function nextVersion(record: MediaRecord, changes: MediaChanges): MediaRecord {
  const next = { ...record, ...changes, version: record.version + 1 };
  const readersGet = (each: MediaRecord) => {
    const picture = pictureOf(each);
    return picture && { ...picture, version: 0 };
  };
  if (isDeepStrictEqual(readersGet(record), readersGet(next))) return next;
  // No article has a picture that is not there yet.
  const isFirst = pictureOf(record) === undefined;
  return { ...next, shown: next.version, ...(isFirst && { fannedOut: next.version }) };
}

/** The entry of the audit log of a record's present version. */
export const actOf = (
  { id, title, fileName, version, changedAt, changedBy }: MediaRecord,
  act: string,
  detail: string | null,
): AuditEntry => ({
  kind: 'media',
  article: null,
  name: id,
  at: changedAt,
  by: changedBy,
  act,
  version,
  headline: title || fileName,
  detail,
});
