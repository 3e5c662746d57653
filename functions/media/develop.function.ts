import type { Collaborators } from '../shared/data/collaborators.ts';
import type { Log } from '../shared/log.ts';
import type { Objects } from '../shared/objects/objects.ts';
import { createDevelopmentStore } from './developmentStore.ts';
import { type Develop, developUploads } from './developUploads.ts';

export interface MediaDevelop extends Pick<Collaborators<'newsroom'>, 'client' | 'tables' | 'clock'> {
  readonly objects: Objects;
  readonly develop: Develop;
  readonly log: Log;
}

/** Develops uploaded files, from the events of the bucket. */
export const mediaDevelop = ({ client, tables, clock, objects, develop, log }: MediaDevelop) =>
  developUploads({ objects, records: createDevelopmentStore(client, tables.newsroom), develop, clock, log });
