import { SECTIONS_PARTITION } from '../sections/keys.ts';
import { type Instant, isInstant } from '../shared/instant.ts';
import { isSlug } from '../shared/text.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Everything at one slug is one partition. Read downwards from `PUBLISHED#<now>`, the sort keys yield a published
 * article, then its tally, then `MOVED`, then `GONE`. A scheduled article sorts above `<now>` and is never returned.
 */
export const articlePartition = (slug: string) => `ARTICLE#${slug}`;
/** Everything at the slug of a page (docs/decisions/0039): the same items, without a tally. */
export const pagePartition = (slug: string) => `PAGE#${slug}`;
/** The partition of a slug: an article's or a page's. */
export type PartitionOf = typeof articlePartition | typeof pagePartition;
export const publishedSortKey = (at: Instant) => `PUBLISHED#${at}`;
export const isArticleKey = ({ sk }: Key) => sk.startsWith('PUBLISHED#');

export const articleKey = (slug: string, publishedAt: Instant, partitionOf: PartitionOf = articlePartition): Key => ({
  pk: partitionOf(slug),
  sk: publishedSortKey(publishedAt),
});
/**
 * The counter of visible comments. It is an item of its own, so that counting does not pay for rewriting the article's
 * text.
 */
export const tallyKey = (slug: string): Key => ({ pk: articlePartition(slug), sk: 'PUBLISHED' });
export const movedKey = (slug: string, partitionOf: PartitionOf = articlePartition): Key => ({
  pk: partitionOf(slug),
  sk: 'MOVED',
});
export const goneKey = (slug: string, partitionOf: PartitionOf = articlePartition): Key => ({
  pk: partitionOf(slug),
  sk: 'GONE',
});

/** When an article last left a listing, so that no feed seems older than it was; beside the sections, as a fact of the whole paper. */
export const removalKey: Key = { pk: SECTIONS_PARTITION, sk: 'REMOVAL' };

/** All articles, or those of one section, tag or author. */
export type Listing = 'latest' | `section/${string}` | `tag/${string}` | `author/${string}`;

export const listingPartition = (listing: Listing) => `LISTING#${listing}`;

/** Sort key of a listing entry: instant, then slug for articles of the same millisecond. */
export const listingSortKey = (publishedAt: Instant, slug: string) => `${publishedAt}#${slug}`;

export const listingKey = (listing: Listing, publishedAt: Instant, slug: string): Key => ({
  pk: listingPartition(listing),
  sk: listingSortKey(publishedAt, slug),
});

/** Lower bound of the entries at `at` and later; without an instant, of all. */
export const listingFloor = (at: Instant = '0') => at;
/** Upper bound of the entries at `at` and earlier: the last code point sorts after every character of a slug. */
export const listingCeiling = (at: Instant) => `${at}#\u{10ffff}`;

/** @returns undefined when the text is not a sort key of a listing. */
export function parseListingSortKey(key: string): { publishedAt: Instant; slug: string } | undefined {
  const [publishedAt = '', slug = '', ...rest] = key.split('#');
  if (rest.length > 0 || !isInstant(publishedAt) || !isSlug(slug)) return undefined;
  return { publishedAt, slug };
}

/** All corrections of articles, by their instants. */
export const CORRECTIONS_PARTITION = 'CORRECTIONS';
/** @param index of the correction among those of its article: two may be of one instant. */
export const correctionKey = (at: Instant, slug: string, index: number): Key => ({
  pk: CORRECTIONS_PARTITION,
  sk: `${listingSortKey(at, slug)}#${String(index).padStart(2, '0')}`,
});
export const isCorrectionSortKey = (key: string): boolean =>
  /#\d{2}$/.test(key) && parseListingSortKey(key.slice(0, -3)) !== undefined;

/** The listings that an article belongs to. */
export function listingsOf(article: {
  readonly section: string;
  readonly tags: readonly string[];
  readonly byline: readonly { readonly slug: string }[];
}): Listing[] {
  return [
    'latest',
    `section/${article.section}`,
    ...article.tags.map((tag): Listing => `tag/${tag}`),
    ...article.byline.map(({ slug }): Listing => `author/${slug}`),
  ];
}
