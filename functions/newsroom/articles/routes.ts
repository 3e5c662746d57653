import * as z from 'zod/mini';
import { Article } from '../../articles/schema.ts';
import { AuditPage } from '../../audit/schema.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { editors } from '../editorRoute.ts';
import { ArticleContent, ArticlePatch, WholeArticle } from './fields.ts';
import {
  BODY_LIMIT,
  CompareQuery,
  Comparison,
  CopyPage,
  CopyQuery,
  CorrectBody,
  CreationHeaders,
  DayQuery,
  IdParams,
  LookupQuery,
  Nothing,
  PublishBody,
  Revision,
  RevisionPage,
  RevisionParams,
  TrailQuery,
  WorkingCopy,
} from './schema.ts';

/** Twice the size of the text, because JSON may escape it, and room for the other fields. */
const ARTICLE_LIMIT = 2 * BODY_LIMIT + 64 * 1024;
/** A change of an existing article: sends the version that it is based on, and returns the changed article. */
const act = {
  ...editors,
  method: 'POST',
  params: IdParams,
  headers: VersionHeaders,
  response: WorkingCopy,
  versioned: true,
} as const;

const ACT_FAILURES = ['article-not-found', 'version-required', 'version-stale', 'step-not-allowed'] as const;

export const articleEditingRoutes = defineRoutes('newsroom.edit', {
  createArticle: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/articles',
    summary: 'Begin an article as a draft; its slug is proposed from the headline when none is given',
    headers: CreationHeaders,
    body: ArticleContent,
    bodyLimit: ARTICLE_LIMIT,
    response: WorkingCopy,
    success: 201,
    versioned: true,
    failures: ['slug-taken', 'source-taken', 'field-invalid', 'body-too-large', 'idempotency-key-reused'],
  },
  listCopies: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles',
    summary: 'List articles by state, newest change first; what is scheduled, soonest first',
    query: CopyQuery,
    response: CopyPage,
    failures: ['cursor-invalid'],
  },
  readCopy: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}',
    summary: 'Read an article as its editors have it',
    params: IdParams,
    response: WorkingCopy,
    versioned: true,
    failures: ['article-not-found'],
  },
  findCopy: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/lookup',
    summary: 'Find an article by the source it was made from, or by a slug that it has or had',
    query: LookupQuery,
    response: WorkingCopy,
    versioned: true,
    failures: ['article-not-found'],
  },
  saveArticle: {
    ...act,
    method: 'PUT',
    path: '/v1/newsroom/articles/{id}',
    summary:
      'Save an article, all of it, as a new revision; a scheduled one changes with it, a published one when it is published again',
    body: WholeArticle,
    bodyLimit: ARTICLE_LIMIT,
    failures: [...ACT_FAILURES, 'slug-taken', 'source-taken', 'body-too-large'],
  },
  patchArticle: {
    ...act,
    method: 'PATCH',
    path: '/v1/newsroom/articles/{id}',
    summary: 'Change single fields of an article, as a new revision; null gives a field its default',
    body: ArticlePatch,
    bodyLimit: ARTICLE_LIMIT,
    failures: [...ACT_FAILURES, 'slug-taken', 'source-taken', 'body-too-large'],
  },
  deleteDraft: {
    ...act,
    method: 'DELETE',
    path: '/v1/newsroom/articles/{id}',
    summary: 'Delete a draft that was never public',
    failures: ACT_FAILURES,
  },
  publishArticle: {
    ...act,
    path: '/v1/newsroom/articles/{id}/publish',
    summary: 'Publish now, or at an instant; of a published article, publish what was saved since',
    body: PublishBody,
    failures: [...ACT_FAILURES, 'limit-exceeded'],
  },
  unscheduleArticle: {
    ...act,
    path: '/v1/newsroom/articles/{id}/unschedule',
    summary: 'Make a scheduled article a draft again',
    body: Nothing,
    failures: ACT_FAILURES,
  },
  correctArticle: {
    ...act,
    path: '/v1/newsroom/articles/{id}/correct',
    summary: 'Publish what was saved since with a public note of what was wrong',
    body: CorrectBody,
    failures: [...ACT_FAILURES, 'limit-exceeded'],
  },
  withdrawArticle: {
    ...act,
    path: '/v1/newsroom/articles/{id}/withdraw',
    summary: 'Take an article back: 410, and out of every listing at once',
    body: Nothing,
    failures: ACT_FAILURES,
  },
  restoreArticle: {
    ...act,
    path: '/v1/newsroom/articles/{id}/restore',
    summary: 'Make a withdrawn article public again, where it was',
    body: Nothing,
    failures: ACT_FAILURES,
  },
  listRevisions: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/revisions',
    summary: 'List what was saved, newest first: the last hundred revisions',
    params: IdParams,
    query: TrailQuery,
    response: RevisionPage,
    failures: ['article-not-found', 'cursor-invalid'],
  },
  readRevision: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/revisions/{revision}',
    summary: 'Read a revision',
    params: RevisionParams,
    response: Revision,
    failures: ['revision-not-found'],
  },
  compareRevisions: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/revisions/{revision}/comparison',
    summary: 'Compare a revision with another, line by line',
    params: RevisionParams,
    query: CompareQuery,
    response: Comparison,
    failures: ['revision-not-found'],
  },
  restoreRevision: {
    ...act,
    path: '/v1/newsroom/articles/{id}/revisions/{revision}/restore',
    summary: 'Save a former revision as the newest',
    params: RevisionParams,
    body: Nothing,
    failures: [...ACT_FAILURES, 'revision-not-found', 'slug-taken', 'source-taken'],
  },
  listActs: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/acts',
    summary: 'List what was done to an article, newest first',
    params: IdParams,
    query: TrailQuery,
    response: AuditPage,
    failures: ['cursor-invalid'],
  },
  listActsOfDay: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/acts',
    summary: 'List what was done on a day (UTC), to articles, sections, authors and settings, newest first',
    query: DayQuery,
    response: AuditPage,
    failures: ['cursor-invalid'],
  },
});

export const previewRoutes = defineRoutes('newsroom.edit', {
  previewArticle: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/preview',
    summary: 'Read an article exactly as readers will',
    params: IdParams,
    response: Article,
    failures: ['article-not-found'],
  },
  previewPage: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/preview.html',
    summary: 'Read the page of an article exactly as readers will',
    params: IdParams,
    response: z.string(),
    mediaType: 'text/html; charset=utf-8',
    failures: ['article-not-found'],
  },
});
