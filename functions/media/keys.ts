/** The partition of a file of the media library, in the Newsroom table: its record and its uses. */
export const mediaPartition = (id: string) => `MEDIA#${id}`;
export const recordKey = (id: string) => ({ pk: mediaPartition(id), sk: 'RECORD' });
/** Says that an article uses the file. Uses sort after the record. */
export const useKey = (id: string, article: string) => ({ pk: mediaPartition(id), sk: `USE#${article}` });
export const USE_PREFIX = 'USE#';
