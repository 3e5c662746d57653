import { readAuthors } from '../authors/read.ts';
import { authorRoutes } from '../authors/routes.ts';
import { createAuthorStore } from '../authors/store.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { readArticles } from './read.ts';
import { articleRoutes } from './routes.ts';
import { createArticleStore } from './store.ts';

const client = createClient();
const published = environment(tables.published.environmentName);
const clock = () => new Date();

const articles = createArticleStore(client, published);

export const handler = createHandler(
  { ...articleRoutes, ...authorRoutes },
  {
    ...readArticles({
      articles,
      sections: createSectionCatalogue(createSectionStore(client, published), clock),
      clock,
    }),
    ...readAuthors({ authors: createAuthorStore(client, published), articles, clock }),
  },
);
