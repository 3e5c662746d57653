import * as z from 'zod/mini';
import {
  Byline,
  behindThePage,
  forFronts,
  inFeeds,
  inPlaceOfOthers,
  Kind,
  Label,
  onCards,
  onPage,
  PageList,
} from '../../articles/fields.ts';
import { LeadImage } from '../../articles/image.ts';
import { ArticleSlug, AuthorSlug, SectionName, TagName } from '../../articles/schema.ts';
import { MediaId } from '../../pictures/picture.ts';
import { either } from '../../shared/api/either.ts';
import { patchOf } from '../../shared/api/mergePatch.ts';
import { wholeOf } from '../../shared/api/wholeOf.ts';
import { httpsUrl, line } from '../../shared/text.ts';
import { isUnique, unique } from '../../shared/unique.ts';
import { fault } from '../../words/fault.ts';
import { writtenText } from '../body/writtenText.ts';
import { asSent } from './byline.ts';

/** An image from another site; its size is null as long as nobody has named it and it could not be read at its address. */
const SiteImage = z.object({ ...LeadImage.shape, width: z.nullable(z.int()), height: z.nullable(z.int()) });

/** A picture of the media library as an article's lead; a text that is null is the one of its record. */
const LeadPicture = z.object({
  media: MediaId,
  alt: z._default(z.nullable(z.string()), null),
  caption: z._default(z.nullable(z.string()), null),
  credit: z._default(z.nullable(z.string()), null),
});

/**
 * An article's content as it is stored and returned: the fields that readers see (functions/articles/fields.ts) and
 * those for editors only. {@link rules} validate it, once, when it is sent.
 */
export const Content = z.object({
  ...onCards,
  ...inPlaceOfOthers,
  ...forFronts,
  slug: z.string(),
  section: z.string(),
  ...inFeeds,
  ...onPage,
  /** From another site, or of the media library. */
  image: z._default(z.nullable(z.union([SiteImage, LeadPicture])), null),
  ...behindThePage,
  /** The authors: names, of which slugs are made, or names with slugs of their own. */
  byline: z.array(z.union([z.string(), Byline])),
  /** The source, Markdown or HTML. */
  body: z.string(),
  format: z._default(z.enum(['markdown', 'html']), 'markdown'),
  /** What it was made from, such as a file's path: no two articles are of one source (docs/decisions/0021). */
  source: z._default(z.nullable(z.string()), null),
  /** What the source was when it was read last, in whatever form its reader compares. */
  sourceVersion: z._default(z.nullable(z.string()), null),
  /** Of pages only: what stands below the text. */
  lists: z.optional(PageList),
});
/** The content of a revision: what was sent, with the slug decided. */
export type Content = z.output<typeof Content>;

type Fields = Omit<typeof Content.shape, 'lists'>;

const lineOrNone = (most: number) => z.union([z.literal(''), line(most)]);

const pixels = z.int().check(z.minimum(1), z.maximum(20_000));

export const Source = line(500);

const languageTag = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, fault('language')));

const SentImage = z
  .object({
    url: httpsUrl(2_000),
    alt: line(500),
    caption: z._default(z.nullable(line(500)), null),
    credit: z._default(z.nullable(line(200)), null),
    /** Null: as it is read at the address. */
    width: z._default(z.nullable(pixels), null),
    height: z._default(z.nullable(pixels), null),
    /** The same image in other widths; the height follows from the width. */
    sources: z._default(z.array(z.object({ url: httpsUrl(1_000), width: pixels })).check(z.maxLength(8)), []),
  })
  .check(
    z.refine(({ width, sources }) => isUnique([width, ...sources.map((each) => each.width)]), {
      path: ['sources'],
      error: fault('widthTwice'),
    }),
    z.refine(({ width, height }) => (width === null) === (height === null), {
      path: ['height'],
      error: fault('oneSize'),
    }),
  );

const SentPicture = z.object({
  media: MediaId,
  alt: z._default(z.nullable(line(500)), null),
  caption: z._default(z.nullable(line(500)), null),
  credit: z._default(z.nullable(line(200)), null),
});

/** An author as an editor names them. */
const Author = z.union([line(100), z.object({ name: line(100), slug: AuthorSlug })]);
export type SentAuthor = z.output<typeof Author>;

const nameOf = (author: SentAuthor) => (typeof author === 'string' ? author : author.name);

/** The validation of each field that editors send. The type demands a rule for every field. */
const rules = {
  kicker: lineOrNone(60),
  headline: line(200),
  shortHeadline: lineOrNone(100),
  standfirst: lineOrNone(500),
  slug: ArticleSlug,
  section: SectionName,
  kind: Kind,
  label: Label,
  importance: z.int().check(z.minimum(1), z.maximum(3)),
  keptOffFronts: z.boolean(),
  tags: z.array(TagName).check(z.maxLength(80), unique('tagTwice')),
  byline: z.array(Author).check(
    z.minLength(1),
    z.maxLength(10),
    z.refine((authors) => isUnique(authors.map(nameOf)), fault('authorTwice')),
  ),
  body: writtenText,
  format: z.enum(['markdown', 'html']),
  language: languageTag,
  translations: z.array(z.object({ language: languageTag, url: httpsUrl(500) })).check(z.maxLength(20)),
  image: z.nullable(either([SentPicture, SentImage])),
  commentsOpen: z.boolean(),
  source: z.nullable(Source),
  sourceVersion: z.nullable(line(200)),
} satisfies { readonly [Name in keyof Fields]: z.ZodMiniType<z.output<Fields[Name]>> };

type Rules = typeof rules;

/**
 * The rules, each with its field's default if there is one; an article has all of these fields, a page some. The language is
 * the paper's by default, which is known only when an article is saved.
 */
export const sent = Object.fromEntries(
  Object.entries(rules).map(([name, rule]) => {
    const { def } = (Content.shape[name as keyof Fields] as z.core.$ZodTypes)._zod;
    if (name === 'language') return [name, z.optional(rule as z.ZodMiniType)];
    return [name, def.type === 'default' ? z._default(rule as z.ZodMiniType, def.defaultValue) : rule];
  }),
) as {
  readonly [Name in keyof Rules]: Name extends 'language'
    ? z.ZodMiniOptional<Rules[Name]>
    : Fields[Name] extends z.ZodMiniDefault
      ? z.ZodMiniDefault<Rules[Name]>
      : Rules[Name];
};

/** Requires that no language is named twice. Language tags are case-insensitive (RFC 5646, section 2.1.1). */
export const eachLanguageOnce = z.refine<Pick<Content, 'translations'> & { readonly language?: string | undefined }>(
  ({ language = '', translations }) =>
    isUnique([language, ...translations.map((each) => each.language)].map((tag) => tag.toLowerCase())),
  { path: ['translations'], error: fault('languageTwice') },
);

const article = <Slug extends z.ZodMiniType>(slug: Slug) => z.object({ ...sent, slug }).check(eachLanguageOnce);

/** A new article: fields with a default are optional, and the slug is proposed from the headline if missing. */
export const ArticleContent = article(z.optional(ArticleSlug));
export type ArticleContent = z.output<typeof ArticleContent>;

/** An existing article. A PUT sends all of it, a PATCH only the fields it changes. */
export const SavedArticle = article(ArticleSlug);
export const WholeArticle = wholeOf(SavedArticle);
export const ArticlePatch = patchOf(SavedArticle);

/** The content of a working copy, in the form in which it is sent. */
export const contentOf = <Copy extends { readonly byline: readonly SentAuthor[] }>(copy: Copy): Content =>
  z.parse(Content, { ...copy, byline: asSent(copy.byline) });
