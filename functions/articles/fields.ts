import * as z from 'zod/mini';
import { instant } from '../shared/instant.ts';

/*
 * The fields of an article, each in the group of where readers see it. What stores keep and read, what the API answers, what
 * a listing entry holds, what editors may send and what a file's front matter says all follow from these groups.
 *
 * A field with a default (`z._default`) may be left out by whoever writes an article; and articles that were stored before
 * there was such a field are read with it. CONTRIBUTING says how to add one.
 */

/** Who wrote it, as printed above the text; the slug addresses the author's listing. */
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

/** An article's own image, with the other widths there are of it. */
export const LeadImage = z.object({ ...Image.shape, sources: z._default(z.array(ImageSource), []) });

/** Where the same article is to be read in another language (BCP 47). */
export const Translation = z.object({ language: z.string(), url: z.string() });
export type Translation = z.output<typeof Translation>;

/** On cards, wherever the article is listed; in feeds; and on its page. Each listing entry holds them. */
export const onCards = {
  headline: z.string(),
  standfirst: z._default(z.string(), ''),
  byline: z.array(Byline),
};

/** In feeds and on its page. Each listing entry holds them. */
export const inFeeds = {
  tags: z._default(z.array(z.string()), []),
  language: z._default(z.string(), 'en'),
};

/** On its page alone; of the image, cards and feeds have one width. */
export const onPage = {
  image: z._default(z.nullable(LeadImage), null),
  translations: z._default(z.array(Translation), []),
};

/** What readers do not see as it is: it decides what they can do. */
export const behindThePage = {
  commentsOpen: z._default(z.boolean(), true),
};

/** A public note of what was wrong and when it was mended. */
export const Correction = z.object({ at: instant, note: z.string() });
export type Correction = z.output<typeof Correction>;

/** What is kept of an article wherever it is kept: where it is, whose thread of comments it has, and since when. */
const identity = {
  slug: z.string(),
  /** The slug it was first published under, for ever: its thread of comments is kept there. */
  thread: z.string(),
  section: z.string(),
  publishedAt: z.string(),
  updatedAt: z.string(),
  /** The beginning of the text, where there is no standfirst. */
  excerpt: z.optional(z.string()),
};

/** An article as readers may see it and as the Published table keeps it. */
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

/** The part of an article that its listing entries hold: what cards show, and what feeds and sitemaps say besides. */
export const ListedArticle = z.object({
  ...identity,
  ...onCards,
  ...inFeeds,
  /** In one width: cards make do with it. */
  image: z._default(z.nullable(Image), null),
});
export type ListedArticle = z.output<typeof ListedArticle>;
