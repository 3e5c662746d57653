import { absoluteUrl, type Site } from '../shared/site.ts';
import { tagNamesOf } from '../tags/schema.ts';
import { authorPath } from './addresses.ts';
import type { Theme } from './site.ts';
import type { ArticleView, SiteWithMenus } from './structuredData.ts';
import type { Picture } from './view.ts';

/** A `<meta>`: with a property for Open Graph, a name for others. */
export type Meta =
  | { readonly property: string; readonly content: string }
  | { readonly name: string; readonly content: string };

/** A `<link rel="alternate">` to a translation. */
export interface Alternate {
  readonly rel: 'alternate';
  readonly hreflang: string;
  readonly href: string;
}

/** The picture of a shared link, in a format that every program reads. */
export type ShareImage = Pick<Picture, 'url' | 'width' | 'height' | 'alt'>;

/** An image for shared links, cut to 16:9 where it can be; null where it may not be shown there. */
export function shareImage(image: Picture | null | undefined): ShareImage | null {
  if (!image || image.notFor?.includes('social')) return null;
  const { url, width, height } = image.crops?.['16x9'] ?? image;
  return { url, width, height, alt: image.alt };
}

/** An article's description, and its preview where it is shared: Open Graph (https://ogp.me) and Twitter's cards. */
export function articleMetadata(article: ArticleView, site: SiteWithMenus & Pick<Theme, 'sharePicture'>): Meta[] {
  const { description } = article;
  const image = shareImage(article.image) ?? site.sharePicture;
  return [
    { name: 'description', content: description },
    ...article.byline.map(({ name }) => ({ name: 'author', content: name })),
    property('og:type', 'article'),
    property('og:title', article.headline),
    property('og:description', description),
    property('og:url', absoluteUrl(article.url, site)),
    property('og:site_name', site.title),
    property('og:locale', openGraphLocale(article.language)),
    ...(image
      ? [
          property('og:image', absoluteUrl(image.url, site)),
          property('og:image:width', String(image.width)),
          property('og:image:height', String(image.height)),
          property('og:image:alt', image.alt),
        ]
      : [property('og:image', absoluteUrl(site.icon, site))]),
    property('article:published_time', article.publishedAt),
    property('article:modified_time', article.updatedAt),
    property('article:section', article.section.title),
    ...article.byline.map(({ slug }) => property('article:author', absoluteUrl(authorPath(slug), site))),
    ...tagNamesOf(article).map((name) => property('article:tag', name)),
    // Twitter takes title, description and image from Open Graph.
    { name: 'twitter:card', content: image ? 'summary_large_image' : 'summary' },
    { name: 'twitter:site', content: accountOnX(site) ?? '' },
  ].filter(({ content }) => content !== '');
}

/** The paper's account on X, such as `@broadsheet`, from its accounts elsewhere. */
export function accountOnX({ menus: { social } }: Pick<SiteWithMenus, 'menus'>): string | undefined {
  const names = social.map(({ href }) => /^https:\/\/(?:www\.)?(?:x|twitter)\.com\/(\w{1,15})\/?$/.exec(href)?.[1]);
  const name = names.find((each) => each !== undefined);
  return name && `@${name}`;
}

/**
 * Links to an article's translations and to itself, because each page of a group must link to all of them:
 * https://developers.google.com/search/docs/specialty/international/localized-versions
 */
export function alternates(
  { language, url, translations }: Pick<ArticleView, 'language' | 'url' | 'translations'>,
  site: Site,
): Alternate[] {
  if (translations.length === 0) return [];
  return [{ language, url }, ...translations].map((each) => ({
    rel: 'alternate',
    hreflang: each.language,
    href: absoluteUrl(each.url, site),
  }));
}

const property = (name: string, content: string): Meta => ({ property: name, content });

/** `en_GB` for `en-GB`; empty for a language without a territory, which Open Graph cannot express. */
const openGraphLocale = (language: string) =>
  /^[a-z]{2,3}-[A-Z]{2}$/.test(language) ? language.replace('-', '_') : '';
