import { createArchiveStore } from '../articles/archiveStore.ts';
import { createCorrectionStore } from '../articles/correctionStore.ts';
import { createEntryStore } from '../articles/entryStore.ts';
import { createPageStore } from '../articles/pageStore.ts';
import { createArticleStore } from '../articles/store.ts';
import { createAuthorStore } from '../authors/store.ts';
import { createCommentTokens, renderedToken } from '../comments/submitting/tokens.ts';
import { createThreadStore } from '../comments/threads/store.ts';
import { presentEntries, presentFronts } from '../fronts/presentFronts.ts';
import { createFrontStore } from '../fronts/store.ts';
import { createRedirecting } from '../redirects/redirecting.ts';
import { paperLanguage } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { answerMemory } from '../shared/api/answerMemory.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { createTagStore } from '../tags/store.ts';
import { failurePages } from './failure.ts';
import { type PageReading, readPages } from './read.ts';
import { pageRoutes } from './routes.ts';
import type { Theme } from './site.ts';

export interface PagesRead extends Collaborators<'published'> {
  /** Yields the key of `rendered` tokens. */
  readonly formKey: () => Promise<string>;
  readonly theme: Theme;
  readonly reference: PageReading['reference'];
}

/** The pages for readers. */
export function pagesRead(given: PagesRead): Handler {
  const { client, tables, clock, log, remembersAnswers, hasSender, formKey, theme, reference } = given;
  const tokens = createCommentTokens(createSignedTokens(formKey));
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  const operations = readPages({
    sections,
    clock,
    hasSender,
    theme,
    reference,
    articles: createArticleStore(client, tables.published),
    pages: createPageStore(client, tables.published),
    corrections: createCorrectionStore(client, tables.published),
    archive: createArchiveStore(client, tables.published),
    threads: createThreadStore(client, tables.published),
    authors: createAuthorStore(client, tables.published),
    tags: createTagStore(client, tables.published),
    fronts: presentFronts(createFrontStore(client, tables.published), sections),
    entries: presentEntries(createEntryStore(client, tables.published), sections),
    formToken: (now) => renderedToken(tokens, now),
  });
  return createHandler(pageRoutes, operations, {
    language: paperLanguage(sections.settings, theme.settings.language),
    log,
    memory: answerMemory({ clock, remembersAnswers }),
    failurePage: failurePages(sections.paper, theme, createRedirecting(client, tables.published, clock)),
  });
}
