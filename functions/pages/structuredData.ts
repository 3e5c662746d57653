import type {
  AdvertiserContentArticle,
  AnalysisNewsArticle,
  BreadcrumbList,
  ImageObject,
  NewsArticle,
  OpinionNewsArticle,
  ReviewNewsArticle,
  Thing,
  WebPage,
  WithContext,
} from 'schema-dts';
import type * as z from 'zod/mini';
import type { Article } from '../articles/article.ts';
import type { Kind } from '../articles/fields.ts';
import type { Page } from '../articles/page.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';
import { tagNamesOf } from '../tags/schema.ts';
import { authorPath, sectionPath } from './addresses.ts';
import type { Menus } from './menuLinks.ts';

/** A site with its accounts elsewhere. */
export type SiteWithMenus = Site & { readonly menus: Menus };

export type ArticleView = z.output<typeof Article>;

/**
 * The types of schema.org. `LiveBlogPosting` is not among them: it requires each update with its own time, which an
 * article's text does not tell.
 */
const TYPES = {
  news: 'NewsArticle',
  analysis: 'AnalysisNewsArticle',
  opinion: 'OpinionNewsArticle',
  review: 'ReviewNewsArticle',
  interview: 'NewsArticle',
  obituary: 'NewsArticle',
  live: 'NewsArticle',
  brief: 'NewsArticle',
  sponsored: 'AdvertiserContentArticle',
} as const satisfies Readonly<Record<Kind, string>>;

/** The address of the type of an article's kind. */
export const typeAddress = (kind: Kind): string => `https://schema.org/${TYPES[kind]}`;

type AnyArticle = NewsArticle | AnalysisNewsArticle | OpinionNewsArticle | ReviewNewsArticle | AdvertiserContentArticle;

/**
 * The structured data of an article for search engines: https://schema.org/NewsArticle, with every property that
 * https://developers.google.com/search/docs/appearance/structured-data/article recommends.
 */
export function newsArticle(article: ArticleView, site: SiteWithMenus): WithContext<AnyArticle> {
  const url = absoluteUrl(article.url, site);
  const { description } = article;
  const images = imageObjects(article, site);
  return {
    '@context': 'https://schema.org',
    '@type': TYPES[article.kind],
    mainEntityOfPage: url,
    url,
    headline: article.headline,
    ...(article.shortHeadline && { alternativeHeadline: article.shortHeadline }),
    ...(description && { description }),
    ...(images.length > 0 && { image: images }),
    datePublished: article.publishedAt,
    dateModified: article.updatedAt,
    author: article.byline.map(({ name, slug }) => ({
      '@type': 'Person',
      name,
      url: absoluteUrl(authorPath(slug), site),
    })),
    publisher: {
      '@type': 'NewsMediaOrganization',
      name: site.publisher.name,
      url: absoluteUrl('/', site),
      logo: { '@type': 'ImageObject', url: absoluteUrl(site.publisher.logo.url, site) },
      ...(site.menus.social.length > 0 && { sameAs: site.menus.social.map(({ href }) => href) }),
    },
    articleSection: article.section.title,
    keywords: [...tagNamesOf(article)],
    inLanguage: article.language,
    wordCount: article.wordCount,
    isAccessibleForFree: true,
    commentCount: article.comments.count,
    discussionUrl: `${url}#comments`,
    ...(article.corrections.length > 0 && {
      correction: article.corrections.map(({ at, note }) => ({
        '@type': 'CorrectionComment',
        text: note,
        datePublished: at,
      })),
    }),
  };
}

/** The structured data of a page that is not an article: https://schema.org/WebPage. */
export const webPage = (
  { url, headline, description, language, publishedAt, updatedAt }: Page,
  site: Site,
): WithContext<WebPage> => ({
  '@context': 'https://schema.org',
  '@type': 'WebPage',
  url: absoluteUrl(url, site),
  name: headline,
  ...(description && { description }),
  datePublished: publishedAt,
  dateModified: updatedAt,
  inLanguage: language,
});

/**
 * An article's image in the three shapes that search engines ask for, or as it is, with who made it and on which terms:
 * https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata
 */
function imageObjects({ image }: Pick<ArticleView, 'image'>, site: Site): ImageObject[] {
  if (!image || image.notFor?.includes('social')) return [];
  const { caption, credit, copyright, license, crops } = image;
  // Of `Ada Quill/PA`, what stands before the agency is a person.
  const [, creator] = /^([^/]+)\//.exec(credit ?? '') ?? [];
  const files = crops ? [crops['16x9'], crops['4x3'], crops['1x1']] : [image];
  return files.map(({ url, width, height }) => ({
    '@type': 'ImageObject',
    url: absoluteUrl(url, site),
    width: `${width}`,
    height: `${height}`,
    ...(caption && { caption }),
    ...(credit && { creditText: credit }),
    ...(creator && { creator: { '@type': 'Person', name: creator.trim() } }),
    ...(copyright && { copyrightNotice: copyright }),
    ...(license && { license, acquireLicensePage: license }),
  }));
}

/** The breadcrumbs: front page, section, article. */
export function breadcrumbList(article: ArticleView, site: Site): WithContext<BreadcrumbList> {
  const way = [
    { name: site.title, path: '/' },
    { name: article.section.title, path: sectionPath(article.section.name) },
    { name: article.headline, path: article.url },
  ];
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: way.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: absoluteUrl(path, site),
    })),
  };
}

/** The text of a `<script type="application/ld+json">`, without `<`, so that nothing in it can end the element. */
export const jsonLd = (...things: WithContext<Thing>[]): string => JSON.stringify(things).replaceAll('<', '\\u003c');
