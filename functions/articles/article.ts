import * as z from 'zod/mini';
import { instant } from '../shared/instant.ts';
import { Correction, inFeeds, inPlaceOfOthers, onCards, onPage } from './fields.ts';
import { Image, ImageSource } from './image.ts';
import { page } from './schema.ts';

const SectionLabel = z.object({ name: z.string(), title: z.string() });

/** The same image in another width or format. */
const Source = z.object({ ...ImageSource.shape, type: z.optional(z.string()) });
/** A part of a picture in one shape; like the image itself, in a format that every program reads. */
const Cut = z.object({ url: z.string(), width: z.int(), height: z.int(), sources: z.array(Source) });

/** What only pictures of the media library have. */
const ofLibrary = {
  id: z.optional(z.string()),
  copyright: z.optional(z.string()),
  /** The address of its licence. */
  license: z.optional(z.string()),
  focalPoint: z.optional(z.object({ x: z.int(), y: z.int() })),
  /** The dominant colour, `#rrggbb`. */
  color: z.optional(z.string()),
  /** Where it may not be shown: in `syndication`, `social` (shared links), `print`. */
  notFor: z.optional(z.array(z.string())),
};

/** A card's image. */
const CardImage = z.object({ ...Image.shape, ...ofLibrary, crops: z.optional(z.object({ '16x9': Cut })) });

/** What listings show of an article. */
export const Card = z.object({
  slug: z.string(),
  url: z.string(),
  section: SectionLabel,
  ...onCards,
  ...inPlaceOfOthers,
  publishedAt: instant,
  image: z.nullable(CardImage),
});
export type Card = z.output<typeof Card>;

export const CardPage = page(Card);

/** A correction in the list of all, with its article. */
export const ListedCorrection = z.object({
  ...Correction.shape,
  slug: z.string(),
  url: z.string(),
  section: SectionLabel,
  headline: z.string(),
  language: z.string(),
});
export type ListedCorrection = z.output<typeof ListedCorrection>;
export const CorrectionPage = page(ListedCorrection);

/** An article's image. */
export const ArticleImage = z.object({
  ...Image.shape,
  ...ofLibrary,
  sources: z.array(Source),
  crops: z.optional(z.object({ '16x9': Cut, '4x3': Cut, '1x1': Cut })),
});

export const Article = z.object({
  ...Card.shape,
  ...inFeeds,
  ...onPage,
  image: z.nullable(ArticleImage),
  /** Those tags' names that have one, by tag. */
  tagNames: z.optional(z.record(z.string(), z.string())),
  /** The standfirst or, without one, the beginning of the text. */
  description: z.string(),
  updatedAt: instant,
  body: z.string(),
  wordCount: z.int(),
  readingMinutes: z.int(),
  corrections: z.array(Correction),
  comments: z.object({ count: z.int(), open: z.boolean(), url: z.string() }),
});
export type Article = z.output<typeof Article>;
