import { hasCome } from '../shared/data/reading.ts';
import type { Instant } from '../shared/instant.ts';

/** Most pages that readers see: what is known of them is read with the sections, by every page. */
export const MOST_PAGES = 100;

/**
 * What is known of a page that is not an article beside the sections, so that menus, sitemaps and lists cost no request
 * (docs/decisions/0039). Written with the page, also before it is out.
 */
export interface OwnPage {
  readonly slug: string;
  readonly headline: string;
  readonly language: string;
  readonly publishedAt: Instant;
  readonly updatedAt: Instant;
  /** What it shows below its text. */
  readonly lists?: 'corrections' | undefined;
}

/** Parses what is stored; without a schema, because every function that reads the sections has it. */
export function fromOwnPageItem(item: Readonly<Record<string, unknown>>): OwnPage {
  const { slug, headline, language, publishedAt, updatedAt, lists } = item as unknown as OwnPage;
  return { slug, headline, language, publishedAt, updatedAt, ...(lists && { lists }) };
}

/** The path of a page, percent-encoded. */
export const pageUrl = (slug: string): string => `/${encodeURIComponent(slug)}`;

/** The pages that are out. */
export const pagesOut = (pages: readonly OwnPage[], now: Date): readonly OwnPage[] =>
  pages.filter(({ publishedAt }) => hasCome(publishedAt, now));
