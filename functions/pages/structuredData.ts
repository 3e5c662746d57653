import type { BreadcrumbList, NewsArticle, Thing, WithContext } from 'schema-dts';
import type * as z from 'zod/mini';
import type { Article } from '../articles/schema.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';
import { authorPath, sectionPath } from './addresses.ts';

export type ArticleView = z.output<typeof Article>;

/**
 * The structured data of an article for search engines: https://schema.org/NewsArticle, with every property that
 * https://developers.google.com/search/docs/appearance/structured-data/article recommends.
 */
export function newsArticle(article: ArticleView, site: Site): WithContext<NewsArticle> {
  const url = absoluteUrl(article.url, site);
  const { image, description } = article;
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: url,
    url,
    headline: article.headline,
    ...(description && { description }),
    ...(image && {
      image: {
        '@type': 'ImageObject',
        url: absoluteUrl(image.url, site),
        ...(image.caption && { caption: image.caption }),
        ...(image.credit && { creditText: image.credit }),
      },
    }),
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
    },
    articleSection: article.section.title,
    keywords: article.tags,
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
