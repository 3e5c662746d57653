import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { KINDS, LABELS } from '../../articles/fields.ts';
import { ArticleContent, type Content, contentOf, WholeArticle } from '../../newsroom/articles/fields.ts';
import type { WorkingCopy } from '../../newsroom/articles/schema.ts';
import { slugOf } from '../../newsroom/articles/slugOf.ts';
import { parseBody } from '../../shared/api/request.ts';
import { IdempotencyKey } from '../../shared/idempotencyKey.ts';
import { instant } from '../../shared/instant.ts';
import { isSlug } from '../../shared/text.ts';

/* The form of an article: texts as a browser sends them, and what the API takes. */

/** A field of a form; an empty one is not sent on by the form's parser. */
const text = z._default(z.string(), '');

/** Fields that no form shows, and that stay as they are; the image is shown in parts. */
type Unshown = 'format' | 'source' | 'sourceVersion' | 'translations' | 'lists' | 'image';

/** A new field of articles does not compile before it is here, or named above. */
const ofContent = {
  kicker: text,
  headline: text,
  shortHeadline: text,
  standfirst: text,
  body: text,
  section: text,
  byline: text,
  tags: text,
  kind: text,
  importance: text,
  label: text,
  language: text,
  slug: text,
  commentsOpen: text,
  keptOffFronts: text,
} satisfies Readonly<Record<Exclude<keyof Content, Unshown>, typeof text>>;

const typed = { ...ofContent, picture: text, pictureAlt: text, pictureCaption: text, pictureCredit: text };
const TypedArticle = z.object(typed);
/** What is typed into the fields of an article. */
export type TypedArticle = z.output<typeof TypedArticle>;
export type FieldName = keyof TypedArticle;
export const fieldNames = Object.keys(typed) as readonly FieldName[];

/** What a press of a button does, after it has saved what was typed. */
export const acts = [
  'save',
  'preview',
  'publish',
  'schedule',
  /** Schedules for the instant that it had. */
  'reschedule',
  'unschedule',
  'correct',
  'withdraw',
  'restore',
] as const;
export type Act = (typeof acts)[number];

const doing = {
  act: z._default(z.enum(acts), 'save'),
  when: text,
  at: text,
  note: text,
  /** The instant that an article had before it was unscheduled. */
  former: z.optional(instant),
};
export type Doing = Pick<z.output<typeof ArticleForm>, keyof typeof doing>;

const number = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,8}$/)),
  z.transform((digits) => Number(digits)),
);

/** A new article. */
export const NewForm = z.object({ ...typed, ...doing, key: IdempotencyKey });

/** An existing one, with the version and the revision that the form was made from. */
export const ArticleForm = z.object({ ...typed, ...doing, version: number, revision: number });

/** Most places that somebody is asked about; a form of a hundred fields holds them beside the article's. */
export const MOST_ASKED = 40;
export const choices = ['mine', 'theirs', 'both'] as const;
export type Choice = (typeof choices)[number];
export const choiceName = (index: number) => `choice${index}`;

/** What was typed, from the revision that it was made from, against another one; and what shall stand. */
export const MergeForm = z.object({
  ...typed,
  version: number,
  revision: number,
  against: number,
  ...Object.fromEntries(
    Array.from({ length: MOST_ASKED }, (_, index) => [choiceName(index), z.optional(z.enum(choices))]),
  ),
});

export const RestoreForm = z.object({ version: number, restore: number });

const TICKED = 'yes';

/** The fields as a form shows them. */
export function typedOf(content: Omit<Content, 'lists'>): TypedArticle {
  const { image } = content;
  return {
    kicker: content.kicker,
    headline: content.headline,
    shortHeadline: content.shortHeadline,
    standfirst: content.standfirst,
    body: content.body,
    section: content.section,
    byline: content.byline.map((author) => (typeof author === 'string' ? author : author.name)).join('\n'),
    tags: content.tags.join(', '),
    kind: content.kind,
    importance: String(content.importance),
    label: content.label,
    language: content.language,
    slug: content.slug,
    picture: image === null ? '' : 'media' in image ? image.media : image.url,
    pictureAlt: image?.alt ?? '',
    pictureCaption: image?.caption ?? '',
    pictureCredit: image?.credit ?? '',
    commentsOpen: content.commentsOpen ? TICKED : '',
    keptOffFronts: content.keptOffFronts ? TICKED : '',
  };
}

/** The fields of a new article. */
export const emptyArticle = (language: string): TypedArticle => ({
  ...(Object.fromEntries(fieldNames.map((name) => [name, ''])) as TypedArticle),
  kind: KINDS[0],
  label: LABELS[0],
  importance: '2',
  language,
  commentsOpen: TICKED,
});

