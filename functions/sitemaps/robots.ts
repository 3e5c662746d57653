import { absoluteUrl, type Site } from '../shared/site.ts';

/** The environment variable that is set when search engines may index the site. */
export const SITE_INDEXED = 'SITE_INDEXED';

/** Excluded from search engines: the API, and pages about a single comment. */
const PRIVATE = ['/v1/', '/comments/'];

/**
 * `robots.txt` (RFC 9309).
 * @param indexed false to exclude the whole site, such as a test stage.
 */
export function renderRobots({ indexed }: { readonly indexed: boolean }, site: Pick<Site, 'origin'>): string {
  const disallowed = indexed ? PRIVATE : ['/'];
  const sitemaps = indexed ? ['/sitemap.xml', '/sitemap-news.xml'] : [];
  return [
    'User-agent: *',
    ...disallowed.map((path) => `Disallow: ${path}`),
    ...sitemaps.map((path) => `Sitemap: ${absoluteUrl(path, site)}`),
    '',
  ].join('\n');
}
