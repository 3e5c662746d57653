import { type NewsroomEdit, newsroomOperations } from '../newsroom/edit.function.ts';
import { createPaperSettings } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import type { Handler } from '../shared/api/stack.ts';
import { editingPages } from './articles/pages.tsx';
import { deskEditRoutes } from './articles/routes.ts';
import { createDesk, type Desk, deskParts } from './shell/createDesk.ts';
import { settledDesk } from './shell/settledDesk.ts';

export interface DeskEdit extends NewsroomEdit, Pick<Desk, 'sessionKey' | 'issuer'> {}

/** The desk of editors: pages over what the newsroom's API does. */
export const deskEdit = (all: DeskEdit): Handler =>
  settledDesk(all, createPaperSettings(all.client, all.tables.published, all.clock), (given) => {
    const parts = deskParts(given);
    const pages = editingPages({
      operations: newsroomOperations(given),
      sections: createSectionCatalogue(createSectionStore(given.client, given.tables.published), given.clock),
      clock: given.clock,
      site: parts.site,
    });
    return createDesk(deskEditRoutes, pages, given, parts);
  });
