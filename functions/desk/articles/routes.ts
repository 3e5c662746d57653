import * as z from 'zod/mini';
import { cursor, SectionName } from '../../articles/schema.ts';
import { IdParams, states } from '../../newsroom/articles/schema.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { deskPage } from '../session/routes.ts';

/** One segment below `/desk`, and more of them: decision 44 says why these are two of the gateway's paths. */
const room = { ...deskPage, method: 'GET', audience: 'editor', proxy: '/desk/{page}' } as const;
const inside = { ...room, proxy: '/desk/{proxy+}' } as const;

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
  showCopy: {
    ...inside,
    path: '/desk/articles/{id}',
    summary: 'Show an article with what is known of it',
    params: IdParams,
    failures: ['article-not-found'],
  },
  showPreview: {
    ...inside,
    path: '/desk/articles/{id}/preview',
    summary: 'Show the page of an article as readers would see it',
    params: IdParams,
    failures: ['article-not-found'],
  },
});
