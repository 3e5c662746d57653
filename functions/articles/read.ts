import { listingOf } from '../sections/names.ts';
import { pagesOut, pageUrl } from '../sections/ownPages.ts';
import { type SectionCatalogue, sectionAddress } from '../sections/schema.ts';
import { decodeCursor, encodeCursor } from '../shared/api/cursor.ts';
import { encodePage, pageRequest } from '../shared/api/encodePage.ts';
import type { Operations } from '../shared/api/route.ts';
import type { Position } from '../shared/data/keyset.ts';
import type { Clock } from '../shared/instant.ts';
import { areCommentsOpen } from './areCommentsOpen.ts';
import type { CorrectionStore } from './correctionStore.ts';
import { inPresentSections, inSections } from './inSections.ts';
import { isCorrectionSortKey, type Listing, parseListingSortKey } from './keys.ts';
import type { PageStore } from './pageStore.ts';
import type { articleRoutes } from './routes.ts';
import type { ListingQuery } from './schema.ts';
import type { ArticleStore } from './store.ts';
import { toArticle, toCard, toCorrection, toPage } from './wire.ts';

export interface ArticleReading {
  readonly articles: ArticleStore;
  readonly sections: SectionCatalogue;
  readonly clock: Clock;
}

export interface CorrectionReading extends Pick<ArticleReading, 'sections' | 'clock'> {
  readonly corrections: CorrectionStore;
}

/** Reads a page of a listing as of now, with the titles of its sections and the cursors of its neighbours. */
export async function readListing(
  { articles, sections, clock }: ArticleReading,
  listing: Listing,
  { limit, cursor, from, to }: Pick<ListingQuery, 'limit' | 'cursor' | 'from' | 'to'>,
) {
  const position = cursor === undefined ? undefined : decodeCursor(listing, cursor, isPosition);
  const now = clock();
  const reading = articles.list({ listing, limit, position, from, to }, now);
  const [page, entries, titles] = await Promise.all([
    reading,
    inPresentSections(
      reading.then(({ items }) => items),
      sections,
    ),
    sections.titles(),
  ]);
  const encode = (neighbour: Position | null) => neighbour && encodeCursor(listing, neighbour);
  return { entries, titles, now, next: encode(page.next), previous: encode(page.previous) };
}

/** Reads a page of the corrections of all articles, newest first. */
export async function readCorrections(
  { corrections, sections, clock }: CorrectionReading,
  { limit, cursor }: Pick<ListingQuery, 'limit' | 'cursor'>,
) {
  const [page, titles] = await Promise.all([
    corrections.list(pageRequest('corrections', { limit, cursor }, isCorrectionSortKey), clock()),
    sections.titles(),
  ]);
  return encodePage('corrections', page, (correction) => toCorrection(correction, titles));
}

const isPosition = (key: string) => parseListingSortKey(key) !== undefined;

/**
 * @param requireUnmoved throws for a slug that an author had.
 */
export function readArticles(
  reading: ArticleReading & CorrectionReading & { readonly pages: PageStore },
  requireUnmoved: (author: string) => Promise<void>,
): Operations<typeof articleRoutes> {
  const { pages, sections, clock } = reading;
  const articles = inSections(reading.articles, sections);
  const list = async (listing: Listing, query: ListingQuery) => {
    const { entries, titles, now, next, previous } = await readListing(reading, listing, query);
    return { items: entries.map((entry) => toCard(entry, titles, now)), next, previous };
  };

  return {
    readArticle: async ({ params }) => {
      const now = clock();
      const [visible, titles] = await Promise.all([articles.read(params.slug, now), sections.titles()]);
      const { article, commentCount: count } = visible;
      const open = areCommentsOpen(visible, await sections.threadRules(article.section), now);
      return toArticle(article, { count, open }, titles, now);
    },
    listPages: async () => ({
      items: pagesOut(await sections.pages(), clock()).map((page) => ({ ...page, url: pageUrl(page.slug) })),
      next: null,
      previous: null,
    }),
    readPage: async ({ params }) => {
      const now = clock();
      return toPage((await pages.read(params.slug, now)).article, now);
    },
    listCorrections: ({ query }) => readCorrections(reading, query),
    listLatest: ({ query }) => list('latest', query),
    listSection: async ({ params, query }) => {
      const section = await sections.require(params.section, (name) => `${sectionAddress(name)}/articles`);
      return list(listingOf(section), query);
    },
    listTag: ({ params, query }) => list(`tag/${params.tag}`, query),
    listAuthor: async ({ params: { author }, query }) => {
      const page = await list(`author/${author}`, query);
      // Whoever has articles has not moved.
      if (page.items.length === 0) await requireUnmoved(author);
      return page;
    },
  };
}
