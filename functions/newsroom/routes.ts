import * as z from 'zod/mini';
import { Article, AuthorSlug, SectionName } from '../articles/schema.ts';
import { Author } from '../authors/schema.ts';
import { defineRoutes } from '../shared/api/route.ts';
import {
  ActPage,
  ArticleContent,
  AuthorContent,
  BODY_LIMIT,
  CompareQuery,
  Comparison,
  CopyPage,
  CopyQuery,
  CorrectBody,
  DayQuery,
  EditedSection,
  EditedSectionList,
  IdParams,
  NewSection,
  Nothing,
  PublishBody,
  Revision,
  RevisionPage,
  RevisionParams,
  SectionContent,
  SectionOrder,
  TrailQuery,
  VersionHeaders,
  WorkingCopy,
} from './schema.ts';

/** Twice the text, for what JSON escapes, and room for the rest. */
const ARTICLE_LIMIT = 2 * BODY_LIMIT + 64 * 1024;

const editors = { audience: 'editor', cache: 'none', success: 200 } as const;

/** An act on an article that exists: it names the version it was decided on, and answers the article as it is then. */
const act = {
  ...editors,
  method: 'POST',
  params: IdParams,
  headers: VersionHeaders,
  response: WorkingCopy,
  versioned: true,
} as const;

const ACT_FAILURES = ['article-unknown', 'version-required', 'version-stale', 'step-not-allowed'] as const;

export const articleEditingRoutes = defineRoutes('newsroom.edit', {
  createArticle: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/articles',
    summary: 'Begin an article as a draft; its slug is proposed from the headline when none is given',
    body: ArticleContent,
    bodyLimit: ARTICLE_LIMIT,
    response: WorkingCopy,
    success: 201,
    versioned: true,
    failures: ['slug-taken', 'field-invalid', 'body-too-large'],
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
    failures: ['article-unknown'],
  },
  saveArticle: {
    ...act,
    method: 'PUT',
    path: '/v1/newsroom/articles/{id}',
    summary:
      'Save an article as a new revision; a scheduled one changes with it, a published one when it is published again',
    body: ArticleContent,
    bodyLimit: ARTICLE_LIMIT,
    failures: [...ACT_FAILURES, 'slug-taken', 'body-too-large'],
  },
  deleteDraft: {
    ...act,
    method: 'DELETE',
    path: '/v1/newsroom/articles/{id}',
    summary: 'Delete a draft that was never public',
    failures: ACT_FAILURES,
  },
  previewArticle: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/preview',
    summary: 'Read an article exactly as readers will',
    params: IdParams,
    response: Article,
    failures: ['article-unknown'],
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
    failures: ['article-unknown', 'cursor-invalid'],
  },
  readRevision: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/revisions/{revision}',
    summary: 'Read a revision',
    params: RevisionParams,
    response: Revision,
    failures: ['revision-unknown'],
  },
  compareRevisions: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/revisions/{revision}/comparison',
    summary: 'Compare a revision with another, line by line',
    params: RevisionParams,
    query: CompareQuery,
    response: Comparison,
    failures: ['revision-unknown'],
  },
  restoreRevision: {
    ...act,
    path: '/v1/newsroom/articles/{id}/revisions/{revision}/restore',
    summary: 'Save a former revision as the newest',
    params: RevisionParams,
    body: Nothing,
    failures: [...ACT_FAILURES, 'revision-unknown', 'slug-taken'],
  },
  listActs: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/articles/{id}/acts',
    summary: 'List what was done to an article, newest first',
    params: IdParams,
    query: TrailQuery,
    response: ActPage,
    failures: ['cursor-invalid'],
  },
  listActsOfDay: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/acts',
    summary: 'List what was done on a day (UTC), newest first',
    query: DayQuery,
    response: ActPage,
    failures: ['cursor-invalid'],
  },
});

export const sectionEditingRoutes = defineRoutes('newsroom.edit', {
  createSection: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/sections',
    summary: 'Add a section at the end of the paper',
    body: NewSection,
    response: EditedSection,
    success: 201,
    failures: ['section-exists', 'limit-exceeded'],
  },
  saveSection: {
    ...editors,
    method: 'PUT',
    path: '/v1/newsroom/sections/{section}',
    summary: "Change a section's title and description, or close it to new articles",
    params: z.object({ section: SectionName }),
    body: SectionContent,
    response: EditedSection,
    failures: ['section-unknown'],
  },
  orderSections: {
    ...editors,
    method: 'PUT',
    path: '/v1/newsroom/sections',
    summary: 'Put the sections in another order',
    body: SectionOrder,
    response: EditedSectionList,
    failures: [],
  },
});

export const authorEditingRoutes = defineRoutes('newsroom.edit', {
  saveAuthor: {
    method: 'PUT',
    path: '/v1/newsroom/authors/{author}',
    ...editors,
    summary: "Write an author's biography",
    params: z.object({ author: AuthorSlug }),
    body: AuthorContent,
    response: Author,
    failures: [],
  },
});
