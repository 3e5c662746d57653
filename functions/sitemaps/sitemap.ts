import type { Element } from 'xast';
import { x } from 'xastscript';
import type { OutlinedArticle } from '../articles/archiveStore.ts';
import { articleUrl } from '../articles/schema.ts';
import { archivePath, sectionPath } from '../pages/addresses.ts';
import { type OwnPage, pageUrl } from '../sections/ownPages.ts';
import { type Instant, toInstant } from '../shared/instant.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';
import { xmlDocument } from '../shared/xml.ts';
import { partPath, type SitemapPart } from './parts.ts';

/** An article's fields in a sitemap. */
export type MappedArticle = Pick<OutlinedArticle, 'section' | 'slug' | 'updatedAt'>;
export type NewsItem = Pick<OutlinedArticle, 'section' | 'slug' | 'kind' | 'publishedAt' | 'headline' | 'language'>;

const XMLNS = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Limit of a news sitemap: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
export const NEWS_LIMIT = 1_000;

/** The part with the front page and the sections. It always exists, because an index must not be empty. */
const SECTIONS = 'sections';
export const SECTIONS_FILE = `${SECTIONS}.xml`;

/** `sitemap.xml`, the index: https://www.sitemaps.org/protocol.html */
export const renderSitemapIndex = (parts: readonly string[], site: Site): string =>
  xmlDocument(
    x(
      'sitemapindex',
      { xmlns: XMLNS },
      [SECTIONS, ...parts].map((part) => x('sitemap', [x('loc', absoluteUrl(partPath(part), site))])),
    ),
  );

/** `sitemaps/sections.xml`: the front page, the sections, and the pages that are not articles. */
export const renderSectionSitemap = (
  sections: readonly { readonly name: string }[],
  pages: readonly OwnPage[],
  site: Site,
): string =>
  urlset([
    page('/', site),
    ...sections.map(({ name }) => page(sectionPath(name), site)),
    ...pages.map(({ slug, updatedAt }) => page(pageUrl(slug), site, [x('lastmod', updatedAt)])),
  ]);

/** A part's articles and its month's archive; when there are none, the front page: a file must not be empty. */
export const renderSitemap = (part: SitemapPart, articles: readonly MappedArticle[], site: Site): string =>
  urlset([
    page(articles.length > 0 ? archivePath(part.month) : '/', site),
    ...articles.map((article) => page(articleUrl(article), site, [x('lastmod', article.updatedAt)])),
  ]);

/** The earliest publication in the news sitemap: two days ago. */
export const newsSince = (now: Date): Instant => toInstant(new Date(now.getTime() - 2 * 86_400_000));

/** `sitemap-news.xml`. Unlike other sitemaps, it may be empty. What is paid for is no news. */
export function renderNewsSitemap(articles: readonly NewsItem[], site: Site, now: Date): string {
  const since = newsSince(now);
  const news = articles
    .filter(({ publishedAt, kind }) => publishedAt >= since && kind !== 'sponsored')
    .slice(0, NEWS_LIMIT);
  return urlset(
    news.map((article) =>
      page(articleUrl(article), site, [
        x('news:news', [
          x('news:publication', [
            x('news:name', site.publisher.name),
            x('news:language', newsLanguage(article.language)),
          ]),
          x('news:publication_date', article.publishedAt),
          x('news:title', article.headline),
        ]),
      ]),
    ),
    { 'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9' },
  );
}

const urlset = (urls: readonly Element[], namespaces: Record<string, string> = {}) =>
  xmlDocument(x('urlset', { xmlns: XMLNS, ...namespaces }, [...urls]));

const page = (path: string, site: Site, children: readonly Element[] = []) =>
  x('url', [x('loc', absoluteUrl(path, site)), ...children]);

/** The language without its region. Google distinguishes Chinese by script, as `zh-cn` and `zh-tw`. */
function newsLanguage(tag: string): string {
  const [language = ''] = tag.toLowerCase().split('-');
  if (language !== 'zh') return language;
  return /-(hant|tw|hk|mo)\b/i.test(tag) ? 'zh-tw' : 'zh-cn';
}
