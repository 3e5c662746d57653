import * as z from 'zod/mini';
import { itemReader } from '../shared/data/itemReader.ts';
import { hasCome } from '../shared/data/reading.ts';
import { instant } from '../shared/instant.ts';

/** What a page may show below its text. */
export const PageList = z.enum(['corrections']);
export type PageList = z.output<typeof PageList>;

/** Most pages that readers see: what is known of them is read with the sections, by every page. */
export const MOST_PAGES = 100;

/**
 * What is known of a page that is not an article beside the sections, so that menus, sitemaps and lists cost no request
 * (docs/decisions/0039). Written with the page, also before it is out.
 */
export const OwnPage = z.object({
  slug: z.string(),
  headline: z.string(),
  language: z.string(),
  publishedAt: instant,
  updatedAt: instant,
  lists: z.optional(PageList),
});
export type OwnPage = z.output<typeof OwnPage>;

export const fromOwnPageItem = itemReader(OwnPage);

/** The path of a page, percent-encoded. */
export const pageUrl = (slug: string): string => `/${encodeURIComponent(slug)}`;

/** The pages that are out. */
export const pagesOut = (pages: readonly OwnPage[], now: Date): readonly OwnPage[] =>
  pages.filter(({ publishedAt }) => hasCome(publishedAt, now));
