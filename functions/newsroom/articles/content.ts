import { isDeepStrictEqual } from 'node:util';
import slugify from '@sindresorhus/slugify';
import type { PublishedArticle } from '../../articles/schema.ts';
import { Failure } from '../../shared/failure.ts';
import { memoize } from '../../shared/memoize.ts';
import { RESERVED } from '../../shared/reserved.ts';
import { type BodyFormat, renderBody } from '../body/render.ts';
import { type State, stateOf } from './lifecycle.ts';
import { BODY_LIMIT, type StoredCopy, type StoredRevision } from './schema.ts';

/** The content of a revision: what was sent, with the slug decided. */
export type DecidedContent = StoredRevision['content'];

/** What stands in an address for a text: plain Latin letters, at most 80 characters, cut between words. */
function slugOf(text: string): string {
  // Ærø is one word, however many letters of it are capitals in Latin.
  const slug = slugify(text, { decamelize: false });
  if (slug.length <= 80) return slug;
  return slug
    .slice(0, 81)
    .replace(/-[^-]*$/, '')
    .slice(0, 80);
}

/** Slugs for a headline, best first; the last resort holds a part of the article's id, and so is nobody's. */
export function proposeSlugs(headline: string, id: string) {
  const slug = proposeSlug(headline);
  const numbered = Array.from({ length: 8 }, (_, index) => `${slug}-${index + 2}`);
  return { proposals: [slug, ...numbered], lastResort: `${slug}-${id.slice(0, 8)}` };
}

/** A slug that no address of the site needs; whether it is free is for the store to say. */
export function proposeSlug(headline: string): string {
  const cut = slugOf(headline);
  return cut === '' || RESERVED.has(cut) ? `article${cut && `-${cut}`}` : cut;
}

/** @throws Failure `body-too-large` before anything is written. */
export function requireFits(body: string): void {
  const bytes = Buffer.byteLength(body);
  if (bytes > BODY_LIMIT) {
    throw new Failure('body-too-large', `The text is ${bytes} bytes; an article holds at most ${BODY_LIMIT}.`);
  }
}

/** The fields in which one content differs from another. */
export function changedFields(before: DecidedContent | undefined, after: DecidedContent): string[] {
  const names = Object.keys(after) as (keyof DecidedContent)[];
  return names.filter((name) => !isDeepStrictEqual(before?.[name], after[name]));
}

export const bylineOf = (names: readonly string[]) =>
  names.map((name) => ({ name, slug: slugOf(name) || 'anonymous' }));

/**
 * Rendering takes longer than everything else an act does, its transaction excepted. Each save does it, to be sure that it
 * can be done; the preview and the publication of the same text follow, mostly in the same instance.
 */
const render = memoize(8, (body: string, format: BodyFormat, language: string) =>
  renderBody(body, format, { language }),
);

/** The article readers see once this content is public. */
export function toPublished(
  content: DecidedContent,
  release: Pick<PublishedArticle, 'thread' | 'publishedAt' | 'updatedAt' | 'corrections'>,
): PublishedArticle {
  const rendered = render(content.body, content.format, content.language);
  requireFits(rendered.html);
  return {
    slug: content.slug,
    language: content.language,
    translations: content.translations,
    section: content.section,
    headline: content.headline,
    standfirst: content.standfirst,
    ...(content.standfirst === '' && { excerpt: rendered.excerpt }),
    byline: bylineOf(content.byline),
    tags: content.tags,
    image: content.image,
    body: rendered.html,
    wordCount: rendered.wordCount,
    readingMinutes: rendered.readingMinutes,
    commentsOpen: content.commentsOpen,
    ...release,
  };
}

/** A working copy in a list. */
export const toSummary = (copy: StoredCopy, now: Date) => ({
  id: copy.id,
  version: copy.version,
  revision: copy.revision,
  state: stateOf(copy, now) satisfies State,
  slug: copy.slug,
  headline: copy.headline,
  standfirst: copy.standfirst,
  section: copy.section,
  tags: [...copy.tags],
  byline: [...copy.byline],
  publishedAt: copy.publishedAt,
  updatedAt: copy.updatedAt,
  createdAt: copy.createdAt,
  changedAt: copy.changedAt,
  changedBy: copy.changedBy,
  unpublishedChanges: copy.releasedRevision !== null && copy.releasedRevision !== copy.revision,
});

/** A working copy with its text. */
export const toWorkingCopy = (
  copy: StoredCopy,
  { body, format, language, translations, image, commentsOpen }: DecidedContent,
  now: Date,
) => ({
  ...toSummary(copy, now),
  body,
  format,
  language,
  translations,
  image,
  commentsOpen,
  corrections: [...copy.corrections],
  formerSlugs: [...copy.formerSlugs],
});
