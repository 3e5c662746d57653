import { createArchiveStore } from '../articles/archiveStore.ts';
import { settings } from '../pages/theme/settings.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { SITE_ORIGIN } from '../shared/api/siteOrigin.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { readSitemaps } from './read.ts';
import { sitemapRoutes } from './routes.ts';

const client = createClient();
const published = environment(tables.published.environmentName);
const clock = () => new Date();

export const handler = createHandler(
  sitemapRoutes,
  readSitemaps({
    archive: createArchiveStore(client, published),
    sections: createSectionCatalogue(createSectionStore(client, published), clock),
    settings,
    clock,
    // What has no name of its own is a stage for trying things out, and would be found beside the site it is a copy of.
    indexed: process.env[SITE_ORIGIN] !== undefined,
  }),
);
