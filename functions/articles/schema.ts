import * as z from 'zod/mini';
import { anyInstant, instant } from '../shared/instant.ts';
import { slug } from '../shared/text.ts';

export const ArticleSlug = slug(120);
export const SectionName = slug(40);
export const TagName = slug(60);
export const AuthorSlug = slug(80);

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

/** An article's own image, with the other widths there are of it; cards make do with the one. */
export const LeadImage = z.object({ ...Image.shape, sources: z.array(ImageSource) });

/** Where the same article is to be read in another language (BCP 47). */
export const Translation = z.object({ language: z.string(), url: z.string() });
export type Translation = z.output<typeof Translation>;

/** A public note of what was wrong and when it was mended. */
export const Correction = z.object({ at: instant, note: z.string() });
export type Correction = z.output<typeof Correction>;

const SectionLabel = z.object({ name: z.string(), title: z.string() });

/** What every listing shows of an article. */
export const Card = z.object({
  slug: z.string(),
  url: z.string(),
  section: SectionLabel,
  headline: z.string(),
  standfirst: z.string(),
  byline: z.array(Byline),
  publishedAt: instant,
  image: z.nullable(Image),
});
export type Card = z.output<typeof Card>;

export const Article = z.object({
  ...Card.shape,
  image: z.nullable(LeadImage),
  /** What is told of it elsewhere: the standfirst or, where there is none, the beginning of the text. */
  description: z.string(),
  language: z.string(),
  translations: z.array(Translation),
  updatedAt: instant,
  tags: z.array(z.string()),
  body: z.string(),
  wordCount: z.int(),
  readingMinutes: z.int(),
  corrections: z.array(Correction),
  comments: z.object({ count: z.int(), open: z.boolean(), url: z.string() }),
});
export type Article = z.output<typeof Article>;

/** A page of any list; a cursor is null where there is nothing on that side. */
export const page = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), next: z.nullable(z.string()), previous: z.nullable(z.string()) });

export const CardPage = page(Card);

const digits = z.string().check(z.regex(/^\d{1,3}$/, 'must be a whole number from 1 to 100'));

/** How many items a page holds: 1 to 100, and 20 unless the reader says otherwise. */
export const limit = z._default(
  z.pipe(
    z.pipe(
      digits,
      z.transform((text) => Number(text)),
    ),
    z.int().check(z.minimum(1), z.maximum(100)),
  ),
  20,
);

export const cursor = z.optional(z.string());

/** The query of every listing. `from` is the first instant that counts, `to` the first that does not any more. */
export const ListingQuery = z
  .object({ limit, cursor, from: z.optional(anyInstant), to: z.optional(anyInstant) })
  .check(z.refine(({ from, to }) => !from || !to || from < to, { path: ['to'], error: 'must be later than from' }));
export type ListingQuery = z.output<typeof ListingQuery>;

/** An article as readers may see it and as the Published table keeps it. */
export interface PublishedArticle {
  readonly slug: string;
  /** The slug it was first published under, for ever: its thread of comments is kept there. */
  readonly thread: string;
  readonly language: string;
  /** Articles that were published before there were translations have none. */
  readonly translations?: readonly Translation[];
  readonly section: string;
  readonly headline: string;
  readonly standfirst: string;
  /** The beginning of the text, where there is no standfirst. */
  readonly excerpt?: string;
  readonly byline: readonly Byline[];
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly tags: readonly string[];
  readonly image: (Image & { readonly sources?: readonly z.output<typeof ImageSource>[] }) | null;
  /** Sanitized HTML. */
  readonly body: string;
  readonly wordCount: number;
  readonly readingMinutes: number;
  readonly corrections: readonly Correction[];
  readonly commentsOpen: boolean;
}

/** The part of an article that its listing entries carry: what cards show, and what feeds and sitemaps say besides. */
export type ListedArticle = Pick<
  PublishedArticle,
  | 'slug'
  | 'thread'
  | 'language'
  | 'section'
  | 'headline'
  | 'standfirst'
  | 'excerpt'
  | 'byline'
  | 'publishedAt'
  | 'updatedAt'
  | 'tags'
> & { readonly image: Image | null };

/** A listing entry as it is kept: a page of twenty costs by its bytes, so what follows from the rest is left out. */
export type StoredEntry = Omit<ListedArticle, 'thread' | 'updatedAt'> &
  Partial<Pick<ListedArticle, 'thread' | 'updatedAt'>>;

/** @param entry as it is kept, or parts of it. */
export const toListed = <Entry extends Pick<StoredEntry, 'slug' | 'publishedAt'>>(entry: Entry) => ({
  thread: entry.slug,
  updatedAt: entry.publishedAt,
  ...entry,
});

/** What is told of an article where it is not read: its standfirst or, where there is none, the beginning of its text. */
export const descriptionOf = ({ standfirst, excerpt = '' }: Pick<ListedArticle, 'standfirst' | 'excerpt'>) =>
  standfirst || excerpt;

/** Where people read an article; the same address in every listing, feed and redirect. */
export const articleUrl = (article: { readonly section: string; readonly slug: string }) =>
  `/${article.section}/${article.slug}`;
