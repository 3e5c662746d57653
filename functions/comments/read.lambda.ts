import { createArticleStore } from '../articles/store.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { readComments } from './read.ts';
import { commentReadRoutes } from './routes.ts';
import { createThreadStore } from './store.ts';

const client = createClient();
const published = environment(tables.published.environmentName);

export const handler = createHandler(
  commentReadRoutes,
  readComments({
    articles: createArticleStore(client, published),
    threads: createThreadStore(client, published),
    clock: () => new Date(),
  }),
);
