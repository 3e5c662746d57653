import * as z from 'zod/mini';

import { instant } from '../shared/instant.ts';
import { Article } from './article.ts';
import { PageList } from './fields.ts';

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
