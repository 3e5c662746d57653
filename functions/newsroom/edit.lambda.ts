import { randomUUID } from 'node:crypto';
import { createArticleStore } from '../articles/store.ts';
import { createThreadStore } from '../comments/store.ts';
import { MAIL_FROM } from '../mail/environment.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { callerOf } from '../shared/api/caller.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { createAuthorEditing } from './authorStore.ts';
import { editAuthors } from './authors.ts';
import { editArticles } from './edit.ts';
import { previewArticles } from './preview.ts';
import { createPublication } from './publication.ts';
import { articleEditingRoutes, authorEditingRoutes, previewRoutes, sectionEditingRoutes } from './routes.ts';
import { createSectionEditing } from './sectionStore.ts';
import { editSections } from './sections.ts';
import { createCopyStore } from './store.ts';

const client = createClient();
const published = environment(tables.published.environmentName);
const sections = createSectionStore(client, published);
const copies = createCopyStore(client, environment(tables.newsroom.environmentName));
const publication = createPublication(client, published);
const { record } = copies;
const clock = () => new Date();

export const handler = createHandler(
  { ...articleEditingRoutes, ...previewRoutes, ...sectionEditingRoutes, ...authorEditingRoutes },
  {
    ...editArticles({
      client,
      ...{ copies, publication },
      sections,
      clock,
      newId: randomUUID,
    }),
    ...previewArticles({
      ...{ copies, publication, clock },
      articles: createArticleStore(client, published),
      threads: createThreadStore(client, published),
      sections: () => createSectionCatalogue(sections, clock),
      hasSender: process.env[MAIL_FROM] !== undefined,
    }),
    ...editSections({ sections, editing: createSectionEditing(client, published), record, clock }),
    ...editAuthors({ authors: createAuthorEditing(client, published), record, clock }),
  },
  { identify: callerOf },
);
