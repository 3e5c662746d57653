import { createBodyStore } from '../articles/bodyStore.ts';
import { createArticleStore } from '../articles/store.ts';
import { createThreadStore } from '../comments/store.ts';
import { settings } from '../pages/theme/settings.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { readFeeds } from './read.ts';
import { feedRoutes } from './routes.ts';

const client = createClient();
const published = environment(tables.published.environmentName);
const clock = () => new Date();

export const handler = createHandler(
  feedRoutes,
  readFeeds({
    articles: createArticleStore(client, published),
    threads: createThreadStore(client, published),
    bodies: createBodyStore(client, published),
    sections: createSectionCatalogue(createSectionStore(client, published), clock),
    settings,
    clock,
  }),
);
