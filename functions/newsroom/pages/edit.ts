import type { Operations } from '../../shared/api/route.ts';
import { type Editing, editArticles } from '../articles/edit.ts';
import type { pageEditingRoutes } from './routes.ts';
import { FIXED } from './schema.ts';

/**
 * The operations on pages: those of articles, without what articles alone have. An input is copied because its type names
 * its route.
 */
export function editPages(editing: Editing & Required<Pick<Editing, 'type'>>): Operations<typeof pageEditingRoutes> {
  const pages = editArticles(editing);
  return {
    createPage: (input) => pages.createArticle({ ...input, body: { ...FIXED, ...input.body } }),
    listPageCopies: (input) => pages.listCopies({ ...input }),
    readPageCopy: (input) => pages.readCopy({ ...input }),
    findPageCopy: (input) => pages.findCopy({ ...input, query: { ...input.query, source: undefined } }),
    savePage: (input) => pages.saveArticle({ ...input, body: { ...FIXED, ...input.body } }),
    patchPage: (input) => pages.patchArticle({ ...input }),
    deletePageDraft: (input) => pages.deleteDraft({ ...input }),
    publishPage: (input) => pages.publishArticle({ ...input }),
    unschedulePage: (input) => pages.unscheduleArticle({ ...input }),
    withdrawPage: (input) => pages.withdrawArticle({ ...input }),
    restorePage: (input) => pages.restoreArticle({ ...input }),
    listPageRevisions: (input) => pages.listRevisions({ ...input }),
    readPageRevision: (input) => pages.readRevision({ ...input }),
    comparePageRevisions: (input) => pages.compareRevisions({ ...input }),
    restorePageRevision: (input) => pages.restoreRevision({ ...input }),
    listPageActs: (input) => pages.listActs({ ...input }),
  };
}
