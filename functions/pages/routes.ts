import * as z from 'zod/mini';
import { ArticleSlug, AuthorSlug, cursor, SectionName, TagName } from '../articles/schema.ts';
import { defineRoutes } from '../shared/api/route.ts';
import { Month } from '../shared/month.ts';
import { pageRoute } from './answer.ts';

const html = { ...pageRoute, method: 'GET', response: z.string() } as const;
const listing = { ...html, query: z.object({ cursor }) } as const;

/** The pages. Other query parameters than these are ignored. */
export const pageRoutes = defineRoutes('pages.read', {
  showFront: { ...html, path: '/', summary: 'Show the front page', failures: [] },
  showSection: {
    ...listing,
    path: '/{section}',
    redirects: 301,
    summary: 'Show a section, or a page that is not an article',
    // Pages have longer names than sections.
    params: z.object({ section: ArticleSlug }),
    failures: ['page-not-found', 'page-withdrawn', 'cursor-invalid'],
  },
  showArticle: {
    ...html,
    path: '/{section}/{slug}',
    redirects: 301,
    summary: 'Show an article with its comments',
    params: z.object({ section: SectionName, slug: ArticleSlug }),
    query: z.object({
      cursor,
      /** Anything but `newest` is the other order, because the address may be somebody else's work. */
      order: z.optional(z.string()),
      /** The id of a comment on this page, to which the form then replies. */
      replyTo: z.optional(z.string()),
    }),
    failures: ['article-not-found', 'article-withdrawn', 'cursor-invalid'],
  },
  showTag: {
    ...listing,
    path: '/tags/{tag}',
    summary: 'Show the articles that carry a tag',
    params: z.object({ tag: TagName }),
    failures: ['address-not-found', 'cursor-invalid'],
  },
  showAuthor: {
    ...listing,
    path: '/authors/{author}',
    redirects: 301,
    summary: 'Show an author and their articles',
    params: z.object({ author: AuthorSlug }),
    failures: ['author-not-found', 'cursor-invalid'],
  },
  showMonth: {
    ...listing,
    path: '/archive/{month}',
    summary: "Show a month's articles",
    params: z.object({ month: Month }),
    failures: ['address-not-found', 'cursor-invalid'],
  },
  showDocs: { ...html, path: '/docs', summary: 'Show the reference of the API', failures: [] },
});

/** The theme's files. */
export const assetRoutes = defineRoutes('pages.assets', {
  readAsset: {
    method: 'GET',
    path: '/assets/{file}',
    audience: 'public',
    summary: 'Read a file that pages use, such as a style sheet or a font',
    params: z.object({ file: z.string() }),
    response: z.string(),
    mediaType: '*/*',
    success: 200,
    cache: 'immutable',
    failures: ['address-not-found'],
  },
  readTouchIcon: {
    method: 'GET',
    path: '/apple-touch-icon.png',
    audience: 'public',
    summary: 'Read the icon that phones request by themselves',
    response: z.string(),
    mediaType: 'image/png',
    success: 200,
    cache: 'public',
    failures: [],
  },
  touchIconMoved: {
    method: 'GET',
    path: '/apple-touch-icon-precomposed.png',
    audience: 'public',
    summary: 'Redirect to the icon, from the address where older phones look first',
    response: z.string(),
    mediaType: 'image/png',
    success: 301,
    cache: 'public',
    failures: [],
  },
  readFavicon: {
    method: 'GET',
    path: '/favicon.ico',
    audience: 'public',
    summary: 'Read the icon that browsers request by themselves',
    response: z.string(),
    mediaType: 'image/png',
    success: 200,
    cache: 'public',
    failures: [],
  },
});
