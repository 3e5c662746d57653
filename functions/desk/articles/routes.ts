import * as z from 'zod/mini';
import { cursor, SectionName } from '../../articles/schema.ts';
import { ARTICLE_LIMIT } from '../../newsroom/articles/routes.ts';
import { IdParams, RevisionParams, states } from '../../newsroom/articles/schema.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { instant } from '../../shared/instant.ts';
import { deskPage } from '../session/routes.ts';
import { ArticleForm, did, MergeForm, NewForm, RestoreForm } from './form.ts';

/** One segment below `/desk`, and more of them: decision 44 says why these are two of the gateway's paths. */
const room = { ...deskPage, method: 'GET', audience: 'editor', proxy: '/desk/{page}' } as const;
const inside = { ...room, proxy: '/desk/{proxy+}' } as const;

const form = {
  ...inside,
  proxy: '/desk/articles/{proxy+}',
  method: 'POST',
  forms: 'redirected',
  redirects: 303,
  bodyLimit: ARTICLE_LIMIT,
} as const;
const CHANGE_FAILURES = [
  'article-not-found',
  'slug-taken',
  'field-invalid',
  'body-too-large',
  'step-not-allowed',
] as const;

const revision = z.optional(RevisionParams.shape.revision);

/** The pages for editors. */
export const deskEditRoutes = defineRoutes('desk.edit', {
  showToday: {
    ...room,
    path: '/desk',
    proxy: '/desk',
    summary: 'Show what goes out today, and my drafts',
    failures: [],
  },
  showArticles: {
    ...room,
    path: '/desk/articles',
    summary: 'List the articles of a state, of all sections or of one',
    query: z.object({
      state: z._default(states, 'draft'),
      /** Empty, as the form sends it, is all of them. */
      section: z.optional(z.union([z.literal(''), SectionName])),
      cursor,
    }),
    failures: ['cursor-invalid'],
  },
  showNewArticle: {
    ...inside,
    path: '/desk/articles/new',
    summary: 'Show the form of a new article',
    failures: [],
  },
  writeArticle: {
    ...form,
    path: '/desk/articles/new',
    summary: 'Create an article, and do what a button says',
    body: NewForm,
    failures: ['slug-taken', 'field-invalid', 'body-too-large', 'idempotency-key-reused'],
  },
  showCopy: {
    ...inside,
    path: '/desk/articles/{id}',
    summary: 'Show an article in its form',
    params: IdParams,
    query: z.object({
      /** What was done a moment ago, at which instant it was scheduled before, and who else changed it. */
      did: z.optional(z.enum(did)),
      was: z.optional(instant),
      by: z.optional(z.string().check(z.maxLength(300))),
    }),
    failures: ['article-not-found'],
  },
  changeArticle: {
    ...form,
    path: '/desk/articles/{id}',
    summary: 'Save an article, and do what a button says',
    params: IdParams,
    body: ArticleForm,
    failures: CHANGE_FAILURES,
  },
  mergeArticle: {
    ...form,
    path: '/desk/articles/{id}/merge',
    summary: 'Save an article with the words that were chosen where two people changed the same ones',
    params: IdParams,
    body: MergeForm,
    failures: CHANGE_FAILURES,
  },
  showHistory: {
    ...inside,
    path: '/desk/articles/{id}/history',
    summary: 'Show the revisions of an article, two of them compared, and who did what',
    params: IdParams,
    query: z.object({ cursor, from: revision, to: revision }),
    failures: ['article-not-found', 'revision-not-found', 'cursor-invalid'],
  },
  bringBack: {
    ...form,
    path: '/desk/articles/{id}/history',
    summary: 'Save an earlier revision again, as the newest',
    params: IdParams,
    body: RestoreForm,
    failures: [...CHANGE_FAILURES, 'revision-not-found'],
  },
  showPreview: {
    ...inside,
    path: '/desk/articles/{id}/preview',
    summary: 'Show the page of an article as readers would see it',
    params: IdParams,
    failures: ['article-not-found'],
  },
});
