import { Failure } from './failure.ts';

/** Slugs and section names that the site's own pages use or may use. */
export const RESERVED = new Set([
  'about',
  'admin',
  'api',
  'archive',
  'articles',
  'assets',
  'author',
  'authors',
  'comments',
  'contact',
  'desk',
  'docs',
  'feed',
  'feeds',
  'front-page',
  'health',
  'icons',
  'login',
  'logout',
  'manifest',
  'media',
  'moderation',
  'newsroom',
  'openapi',
  'page',
  'preview',
  'privacy',
  'robots',
  'rss',
  'search',
  'section',
  'sections',
  'security',
  'sitemap',
  'sitemaps',
  'static',
  'subscribe',
  'tag',
  'tags',
  'terms',
  'unsubscribe',
  'v1',
  'well-known',
]);

/** Those that are meant for the paper's own pages. */
const FOR_PAGES: ReadonlySet<string> = new Set(['about', 'contact', 'privacy', 'terms']);

/** Whether a name is reserved. @param of what has the name. */
export const isReserved = (name: string, of: 'article' | 'section' | 'page'): boolean =>
  RESERVED.has(name) && !(of === 'page' && FOR_PAGES.has(name));

/** @throws Failure `field-invalid` for a reserved name. */
export function requireFree(name: string, pointer: string, of: 'article' | 'section' | 'page'): void {
  if (!isReserved(name, of)) return;
  throw new Failure('field-invalid', ({ failures }) => failures.reserved(name), {
    faults: [{ pointer, detail: ({ faults }) => faults.reserved }],
  });
}
