import { readAuthors } from '../authors/read.ts';
import { authorRoutes } from '../authors/routes.ts';
import { createAuthorStore } from '../authors/store.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { answerMemory } from '../shared/api/answerMemory.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { createCorrectionStore } from './correctionStore.ts';
import { createPageStore } from './pageStore.ts';
import { readArticles } from './read.ts';
import { articleRoutes } from './routes.ts';
import { createArticleStore } from './store.ts';

/** Articles, listings and authors, as JSON. */
export function articlesRead({
  client,
  tables,
  clock,
  language,
  log,
  remembersAnswers,
}: Collaborators<'published'>): Handler {
  const articles = createArticleStore(client, tables.published);
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  const corrections = createCorrectionStore(client, tables.published);
  const pages = createPageStore(client, tables.published);
  const authors = createAuthorStore(client, tables.published);
  return createHandler(
    { ...articleRoutes, ...authorRoutes },
    {
      ...readArticles({ articles, pages, corrections, sections, clock }),
      ...readAuthors({ authors, articles, clock }),
    },
    { language, log, memory: answerMemory({ clock, remembersAnswers }) },
  );
}
