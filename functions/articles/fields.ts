import * as z from 'zod/mini';
import { instant } from '../shared/instant.ts';

/*
 * The fields of an article, grouped by where readers see them. Stores, the API, listing entries, editors' input and
 * front matter all derive from these groups.
 *
 * A field with a default (`z._default`) is optional in input, and articles stored before the field existed are read
 * with the default. CONTRIBUTING says how to add one.
 */

/** An author as printed above the text; the slug addresses the author's listing. */
export const Byline = z.object({ name: z.string(), slug: z.string() });
export type Byline = z.output<typeof Byline>;

export const Image = z.object({
  url: z.string(),
  alt: z.string(),
  caption: z.nullable(z.string()),
  credit: z.nullable(z.string()),
  width: z.int(),
  height: z.int(),
});
export type Image = z.output<typeof Image>;

/** The same image in another width. */
export const ImageSource = z.object({ url: z.string(), width: z.int() });

/** An article's image, with its other widths. */
export const LeadImage = z.object({ ...Image.shape, sources: z._default(z.array(ImageSource), []) });

/** The same article in another language (BCP 47). */
export const Translation = z.object({ language: z.string(), url: z.string() });
export type Translation = z.output<typeof Translation>;

/** On cards, in feeds and on the page; part of listing entries. */
export const onCards = {
  headline: z.string(),
  standfirst: z._default(z.string(), ''),
  byline: z.array(Byline),
};

/** In feeds and on the page; part of listing entries. */
export const inFeeds = {
  tags: z._default(z.array(z.string()), []),
  language: z._default(z.string(), 'en'),
};

/** On the page only. Cards and feeds show one width of the image. */
export const onPage = {
  image: z._default(z.nullable(LeadImage), null),
  translations: z._default(z.array(Translation), []),
};

/** Not shown to readers. */
export const behindThePage = {
  commentsOpen: z._default(z.boolean(), true),
};

/** A public note of what was wrong and when it was corrected. */
export const Correction = z.object({ at: instant, note: z.string() });
export type Correction = z.output<typeof Correction>;

/** Stored with every copy of an article: its address, its comment thread and its dates. */
const identity = {
  slug: z.string(),
  /** The slug of the first publication, which never changes: the thread of comments is stored under it. */
  thread: z.string(),
  section: z.string(),
  publishedAt: z.string(),
  updatedAt: z.string(),
  /** The beginning of the text, when there is no standfirst. */
  excerpt: z.optional(z.string()),
};

/** An article as readers see it and as the Published table stores it. */
export const PublishedArticle = z.object({
  ...identity,
  ...onCards,
  ...inFeeds,
  ...onPage,
  ...behindThePage,
  /** Sanitized HTML. */
  body: z.string(),
  wordCount: z.int(),
  readingMinutes: z.int(),
  corrections: z.array(Correction),
});
export type PublishedArticle = z.output<typeof PublishedArticle>;

/** An article without its text: where it is, and whether it takes comments. */
export const ArticleHead = z.object({
  slug: identity.slug,
  thread: identity.thread,
  section: identity.section,
  publishedAt: identity.publishedAt,
  headline: onCards.headline,
  language: inFeeds.language,
  commentsOpen: behindThePage.commentsOpen,
});
export type ArticleHead = z.output<typeof ArticleHead>;

/** The part of an article in its listing entries: what cards, feeds and sitemaps show. */
export const ListedArticle = z.object({
  ...identity,
  ...onCards,
  ...inFeeds,
  /** In one width, which is enough for cards. */
  image: z._default(z.nullable(Image), null),
});
export type ListedArticle = z.output<typeof ListedArticle>;
