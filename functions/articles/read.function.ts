import { movedAuthor, readAuthors } from '../authors/read.ts';
import { authorRoutes } from '../authors/routes.ts';
import { createAuthorStore } from '../authors/store.ts';
import { paperLanguage } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { answerMemory } from '../shared/api/answerMemory.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { readTags } from '../tags/read.ts';
import { tagRoutes } from '../tags/routes.ts';
import { createTagStore } from '../tags/store.ts';
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
    { ...articleRoutes, ...authorRoutes, ...tagRoutes },
    {
      ...readArticles({ articles, pages, corrections, sections, clock }, async (slug) => {
        const author = await authors.find(slug);
        if (author && 'movedTo' in author) throw movedAuthor(author.movedTo, '/articles');
      }),
      ...readAuthors({ authors, articles, clock }),
      ...readTags({ articles, clock, tags: createTagStore(client, tables.published) }),
    },
    { language: paperLanguage(sections.settings, language), log, memory: answerMemory({ clock, remembersAnswers }) },
  );
}
