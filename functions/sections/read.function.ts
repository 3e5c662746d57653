import { answerMemory } from '../shared/api/answerMemory.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { sectionRoutes } from './routes.ts';
import { sectionAddress } from './schema.ts';
import { paperLanguage } from './settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from './store.ts';

/** The sections, as JSON. */
export function sectionsRead({
  client,
  tables,
  clock,
  language,
  log,
  remembersAnswers,
}: Collaborators<'published'>): Handler {
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  return createHandler(
    sectionRoutes,
    {
      listSections: async () => ({ items: [...(await sections.all())], next: null, previous: null }),
      readSection: ({ params }) => sections.require(params.section, sectionAddress),
    },
    { language: paperLanguage(sections.settings, language), log, memory: answerMemory({ clock, remembersAnswers }) },
  );
}
