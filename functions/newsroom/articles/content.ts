import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { PublishedArticle } from '../../articles/fields.ts';
import { Failure } from '../../shared/failure.ts';
import { memoize } from '../../shared/memoize.ts';
import { RESERVED } from '../../shared/reserved.ts';
import { type BodyFormat, renderBody } from '../body/render.ts';
import { bylineOf } from './byline.ts';
import type { Content } from './fields.ts';
import { type State, stateOf } from './lifecycle.ts';
import { BODY_LIMIT, type StoredCopy } from './schema.ts';
import { slugOf } from './slugOf.ts';

/**
 * Slugs for a headline, best first. The last resort contains a part of the article's id, so it is never taken.
 * @param language the article's (BCP 47).
 */
export function proposeSlugs(headline: string, id: string, language: string) {
  const slug = proposeSlug(headline, language);
  const numbered = Array.from({ length: 8 }, (_, index) => `${slug}-${index + 2}`);
  return { proposals: [slug, ...numbered], lastResort: `${slug}-${id.slice(0, 8)}` };
}

/** A slug that no address of the site uses. The store checks whether another article has it. */
function proposeSlug(headline: string, language: string): string {
  const cut = slugOf(headline, language);
  return cut === '' || RESERVED.has(cut) ? `article${cut && `-${cut}`}` : cut;
}

/**
 * Requires a text to fit into its item, before it is rendered. Its HTML is stored compressed, and then fits as well.
 * @param text as its author typed it.
 * @throws Failure `body-too-large`, in numbers that its author can count.
 */
export function requireFits(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= BODY_LIMIT) return;
  throw new Failure(
    'body-too-large',
    `The text is ${[...text].length} characters long, ${bytes} bytes in UTF-8; an article holds at most ${BODY_LIMIT} bytes.`,
  );
}

/** The fields in which one content differs from another. */
export function changedFields(before: Content | undefined, after: Content): string[] {
  const names = Object.keys(after) as (keyof Content)[];
  return names.filter((name) => !isDeepStrictEqual(before?.[name], after[name]));
}

/**
 * Rendering is the slowest part of a request after its transaction. A save renders the text to validate it; the preview
 * and the publication of the same text usually follow in the same instance, so the result is memoized.
 */
const render = memoize(8, (body: string, format: BodyFormat, language: string) =>
  renderBody(body, format, { language }),
);

/** The public article made from a content. */
export function toPublished(
  content: Content,
  release: Pick<PublishedArticle, 'thread' | 'publishedAt' | 'updatedAt' | 'corrections'>,
): PublishedArticle {
  const rendered = render(content.body, content.format, content.language);
  // Parsing drops the fields that are only for editors.
  return z.parse(PublishedArticle, {
    ...content,
    ...(content.standfirst === '' && { excerpt: rendered.excerpt }),
    byline: bylineOf(content.byline),
    body: rendered.html,
    wordCount: rendered.wordCount,
    readingMinutes: rendered.readingMinutes,
    ...release,
  } satisfies PublishedArticle);
}

/** An article with what of its text readers do not get as it was written. */
export const withDropped = <Copy extends Pick<Content, 'body' | 'format' | 'language'>>(copy: Copy) => ({
  ...copy,
  dropped: [...render(copy.body, copy.format, copy.language).dropped],
});

/** A working copy in a list. */
export const toSummary = (copy: StoredCopy, now: Date) => ({
  ...copy,
  state: stateOf(copy, now) satisfies State,
  unpublishedChanges: copy.releasedRevision !== null && copy.releasedRevision !== copy.revision,
});

/** A working copy with its text. */
export const toWorkingCopy = (copy: StoredCopy, content: Content, now: Date) => ({
  ...content,
  ...toSummary(copy, now),
});
