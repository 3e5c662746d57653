import { createRecordStore } from '../media/recordStore.ts';
import { createLibraryUse } from '../newsroom/articles/libraryUse.ts';
import { type NewsroomEdit, newsroomOperations } from '../newsroom/edit.function.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import type { Handler } from '../shared/api/stack.ts';
import { editingPages } from './articles/pages.tsx';
import { deskEditRoutes } from './articles/routes.ts';
import { createDesk, type Desk, deskParts } from './shell/createDesk.ts';
import { settledDesk } from './shell/settledDesk.ts';

export interface DeskEdit extends NewsroomEdit, Pick<Desk, 'sessionKey' | 'issuer'> {}

/** The desk of editors: pages over what the newsroom's API does. The sections and the paper's settings are read once, for both. */
export function deskEdit(all: DeskEdit): Handler {
  const sections = createSectionCatalogue(createSectionStore(all.client, all.tables.published), all.clock);
  const library = createLibraryUse(createRecordStore(all.client, all.tables.newsroom));
  return settledDesk(all, sections.settings, (given) => {
    const parts = deskParts(given);
    const pages = editingPages({
      operations: newsroomOperations({ ...given, present: sections }),
      sections,
      requirePictures: library.publishable,
      newId: given.newId,
      clock: given.clock,
      site: parts.site,
    });
    return createDesk(deskEditRoutes, pages, given, parts);
  });
}
