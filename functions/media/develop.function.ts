import type { Collaborators } from '../shared/data/collaborators.ts';
import type { Log } from '../shared/log.ts';
import type { Objects } from '../shared/objects/objects.ts';
import { createDevelopmentStore } from './developmentStore.ts';
import { type Developer, developUploads } from './developUploads.ts';

export interface MediaDevelop extends Pick<Collaborators<'newsroom'>, 'client' | 'tables' | 'clock'>, Developer {
  readonly objects: Objects;
  readonly log: Log;
}

/** Develops uploaded files, from the events of the bucket. */
export const mediaDevelop = ({ client, tables, ...given }: MediaDevelop) =>
  developUploads({ ...given, records: createDevelopmentStore(client, tables.newsroom) });
