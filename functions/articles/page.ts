import * as z from 'zod/mini';
import { PageList, pageUrl } from '../sections/ownPages.ts';
import { instant } from '../shared/instant.ts';
import { Article } from './article.ts';
import type { PublishedArticle } from './fields.ts';
import { toArticle } from './wire.ts';

const { slug, url, headline, standfirst, description, language, translations, image, body } = Article.shape;

/** A page that is not an article, in the list of all. */
export const PageSummary = z.object({ slug, url, headline, language, publishedAt: instant, updatedAt: instant });
export const PageSummaries = z.object({ items: z.array(PageSummary), next: z.null(), previous: z.null() });

/** A page that is not an article, such as an imprint. */
export const Page = z.object({
  ...PageSummary.shape,
  standfirst,
  description,
  translations,
  image,
  body,
  lists: z.nullable(PageList),
});
export type Page = z.output<typeof Page>;

/** Builds a page as of now from what is stored: an article without a section. */
export function toPage(stored: PublishedArticle, now: Date): Page {
  const page = toArticle(stored, { count: 0, open: false }, new Map(), now);
  return { ...page, url: pageUrl(stored.slug), lists: stored.lists ?? null };
}
