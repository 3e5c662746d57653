import { type Instant, isInstant } from '../shared/instant.ts';

/** The partition of a file of the media library, in the Newsroom table: its record and its uses. */
export const mediaPartition = (id: string) => `MEDIA#${id}`;
export const recordKey = (id: string) => ({ pk: mediaPartition(id), sk: 'RECORD' });
/** Says that an article uses the file. Uses sort after the record. */
export const useKey = (id: string, article: string) => ({ pk: mediaPartition(id), sk: `USE#${article}` });
export const USE_PREFIX = 'USE#';
/** In place of an article, the paper's settings: its logo, and the picture of shared links. */
export const PAPER_USE = '00000000-0000-0000-0000-000000000000';

export const isUseSortKey = (key: string) => /^USE#[0-9a-f-]{36}$/.test(key);

/** A list of the media library: files of a state, or ready ones with one thing in common (functions/media/lists.ts). */
export const listPartition = (list: string) => `MEDIA-LIST#${list}`;
export const entrySortKey = (uploadedAt: Instant, id: string) => `${uploadedAt}#${id}`;
/** An entry has no other attributes than its key: what is listed stands in the record. */
export const entryKey = (list: string, { uploadedAt, id }: { readonly uploadedAt: Instant; readonly id: string }) => ({
  pk: listPartition(list),
  sk: entrySortKey(uploadedAt, id),
});
export const isEntrySortKey = (key: string) => {
  const [uploadedAt = '', id = '', ...rest] = key.split('#');
  return isInstant(uploadedAt) && /^[0-9a-f]{32}$/.test(id) && rest.length === 0;
};
/** The id of the file that an entry lists. */
export const listedId = (sortKey: string) => sortKey.split('#')[1] ?? '';
/** A whole list: sort keys begin with digits, and `~` sorts after them. */
export const WHOLE_LIST = { low: '0', high: '~' } as const;
/** All uses of a file. */
export const ALL_USES = { low: USE_PREFIX, high: `${USE_PREFIX}~` } as const;
