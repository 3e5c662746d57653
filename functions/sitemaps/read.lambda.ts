import { createArchiveStore } from '../articles/archiveStore.ts';
import { settings } from '../pages/theme/settings.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { createLog } from '../shared/log.ts';
import { readSitemaps } from './read.ts';
import { SITE_INDEXED } from './robots.ts';
import { sitemapRoutes } from './routes.ts';

const client = createClient();
const published = environment(tables.published.environmentName);
const clock = () => new Date();
const log = createLog('sitemaps.read');

export const handler = createHandler(
  sitemapRoutes,
  readSitemaps({
    archive: createArchiveStore(client, published),
    sections: createSectionCatalogue(createSectionStore(client, published), clock),
    settings,
    clock,
    indexed: process.env[SITE_INDEXED] !== undefined,
    log,
  }),
  { log },
);
