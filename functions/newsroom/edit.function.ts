import { createCorrectionStore } from '../articles/correctionStore.ts';
import { createEntryStore } from '../articles/entryStore.ts';
import { createArticleStore } from '../articles/store.ts';
import { createThreadStore } from '../comments/threads/store.ts';
import { presentEntries } from '../fronts/presentFronts.ts';
import { type FetchFile, fetchQuickly } from '../media/fetching/fetchFile.ts';
import { createPictureMeasurer } from '../media/fetching/measurePicture.ts';
import { createRecordStore } from '../media/recordStore.ts';
import type { Theme } from '../pages/site.ts';
import { createRedirectStore } from '../redirects/store.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import { createPaperSettings, paperLanguage } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { callerOf } from '../shared/api/caller.ts';
import type { Operations } from '../shared/api/route.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { editArticles } from './articles/edit.ts';
import { createLibraryUse } from './articles/libraryUse.ts';
import { presentCopies } from './articles/presentCopies.ts';
import { previewArticles } from './articles/preview.ts';
import { createPublication } from './articles/publication.ts';
import { articleEditingRoutes, previewRoutes } from './articles/routes.ts';
import { createCopyStore } from './articles/store.ts';
import { createBringing } from './authors/bringing.ts';
import { editAuthors } from './authors/edit.ts';
import { authorEditingRoutes } from './authors/routes.ts';
import { createAuthorEditing } from './authors/store.ts';
import { createFormerAddresses } from './formerAddresses.ts';
import { editFronts } from './fronts/edit.ts';
import { presentEditing } from './fronts/presentEditing.ts';
import { frontEditingRoutes } from './fronts/routes.ts';
import { createFrontEditing } from './fronts/store.ts';
import { editMenus } from './menus/edit.ts';
import { menuEditingRoutes } from './menus/routes.ts';
import { editPages } from './pages/edit.ts';
import { createPageType, pagePlaces } from './pages/pageType.ts';
import { previewPages } from './pages/preview.ts';
import { pageEditingRoutes, pagePreviewRoutes } from './pages/routes.ts';
import { editRedirects } from './redirects/edit.ts';
import { createFormerTargets } from './redirects/formerTargets.ts';
import { redirectRoutes } from './redirects/routes.ts';
import { createRedirectEditing } from './redirects/store.ts';
import { editSections } from './sections/edit.ts';
import { createMerging } from './sections/merging.ts';
import { sectionEditingRoutes } from './sections/routes.ts';
import { createSectionEditing } from './sections/store.ts';
import { editPaper } from './settings/edit.ts';
import { paperEditingRoutes } from './settings/routes.ts';
import { editTags } from './tags/edit.ts';
import { tagEditingRoutes } from './tags/routes.ts';
import { createTagEditing } from './tags/store.ts';

export interface NewsroomEdit extends Collaborators<'published' | 'newsroom'> {
  readonly theme: Theme;
  /** Fetches from other sites, for the size of an image. Default: from the internet. */
  readonly fetchFile?: FetchFile | undefined;
  /** The present names of sections. Default: as they are read here. */
  readonly present?: SectionCatalogue | undefined;
}

const routes = {
  ...articleEditingRoutes,
  ...previewRoutes,
  ...pageEditingRoutes,
  ...pagePreviewRoutes,
  ...menuEditingRoutes,
  ...paperEditingRoutes,
  ...sectionEditingRoutes,
  ...authorEditingRoutes,
  ...tagEditingRoutes,
  ...redirectRoutes,
  ...frontEditingRoutes,
};

/** The newsroom: articles and pages, their previews, sections, authors and fronts. */
export const newsroomEdit = (given: NewsroomEdit): Handler =>
  createHandler(routes, newsroomOperations(given), {
    language: paperLanguage(
      createPaperSettings(given.client, given.tables.published, given.clock),
      given.theme.settings.language,
    ),
    log: given.log,
    identify: callerOf,
  });

/** What the newsroom does, for its API and for the desk. */
export function newsroomOperations({
  client,
  tables,
  clock,
  newId,
  hasSender,
  theme,
  fetchFile = fetchQuickly,
  present = createSectionCatalogue(createSectionStore(client, tables.published), clock),
}: NewsroomEdit): Operations<typeof routes> {
  const sections = createSectionStore(client, tables.published);
  const copies = presentCopies(createCopyStore(client, tables.newsroom), present);
  const publication = createPublication(client, tables.published);
  const records = createRecordStore(client, tables.newsroom);
  const library = createLibraryUse(records);
  const authors = createAuthorEditing(client, tables.published);
  const tags = createTagEditing(client, tables.published);
  const measure = createPictureMeasurer(fetchFile);
  const entries = presentEntries(createEntryStore(client, tables.published), present);
  const formerAddresses = createFormerAddresses(tables.newsroom);
  const pagePublication = createPublication(client, tables.published, pagePlaces);
  const pageCopies = createCopyStore(client, tables.newsroom, 'page');
  const { record, unlessPage } = copies;
  const articles = createArticleStore(client, tables.published);
  // Where it cannot be read, a new article waits: it would keep a wrong one.
  const language = async () => (await present.settings()).language ?? theme.settings.language;
  /** What articles and pages are written with. */
  const writing = { client, formerAddresses, library, tags, authors, sections, measure, clock, newId, language };
  /** Of nothing yet. */
  const catalogue = () => createSectionCatalogue(sections, clock);
  return {
    ...editArticles({ ...writing, copies, publication }),
    ...previewArticles({
      copies,
      publication,
      library,
      tags,
      authors,
      clock,
      hasSender,
      theme,
      articles,
      threads: createThreadStore(client, tables.published),
      sections: catalogue,
    }),
    ...editPages({
      ...writing,
      copies: pageCopies,
      publication: pagePublication,
      type: createPageType(tables, sections),
    }),
    ...previewPages({
      copies: pageCopies,
      library,
      clock,
      theme,
      corrections: createCorrectionStore(client, tables.published),
      sections: catalogue,
    }),
    ...editMenus({ client, table: tables.published, sections, record, clock, theme }),
    ...editPaper({ client, table: tables.published, sections, records, record, clock, theme }),
    ...editSections({
      sections,
      formerAddresses,
      record,
      unlessPage,
      clock,
      editing: createSectionEditing(client, tables.published),
      merge: createMerging(client, tables.published),
    }),
    ...editAuthors({
      record,
      clock,
      publication,
      records,
      authors,
      formerAddresses,
      bring: createBringing(client, tables.published, publication),
    }),
    ...editTags({ tags, record, clock }),
    ...editRedirects({
      sections,
      publication,
      pagePublication,
      authors,
      articles,
      record,
      clock,
      redirects: createRedirectStore(client, tables.published),
      editing: createRedirectEditing(
        client,
        tables,
        createFormerTargets({ copies, entries, authors, sections: present }),
      ),
    }),
    ...editFronts({
      copies,
      record,
      clock,
      theme,
      editing: presentEditing(createFrontEditing(client, tables), present),
      reading: { articles, entries },
      sections: catalogue,
    }),
  };
}
