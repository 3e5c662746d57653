import { type FanOut, isPending } from './fanOut.ts';
import { type MediaChanges, nextVersion } from './nextVersion.ts';
import type { MediaRecord } from './schema.ts';
import type { MediaStore } from './store.ts';

/** What development changes of a record. */
export type Changes = Omit<MediaChanges, 'request' | 'expiresAt' | 'removing'>;

/** The records of the media library, as their development reads and changes them. */
export interface DevelopmentStore {
  read(id: string): Promise<MediaRecord | undefined>;
  /** Makes the next version of a record. @returns undefined when it has another version meanwhile, or is gone. */
  change(record: MediaRecord, changes: Changes): Promise<MediaRecord | undefined>;
  /** Brings what readers get of a picture to the articles that use it, unless that is done. */
  bringToArticles(record: MediaRecord): Promise<void>;
}

export const createDevelopmentStore = (
  media: Pick<MediaStore, 'find' | 'write'>,
  fanOut: FanOut,
): DevelopmentStore => ({
  read: media.find,
  change: (record, changes) => {
    // No request made this version. What is ready is kept; what was refused, until it is forgotten.
    const kept = changes.state === 'ready' ? { expiresAt: undefined } : {};
    return media.write(nextVersion(record, { ...changes, ...kept, request: undefined }), record);
  },
  bringToArticles: async (record) => {
    if (isPending(record)) await fanOut(record);
  },
});