/** What was typed, with line breaks as texts have them, and without white space around lines. */
export const typedIn = (form: TypedArticle): TypedArticle =>
  Object.fromEntries(
    fieldNames.map((name) => [name, name === 'body' ? plainBreaks(form.body) : plainBreaks(form[name]).trim()]),
  ) as TypedArticle;

/** Browsers send every line break of a text as two characters (WHATWG HTML, "constructing the entry list"). */
const plainBreaks = (value: string) => value.replace(/\r\n?/g, '\n');

/**
 * The whole content that a form stands for.
 * @param before the content that it changes.
 * @throws Failure `field-invalid`, naming every fault.
 */
export const contentIn = (form: TypedArticle, before: WorkingCopy) => {
  const was = contentOf(before);
  return parseBody(WholeArticle, { ...was, ...sentIn(form, was), slug: form.slug });
};

/** The same of a new article. */
export const newContentIn = (form: TypedArticle): ArticleContent =>
  parseBody(ArticleContent, { ...sentIn(form), ...(form.slug !== '' && { slug: form.slug }) });

/** Whether an article would be another one. */
export const isChange = (before: WorkingCopy, content: z.output<typeof WholeArticle>): boolean =>
  !isDeepStrictEqual(contentOf(before), contentOf(content));

function sentIn(form: TypedArticle, before?: Content) {
  const isSame = before !== undefined && plainBreaks(before.body) === form.body;
  return {
    kicker: form.kicker,
    headline: form.headline,
    shortHeadline: form.shortHeadline,
    standfirst: form.standfirst,
    body: isSame ? before.body : form.body,
    ...(form.section !== '' && { section: form.section }),
    // A new article without authors lacks them; one that loses them has none.
    ...((before || form.byline !== '') && { byline: authorsIn(form.byline, before) }),
    tags: tagsIn(form.tags, form.language, before),
    kind: form.kind,
    importance: /^\d$/.test(form.importance) ? Number(form.importance) : form.importance,
    label: form.label,
    language: form.language,
    image: imageIn(form, before),
    commentsOpen: form.commentsOpen === TICKED,
    keptOffFronts: form.keptOffFronts === TICKED,
  };
}

/** One name a line; whoever has an address of their own already keeps it. */
function authorsIn(byline: string, before?: Content) {
  const names = byline.split('\n').map((name) => name.trim());
  const known = new Map(before?.byline.map((author) => [typeof author === 'string' ? author : author.name, author]));
  return names.filter(Boolean).map((name) => known.get(name) ?? name);
}

/** Tags by their names, or in words that become them. */
function tagsIn(tags: string, language: string, before?: Content) {
  const known = new Set(before?.tags);
  const words = tags.split(/[,،;\n]/).map((tag) => tag.trim());
  const named = words
    .filter(Boolean)
    .map((tag) => (known.has(tag) || isSlug(tag) ? tag : slugOf(tag, language) || tag));
  return [...new Set(named)];
}

/** A picture of the library, or of another site, which keeps its size and other widths as long as it is the same. */
function imageIn({ picture, pictureAlt, pictureCaption, pictureCredit }: TypedArticle, before?: Content) {
  if (picture === '') return null;
  const caption = pictureCaption || null;
  const credit = pictureCredit || null;
  const isAddress = /^[a-z]+:\/\//i.test(picture);
  if (!isAddress) return { media: picture.replace(/^media:/, ''), alt: pictureAlt || null, caption, credit };
  const was = before?.image && 'url' in before.image && before.image.url === picture ? before.image : undefined;
  return { ...was, url: picture, alt: pictureAlt, caption, credit };
}

/** The field of a form that a fault of the API is about; undefined for what it does not have. */
export function fieldAt(pointer: string | undefined): FieldName | 'when' | 'note' | undefined {
  const [, name = '', part = ''] = pointer?.split('/') ?? [];
  if (name === 'at') return 'when';
  if (name === 'note') return name;
  if (name === 'image') {
    return ({ alt: 'pictureAlt', caption: 'pictureCaption', credit: 'pictureCredit' } as const)[part] ?? 'picture';
  }
  return fieldNames.find((each) => each === name);
}

/** What was done, as the address of a page says it. */
export const did = [
  'saved',
  'unchanged',
  'published',
  'corrected',
  'scheduled',
  'unscheduled',
  'withdrawn',
  'restored',
  'revised',
  'joined',
  'held-back',
] as const;
export type Did = (typeof did)[number];
