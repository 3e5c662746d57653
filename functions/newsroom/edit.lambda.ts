import { randomUUID } from 'node:crypto';
import { createAuthorStore } from '../authors/store.ts';
import { createSectionStore } from '../sections/store.ts';
import { callerOf } from '../shared/api/caller.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { editAuthors } from './authors.ts';
import { editArticles } from './edit.ts';
import { createPublication } from './publication.ts';
import { articleEditingRoutes, authorEditingRoutes, sectionEditingRoutes } from './routes.ts';
import { createSectionEditing } from './sectionStore.ts';
import { editSections } from './sections.ts';
import { createCopyStore } from './store.ts';

const client = createClient();
const published = environment(tables.published.environmentName);
const sections = createSectionStore(client, published);

export const handler = createHandler(
  { ...articleEditingRoutes, ...sectionEditingRoutes, ...authorEditingRoutes },
  {
    ...editArticles({
      client,
      copies: createCopyStore(client, environment(tables.newsroom.environmentName)),
      publication: createPublication(client, published),
      sections,
      clock: () => new Date(),
      newId: randomUUID,
    }),
    ...editSections(sections, createSectionEditing(client, published)),
    ...editAuthors(createAuthorStore(client, published)),
  },
  { identify: callerOf },
);
