import type { ListedArticle } from '../articles/fields.ts';
import type { ArticleStore } from '../articles/store.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import { cached } from '../shared/data/cache.ts';
import type { Clock } from '../shared/instant.ts';

/** The newest articles of a section; none of one that does not exist. */
export type Newest = (section: string) => Promise<readonly ListedArticle[]>;

/**
 * Remembers each section's newest for a few seconds, as the sections themselves are: an article's page shows some of them
 * beside it, and so costs what the article and its thread do.
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
    // Sections that somebody makes up would fill the memory.
    if (!(await sections.titles()).has(section)) return [];
    return (readers.get(section) ?? readerOf(section))();
  };
}

/** The start of a section's listing, for {@link ArticleStore}. */
export const firstPage = (section: string, limit: number) =>
  ({ listing: `section/${section}`, limit, position: undefined, from: undefined, to: undefined }) as const;
