import { stateOf } from '../newsroom/articles/lifecycle.ts';
import { createCopyStore } from '../newsroom/articles/store.ts';
import { createPaperSettings, paperLanguage } from '../sections/settingsStore.ts';
import { callerOf } from '../shared/api/caller.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import type { Objects } from '../shared/objects/objects.ts';
import { manageMedia } from './edit.ts';
import { createFanOut } from './fanOut.ts';
import { type FetchFile, fetchFromInternet } from './fetching/fetchFile.ts';
import { mediaRoutes } from './routes.ts';
import { createMediaStore } from './store.ts';

export interface MediaManage extends Collaborators<'published' | 'newsroom'> {
  readonly objects: Objects;
  /** Fetches files from other sites. Default: from the internet. */
  readonly fetchFile?: FetchFile | undefined;
}

/** The media library, as editors use it. */
export function mediaManage({
  client,
  tables,
  clock,
  language,
  log,
  objects,
  fetchFile = fetchFromInternet,
}: MediaManage): Handler {
  const media = createMediaStore(client, tables.newsroom);
  const copies = createCopyStore(client, tables.newsroom);
  return createHandler(
    mediaRoutes,
    manageMedia({
      media,
      objects,
      fetchFile,
      clock,
      fanOut: createFanOut({ client, tables, media }),
      articles: async (ids, now) => {
        const found = await copies.readAll(ids);
        return new Map(
          found.map((copy) => {
            const { id: article, headline, slug } = copy;
            return [article, { article, headline, slug, state: stateOf(copy, now) }];
          }),
        );
      },
    }),
    {
      language: paperLanguage(createPaperSettings(client, tables.published, clock), language),
      log,
      identify: callerOf,
    },
  );
}
