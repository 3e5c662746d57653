import type { Collaborators } from '../shared/data/collaborators.ts';
import type { Log } from '../shared/log.ts';
import type { Objects } from '../shared/objects/objects.ts';
import { createDevelopmentStore } from './developmentStore.ts';
import { type Developer, developUploads } from './developUploads.ts';
import { createFanOut } from './fanOut.ts';
import { createMediaStore } from './store.ts';

export interface MediaDevelop
  extends Pick<Collaborators<'published' | 'newsroom'>, 'client' | 'tables' | 'clock'>,
    Developer {
  readonly objects: Objects;
  readonly log: Log;
}

/** Develops uploaded files, from the events of the bucket. */
export function mediaDevelop({ client, tables, ...given }: MediaDevelop) {
  const media = createMediaStore(client, tables.newsroom);
  const records = createDevelopmentStore(media, createFanOut({ client, tables, media }));
  return developUploads({ ...given, records });
}
