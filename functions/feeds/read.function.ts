import { createBodyStore } from '../articles/bodyStore.ts';
import { createCorrectionStore } from '../articles/correctionStore.ts';
import { createHeadStore } from '../articles/headStore.ts';
import { createArticleStore } from '../articles/store.ts';
import { createAuthorStore } from '../authors/store.ts';
import { createThreadStore } from '../comments/threads/store.ts';
import { settledTheme, type Theme } from '../pages/site.ts';
import { createRedirecting, isNowhere } from '../redirects/redirecting.ts';
import { paperLanguage } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { answerMemory } from '../shared/api/answerMemory.ts';
import { composedFor } from '../shared/api/composedFor.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { createTagStore } from '../tags/store.ts';
import { readFeeds } from './read.ts';
import { feedRoutes } from './routes.ts';

export interface FeedsRead extends Collaborators<'published'> {
  readonly theme: Theme;
}

/** Feeds of articles and of comments. */
export function feedsRead({ client, tables, clock, log, remembersAnswers, theme }: FeedsRead): Handler {
  const redirecting = createRedirecting(client, tables.published, clock);
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  const reading = {
    clock,
    sections,
    articles: createArticleStore(client, tables.published),
    corrections: createCorrectionStore(client, tables.published),
    heads: createHeadStore(client, tables.published),
    threads: createThreadStore(client, tables.published),
    bodies: createBodyStore(client, tables.published),
    tags: createTagStore(client, tables.published),
    authors: createAuthorStore(client, tables.published),
  };
  const operations = composedFor(feedRoutes, settledTheme(theme, sections.settings), (present) =>
    readFeeds({ ...reading, theme: present }),
  );
  return createHandler(feedRoutes, operations, {
    language: paperLanguage(sections.settings, theme.settings.language),
    log,
    memory: answerMemory({ clock, remembersAnswers }),
    failurePage: async ({ problem }, event) =>
      isNowhere(problem) ? redirecting(event, problem.status === 404) : undefined,
  });
}
