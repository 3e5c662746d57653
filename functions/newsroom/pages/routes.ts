import { defineRoutes } from '../../shared/api/route.ts';
import type { FailureCode } from '../../shared/failure.ts';
import { articleEditingRoutes as articles, previewRoutes as previews } from '../articles/routes.ts';
import {
  PageContent,
  PageCopy,
  PageCopyPage,
  PageLookup,
  PagePatch,
  PagePreview,
  PageRevision,
  SavedPageCopy,
  WholePage,
} from './schema.ts';

const PAGES = '/v1/newsroom/pages';
const PAGE = `${PAGES}/{id}` as const;
const unknown = 'page-not-found' satisfies FailureCode;
const act = {
  failures: [unknown, 'version-required', 'version-stale', 'step-not-allowed'],
  response: PageCopy,
} as const;
const saved = {
  failures: [...act.failures, 'slug-taken', 'source-taken', 'body-too-large'],
  response: SavedPageCopy,
} as const;

/** Pages that are not articles live as articles do: each of these routes is that of articles, at another address. */
export const pageEditingRoutes = defineRoutes('newsroom.edit', {
  createPage: {
    ...articles.createArticle,
    path: PAGES,
    summary: 'Create a page that is not an article as a draft; without a slug, it gets one made from the headline',
    body: PageContent,
    response: SavedPageCopy,
  },
  listPageCopies: {
    ...articles.listCopies,
    path: PAGES,
    summary: 'List the pages of a state: scheduled ones soonest first, all others by their last change, newest first',
    response: PageCopyPage,
  },
  findPageCopy: {
    ...articles.findCopy,
    path: '/v1/newsroom/page-lookup',
    summary: 'Find a page by a current or former slug',
    query: PageLookup,
    response: PageCopy,
    failures: [unknown],
  },
  readPageCopy: {
    ...articles.readCopy,
    path: PAGE,
    summary: 'Read the working copy of a page',
    response: PageCopy,
    failures: [unknown],
  },
  savePage: {
    ...articles.saveArticle,
    ...saved,
    path: PAGE,
    summary:
      'Save all fields of a page as a new revision; a scheduled page changes with it, a published one at its next publish',
    body: WholePage,
  },
  patchPage: {
    ...articles.patchArticle,
    ...saved,
    path: PAGE,
    summary: "Save single fields of a page as a new revision; null restores a field's default",
    body: PagePatch,
  },
  deletePageDraft: {
    ...articles.deleteDraft,
    ...act,
    path: PAGE,
    summary: 'Delete a draft of a page that was never public',
  },
  publishPage: {
    ...articles.publishArticle,
    ...act,
    path: `${PAGE}/publish`,
    summary: 'Publish the newest revision of a page, now or at an instant',
    failures: [...act.failures, 'limit-exceeded'],
  },
  unschedulePage: {
    ...articles.unscheduleArticle,
    ...act,
    path: `${PAGE}/unschedule`,
    summary: 'Make a scheduled page a draft again',
  },
  withdrawPage: {
    ...articles.withdrawArticle,
    ...act,
    path: `${PAGE}/withdraw`,
    summary: 'Withdraw a page: its address answers 410, and no menu or sitemap has it any more',
  },
  restorePage: {
    ...articles.restoreArticle,
    ...act,
    path: `${PAGE}/restore`,
    summary: 'Publish a withdrawn page again, at its former address',
  },
  listPageRevisions: {
    ...articles.listRevisions,
    path: `${PAGE}/revisions`,
    summary: 'List the last hundred revisions of a page, newest first',
    failures: [unknown, 'cursor-invalid'],
  },
  readPageRevision: {
    ...articles.readRevision,
    path: `${PAGE}/revisions/{revision}`,
    summary: 'Read a revision of a page',
    response: PageRevision,
  },
  comparePageRevisions: {
    ...articles.compareRevisions,
    path: `${PAGE}/revisions/{revision}/comparison`,
    summary: 'Compare a revision of a page with another, line by line',
  },
  restorePageRevision: {
    ...articles.restoreRevision,
    ...saved,
    path: `${PAGE}/revisions/{revision}/restore`,
    summary: 'Save an earlier revision of a page again, as the newest',
    failures: [...act.failures, 'revision-not-found', 'slug-taken', 'source-taken'],
  },
  listPageActs: {
    ...articles.listActs,
    path: `${PAGE}/acts`,
    summary: 'List the audit log of a page, newest first',
  },
});

export const pagePreviewRoutes = defineRoutes('newsroom.edit', {
  previewOwnPage: {
    ...previews.previewArticle,
    path: `${PAGE}/preview`,
    summary: 'Preview a page as readers would get it from the API',
    response: PagePreview,
    failures: [unknown],
  },
  previewOwnPageHtml: {
    ...previews.previewPage,
    path: `${PAGE}/preview.html`,
    summary: 'Preview a page as readers would see it',
    failures: [unknown],
  },
});
