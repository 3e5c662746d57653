import type { ListedArticle } from '../articles/fields.ts';
import type { ArticleStore } from '../articles/store.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import { cached } from '../shared/data/cache.ts';
import type { Clock } from '../shared/instant.ts';

/** The newest articles of a section; empty when it does not exist. */
export type Newest = (section: string) => Promise<readonly ListedArticle[]>;

/**
 * Caches the newest articles of each section for a few seconds, so that the related articles on a page cost no request
 * beside those for the article and its thread.
 */
export function createNewest(
  { articles, sections, clock }: { articles: ArticleStore; sections: SectionCatalogue; clock: Clock },
  count: number,
): Newest {
  const readers = new Map<string, () => Promise<readonly ListedArticle[]>>();
  const readerOf = (section: string) => {
    const reader = cached(async () => (await articles.list(firstPage(section, count), clock())).items, clock);
    readers.set(section, reader);
    return reader;
  };

  return async (section) => {
    // Otherwise invented section names would fill the memory.
    if (!(await sections.titles()).has(section)) return [];
    return (readers.get(section) ?? readerOf(section))();
  };
}

/** The request for the first page of a section's listing. */
export const firstPage = (section: string, limit: number) =>
  ({ listing: `section/${section}`, limit, position: undefined, from: undefined, to: undefined }) as const;
