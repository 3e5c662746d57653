import type { ListedArticle } from '../articles/fields.ts';
import { inPresentSections } from '../articles/inSections.ts';
import type { ArticleStore } from '../articles/store.ts';
import { idOf, listingOf } from '../sections/names.ts';
import type { Section, SectionCatalogue } from '../sections/schema.ts';
import { cached } from '../shared/data/cache.ts';
import type { Clock } from '../shared/instant.ts';

/** The newest articles of a section; empty when it does not exist. */
export type Newest = (section: string) => Promise<readonly ListedArticle[]>;

/**
 * Caches the newest articles of each section for a few seconds, so that the related articles on a page cost no request
 * beside those for the article and its thread.
 */
export function createNewest(
  { articles, sections, clock }: { articles: Pick<ArticleStore, 'list'>; sections: SectionCatalogue; clock: Clock },
  count: number,
): Newest {
  const readers = new Map<string, () => Promise<readonly ListedArticle[]>>();
  const readerOf = (section: Section) => {
    const reader = cached(async () => (await articles.list(firstPage(section, count), clock())).items, clock);
    readers.set(idOf(section), reader);
    return reader;
  };

  return async (name) => {
    // Otherwise invented section names would fill the memory.
    const section = (await sections.names()).find(name);
    if (!section) return [];
    return inPresentSections((readers.get(idOf(section)) ?? readerOf(section))(), sections);
  };
}

/** The request for the first page of a section's listing. */
export const firstPage = (section: Pick<Section, 'id' | 'name'>, limit: number) =>
  ({ listing: listingOf(section), limit, position: undefined, from: undefined, to: undefined }) as const;
