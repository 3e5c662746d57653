import * as z from 'zod/mini';
import { defineRoutes } from '../shared/api/route.ts';
import { Article, CardPage, CorrectionPage } from './article.ts';
import { Page, PageSummaries } from './page.ts';
import { ArticleSlug, AuthorSlug, cursor, ListingQuery, limit, SectionName, TagName } from './schema.ts';

const reading = { method: 'GET', audience: 'public', success: 200, cache: 'public' } as const;
const listing = { ...reading, query: ListingQuery, response: CardPage } as const;

export const articleRoutes = defineRoutes('articles.read', {
  readArticle: {
    ...reading,
    path: '/v1/articles/{slug}',
    summary: 'Read an article',
    params: z.object({ slug: ArticleSlug }),
    response: Article,
    failures: ['article-not-found', 'article-moved', 'article-withdrawn'],
  },
  listPages: {
    ...reading,
    path: '/v1/pages',
    summary: 'List the pages that are not articles, such as an imprint',
    response: PageSummaries,
    failures: [],
  },
  readPage: {
    ...reading,
    path: '/v1/pages/{slug}',
    summary: 'Read a page that is not an article',
    params: z.object({ slug: ArticleSlug }),
    response: Page,
    failures: ['page-not-found', 'page-moved', 'page-withdrawn'],
  },
  listCorrections: {
    ...reading,
    path: '/v1/corrections',
    summary: 'List the corrections of all articles, newest first',
    query: z.object({ limit, cursor }),
    response: CorrectionPage,
    failures: ['cursor-invalid'],
  },
  listLatest: {
    ...listing,
    path: '/v1/articles',
    summary: 'List the latest articles of all sections, newest first',
    failures: ['cursor-invalid'],
  },
  listSection: {
    ...listing,
    path: '/v1/sections/{section}/articles',
    summary: 'List the articles of a section, newest first',
    params: z.object({ section: SectionName }),
    failures: ['cursor-invalid', 'section-not-found', 'address-moved'],
  },
  listTag: {
    ...listing,
    path: '/v1/tags/{tag}/articles',
    summary: 'List the articles that carry a tag, newest first',
    params: z.object({ tag: TagName }),
    failures: ['cursor-invalid'],
  },
  listAuthor: {
    ...listing,
    path: '/v1/authors/{author}/articles',
    summary: 'List the articles of an author, newest first',
    params: z.object({ author: AuthorSlug }),
    failures: ['cursor-invalid', 'address-moved'],
  },
});
