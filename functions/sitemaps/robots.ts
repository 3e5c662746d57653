import { absoluteUrl, type Site } from '../shared/site.ts';

/** The name of the variable that is set where search engines are to find the site. */
export const SITE_INDEXED = 'SITE_INDEXED';

/** What no search engine should show: the API, and pages about somebody's own comment. */
const PRIVATE = ['/v1/', '/comments/'];

/**
 * `robots.txt` (RFC 9309).
 * @param indexed false for a site that is not to be found, such as a stage for trying things out.
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
