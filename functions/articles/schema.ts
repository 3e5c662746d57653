import * as z from 'zod/mini';
import { anyInstant } from '../shared/instant.ts';
import { slug } from '../shared/text.ts';
import { fault } from '../words/fault.ts';
import type { ListedArticle } from './fields.ts';

export const ArticleSlug = slug(120);
export const SectionName = slug(40);
export const TagName = slug(60);
export const AuthorSlug = slug(80);

/** The cursor of a neighbouring page; null at the end of the list. */
export const neighbour = z.nullable(z.string());

/** A page of a list. */
export const page = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), next: neighbour, previous: neighbour });

/** Page size: 1 to 100, by default 20. */
export const limit = z._default(
  z.pipe(
    z.string().check(z.regex(/^(?:0{0,2}[1-9]|0?[1-9]\d|100)$/, fault('pageSize'))),
    z.transform((text) => Number(text)),
  ),
  20,
);

/** The cursor of a page. An empty one, as forms and templates send it, counts as left out. */
export const cursor = z.optional(
  z.pipe(
    z.string(),
    z.transform((text) => text || undefined),
  ),
);

/** The query of every listing. `from` is inclusive, `to` exclusive. */
export const ListingQuery = z
  .object({ limit, cursor, from: z.optional(anyInstant), to: z.optional(anyInstant) })
  .check(z.refine(({ from, to }) => !from || !to || from < to, { path: ['to'], error: fault('laterThanFrom') }));
export type ListingQuery = z.output<typeof ListingQuery>;

/** An article's description: its standfirst or, without one, the beginning of its text. */
export const descriptionOf = ({ standfirst, excerpt = '' }: Pick<ListedArticle, 'standfirst' | 'excerpt'>) =>
  standfirst || excerpt;

/** The path of an article's page, percent-encoded; the same in listings, feeds and redirects. */
export const articleUrl = (article: { readonly section: string; readonly slug: string }) =>
  `/${encodeURIComponent(article.section)}/${encodeURIComponent(article.slug)}`;

/** The path of an article's comments in the API. */
export const commentsUrl = (slug: string) => `/v1/articles/${encodeURIComponent(slug)}/comments`;
