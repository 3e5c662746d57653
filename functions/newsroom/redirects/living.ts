import type { ArticleStore } from '../../articles/store.ts';
import { feedRoutes } from '../../feeds/routes.ts';
import { assetRoutes, pageRoutes } from '../../pages/routes.ts';
import type { Address } from '../../redirects/address.ts';
import { sectionNames } from '../../sections/names.ts';
import type { SectionStore } from '../../sections/store.ts';
import { isSlug } from '../../shared/text.ts';
import { sitemapRoutes } from '../../sitemaps/routes.ts';
import type { MovedAuthors } from '../articles/presentNames.ts';
import type { Publication } from '../articles/publication.ts';

export interface Living {
  readonly sections: Pick<SectionStore, 'read'>;
  readonly publication: Pick<Publication, 'readSlug'>;
  readonly pagePublication: Pick<Publication, 'readSlug'>;
  readonly authors: MovedAuthors;
  readonly articles: Pick<ArticleStore, 'list'>;
}

/** Addresses that always have an answer. */
const FIXED: ReadonlySet<string> = new Set(
  [pageRoutes, assetRoutes, feedRoutes, sitemapRoutes]
    .flatMap((routes) => Object.values(routes).map(({ path }) => path as string))
    .filter((path) => !path.includes('{')),
);
const FEED = /^feed\.(rss|atom|json)$/;

/**
 * What answers at an address already, in the words of the site's addresses: `article "Harbour reopens"`. A redirect there
 * would never be followed. Undefined where nothing does.
 */
export async function livingAt(
  { sections, publication, pagePublication, authors, articles }: Living,
  { parts }: Address,
  now: Date,
): Promise<string | undefined> {
  const path = `/${parts.join('/')}`;
  if (FIXED.has(path)) return path;
  const [first = '', second = '', third] = parts.map((part) => decodeURIComponent(part));
  if (parts.length > 3 || (third !== undefined && third !== 'comments.rss' && !FEED.test(third))) return undefined;
  if (first === 'tags' || first === 'authors') {
    if (!isSlug(second)) return undefined;
    const listing = first === 'tags' ? (`tag/${second}` as const) : (`author/${second}` as const);
    const page = { listing, limit: 1, position: undefined, from: undefined, to: undefined };
    if ((await articles.list(page, now)).items.length > 0) return path;
    const movedTo = first === 'authors' && (await authors.movedFrom([second])).get(second);
    return movedTo ? `${path} → ${movedTo}` : undefined;
  }
  if (second === '' || FEED.test(second)) {
    const { sections: all, pages } = await sections.read();
    const section = sectionNames(all).find(first);
    const page = pages.find(({ slug }) => slug === first);
    if (section || page) return `${path} (${section?.title ?? page?.headline})`;
    const { movedTo } = await pagePublication.readSlug(first);
    return movedTo && `${path} → ${movedTo}`;
  }
  if (!isSlug(second) || (third !== undefined && third !== 'comments.rss')) return undefined;
  const { article, movedTo } = await publication.readSlug(second);
  return article ? `${path} (${article.headline})` : movedTo && `${path} → ${movedTo}`;
}
