import { type Instant, isInstant } from '../shared/instant.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Everything at one slug lives in one partition. The sort keys are spelled so that, read downwards from
 * `PUBLISHED#<now>`, an article that is out comes first, then its tally, then `MOVED`, then `GONE`; one that is still to
 * come sorts above `<now>` and cannot be returned.
 */
export const articlePartition = (slug: string) => `ARTICLE#${slug}`;
export const publishedSortKey = (at: Instant) => `PUBLISHED#${at}`;
export const isArticleKey = ({ sk }: Key) => sk.startsWith('PUBLISHED#');

export const articleKey = (slug: string, publishedAt: Instant): Key => ({
  pk: articlePartition(slug),
  sk: publishedSortKey(publishedAt),
});
/** The counter of visible comments: apart from the article, so that counting one does not pay for the whole text. */
export const tallyKey = (slug: string): Key => ({ pk: articlePartition(slug), sk: 'PUBLISHED' });
export const movedKey = (slug: string): Key => ({ pk: articlePartition(slug), sk: 'MOVED' });
export const goneKey = (slug: string): Key => ({ pk: articlePartition(slug), sk: 'GONE' });

/** A listing: the latest of all, or those of one section, tag or author. */
export type Listing = 'latest' | `section/${string}` | `tag/${string}` | `author/${string}`;

export const listingPartition = (listing: Listing) => `LISTING#${listing}`;

/** Where an article stands in every listing: instant, then slug for those of the same millisecond. */
export const listingSortKey = (publishedAt: Instant, slug: string) => `${publishedAt}#${slug}`;

export const listingKey = (listing: Listing, publishedAt: Instant, slug: string): Key => ({
  pk: listingPartition(listing),
  sk: listingSortKey(publishedAt, slug),
});

/** Below every entry of `at` and later, above every entry before it; without an instant, below all. */
export const listingFloor = (at: Instant = '0') => at;
/** Above every entry of `at` and earlier: `~` sorts after all that a slug may hold. */
export const listingCeiling = (at: Instant) => `${at}#~`;

/** Takes a listing's sort key apart; nothing when the text is not one. */
export function parseListingSortKey(key: string): { publishedAt: Instant; slug: string } | undefined {
  const [publishedAt = '', slug = '', ...rest] = key.split('#');
  if (rest.length > 0 || !isInstant(publishedAt) || !/^[a-z0-9-]+$/.test(slug)) return undefined;
  return { publishedAt, slug };
}

/** Every listing an article belongs to. */
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
