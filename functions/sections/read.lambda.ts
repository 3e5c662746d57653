import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { sectionRoutes } from './routes.ts';
import { createSectionCatalogue, createSectionStore } from './store.ts';

const store = createSectionStore(createClient(), environment(tables.published.environmentName));
const sections = createSectionCatalogue(store, () => new Date());

export const handler = createHandler(sectionRoutes, {
  listSections: async () => ({ items: [...(await sections.all())], next: null, previous: null }),
  readSection: ({ params }) => sections.require(params.section),
});
