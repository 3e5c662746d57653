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

/** @throws Failure `field-invalid` for a reserved name. */
export function requireFree(name: string, pointer: string): void {
  if (!RESERVED.has(name)) return;
  throw new Failure('field-invalid', ({ failures }) => failures.reserved(name), {
    faults: [{ pointer, detail: ({ faults }) => faults.reserved }],
  });
}
