import * as z from 'zod/mini';
import type { Picture } from '../pictures/picture.ts';
import { instant } from '../shared/instant.ts';
import type { Image, LeadImage } from './image.ts';

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

/** What an article says of its lead picture in place of the picture's record. */
export interface ImageTexts {
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
}

/** What was checked when it was written, and is read as it is. */
const stored = <Value>() => z.transform((value: Value) => value);

/** The same article in another language (BCP 47). */
export const Translation = z.object({ language: z.string(), url: z.string() });
export type Translation = z.output<typeof Translation>;

/** What an article is. A label, a style and a type for search engines follow from it; news needs no label. */
export const KINDS = [
  'news',
  'analysis',
  'opinion',
  'review',
  'interview',
  'obituary',
  'live',
  'brief',
  /** Paid for: its label is the one that the law asks for. */
  'sponsored',
] as const;
export const Kind = z.enum(KINDS);
export type Kind = z.output<typeof Kind>;

/** What is said of an article beside its kind, while it is so. */
export const LABELS = ['none', 'breaking', 'live'] as const;
export const Label = z.enum(LABELS);
export type Label = z.output<typeof Label>;

/** On cards, in feeds and on the page; part of listing entries. */
export const onCards = {
  kind: z._default(Kind, 'news'),
  label: z._default(Label, 'none'),
  /** A short line above the headline. */
  kicker: z._default(z.string(), ''),
  headline: z.string(),
  standfirst: z._default(z.string(), ''),
  byline: z.array(Byline),
};

/** On cards and for search engines; part of listing entries. */
export const inPlaceOfOthers = {
  /** On cards, where the headline is too long. */
  shortHeadline: z._default(z.string(), ''),
};

/** For the choice of a front; part of listing entries, and not shown to readers. */
export const forFronts = {
  /** 1 to 3: decides rank and size. */
  importance: z._default(z.int(), 2),
  /** Whether no front chooses it; lists have it all the same. */
  keptOffFronts: z._default(z.boolean(), false),
};

/** In feeds and on the page; part of listing entries. */
export const inFeeds = {
  tags: z._default(z.array(z.string()), []),
  language: z._default(z.string(), 'en'),
};

/** On the page only. Cards and feeds show one width of the image. */
export const onPage = {
  /** A picture of the media library, or an image from another site. */
  image: z._default(z.nullable(stored<LeadImage | Picture>()), null),
  translations: z._default(z.array(Translation), []),
};

/** Not shown to readers. */
export const behindThePage = {
  commentsOpen: z._default(z.boolean(), true),
};

/** A public note of what was wrong and when it was corrected. */
export const Correction = z.object({ at: instant, note: z.string() });
export type Correction = z.output<typeof Correction>;

/** What a page may show below its text. */
export const PageList = z.enum(['corrections']);
export type PageList = z.output<typeof PageList>;

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
  /** Apart from the picture, which a change of its record replaces. */
  imageTexts: z.optional(stored<ImageTexts>()),
};

/** An article as readers see it and as the Published table stores it. */
export const PublishedArticle = z.object({
  ...identity,
  ...onCards,
  ...inPlaceOfOthers,
  ...forFronts,
  ...inFeeds,
  ...onPage,
  ...behindThePage,
  /** The names of those tags that have one (functions/tags). */
  tagNames: z.optional(stored<Readonly<Record<string, string>>>()),
  /** Sanitized HTML. Pictures of the media library are `<img src="media:ID">` (functions/pictures/expand.ts). */
  body: z.string(),
  /** Those pictures, each once. */
  pictures: z._default(stored<readonly Picture[]>(), []),
  wordCount: z.int(),
  readingMinutes: z.int(),
  corrections: z.array(Correction),
  /** Of pages only, which are stored as articles without a section (docs/decisions/0039). */
  lists: z.optional(PageList),
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
  ...inPlaceOfOthers,
  ...forFronts,
  ...inFeeds,
  /** In one width, which is enough for cards, if it is from another site. */
  image: z._default(z.nullable(stored<Image | Picture>()), null),
});
export type ListedArticle = z.output<typeof ListedArticle>;
