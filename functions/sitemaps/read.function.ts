import { createArchiveStore } from '../articles/archiveStore.ts';
import { settledTheme, type Theme } from '../pages/site.ts';
import { paperLanguage } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { answerMemory } from '../shared/api/answerMemory.ts';
import { composedFor } from '../shared/api/composedFor.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { createLog } from '../shared/log.ts';
import { readSitemaps } from './read.ts';
import { sitemapRoutes } from './routes.ts';

export interface SitemapsRead extends Collaborators<'published'> {
  readonly theme: Theme;
  /** Whether search engines may index the site. */
  readonly indexed: boolean;
}

/** Sitemaps, and other files at well-known addresses. */
export function sitemapsRead({ client, tables, clock, theme, indexed, ...given }: SitemapsRead): Handler {
  const { log = createLog('sitemaps.read'), remembersAnswers } = given;
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  const archive = createArchiveStore(client, tables.published);
  const operations = composedFor(sitemapRoutes, settledTheme(theme, sections.settings), (present) =>
    readSitemaps({ clock, theme: present, indexed, log, archive, sections }),
  );
  return createHandler(sitemapRoutes, operations, {
    language: paperLanguage(sections.settings, theme.settings.language),
    log,
    memory: answerMemory({ clock, remembersAnswers }),
  });
}
