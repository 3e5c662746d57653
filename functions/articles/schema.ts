import * as z from 'zod/mini';
import { anyInstant, instant } from '../shared/instant.ts';
import { slug } from '../shared/text.ts';
import { Correction, Image, inFeeds, LeadImage, type ListedArticle, onCards, onPage } from './fields.ts';

export const ArticleSlug = slug(120);
export const SectionName = slug(40);
export const TagName = slug(60);
export const AuthorSlug = slug(80);

const SectionLabel = z.object({ name: z.string(), title: z.string() });

/** What every listing shows of an article. */
export const Card = z.object({
  slug: z.string(),
  url: z.string(),
  section: SectionLabel,
  ...onCards,
  publishedAt: instant,
  image: z.nullable(Image),
});
export type Card = z.output<typeof Card>;

export const Article = z.object({
  ...Card.shape,
  ...inFeeds,
  ...onPage,
  image: z.nullable(LeadImage),
  /** What is told of it elsewhere: the standfirst or, where there is none, the beginning of the text. */
  description: z.string(),
  updatedAt: instant,
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

/** What is told of an article where it is not read: its standfirst or, where there is none, the beginning of its text. */
export const descriptionOf = ({ standfirst, excerpt = '' }: Pick<ListedArticle, 'standfirst' | 'excerpt'>) =>
  standfirst || excerpt;

/** Where people read an article; the same address in every listing, feed and redirect. */
export const articleUrl = (article: { readonly section: string; readonly slug: string }) =>
  `/${article.section}/${article.slug}`;
