import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { PublishedArticle } from '../../articles/fields.ts';
import { pictureOf } from '../../media/schema.ts';
import type { Picture } from '../../pictures/picture.ts';
import { isReserved } from '../../shared/reserved.ts';
import type { Words } from '../../words/en.ts';
import { type Drop, droppedIn } from '../body/dropped.ts';
import { placeFiles } from '../body/placeFiles.ts';
import { sponsoredLinks } from '../body/sponsoredLinks.ts';
import { bylineOf } from './byline.ts';
import type { Content } from './fields.ts';
import { isSized, unsizedIn } from './imageSize.ts';
import type { DocumentName } from './keys.ts';
import { type Media, shownIn } from './libraryUse.ts';
import { type State, stateOf } from './lifecycle.ts';
import { renderContent } from './renderContent.ts';
import type { StoredCopy } from './schema.ts';
import { slugOf } from './slugOf.ts';

/**
 * Slugs for a headline, best first. The last resort contains a part of the article's id, so it is never taken.
 * @param language the article's (BCP 47).
 */
export function proposeSlugs(headline: string, id: string, language: string, of: DocumentName = 'article') {
  const slug = proposeSlug(headline, language, of);
  const numbered = Array.from({ length: 8 }, (_, index) => `${slug}-${index + 2}`);
  return { proposals: [slug, ...numbered], lastResort: `${slug}-${id.slice(0, 8)}` };
}

/** A slug that no address of the site uses. The store checks whether another article has it. */
function proposeSlug(headline: string, language: string, of: DocumentName): string {
  const cut = slugOf(headline, language);
  return cut === '' || isReserved(cut, of) ? `${of}${cut && `-${cut}`}` : cut;
}

/** The fields in which one content differs from another. */
export function changedFields(before: Partial<Content>, after: Content): string[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])] as (keyof Content)[];
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

/**
 * The public article made from a content.
 * @param published since when it is public, and what has happened to it since.
 * @param media the files of the media library that it uses.
 */
export function toPublished(
  content: Content,
  published: Pick<PublishedArticle, 'thread' | 'publishedAt' | 'updatedAt' | 'corrections'>,
  media: Media,
): PublishedArticle {
  const rendered = renderContent(content);
  // Parsing drops the fields that are only for editors.
  return z.parse(PublishedArticle, {
    ...content,
    ...leadOf(content, media),
    ...(content.standfirst === '' && { excerpt: rendered.excerpt }),
    byline: bylineOf(content.byline),
    body: placeFiles(content.kind === 'sponsored' ? sponsoredLinks(rendered.html) : rendered.html, media),
    pictures: shownIn(rendered).flatMap((id) => pictureAt(id, media) ?? []),
    wordCount: rendered.wordCount,
    readingMinutes: rendered.readingMinutes,
    ...published,
  } satisfies PublishedArticle);
}

const pictureAt = (id: string, media: Media): Picture | undefined => {
  const record = media.get(id);
  return record && pictureOf(record);
};

/** The shape of most photographs, in which a preview shows an image of unknown size. */
const USUAL = { width: 1_200, height: 800 };

/** The lead image: one from another site as it is; of the library, its picture with the article's own words apart. */
function leadOf({ image }: Content, media: Media): Pick<PublishedArticle, 'image' | 'imageTexts'> {
  if (image === null) return { image };
  if (!('media' in image)) return { image: isSized(image) ? image : { ...image, ...USUAL } };
  const own = Object.entries({ alt: image.alt, caption: image.caption, credit: image.credit });
  const texts = own.filter(([, text]) => text !== null);
  return {
    image: pictureAt(image.media, media) ?? null,
    ...(texts.length > 0 && { imageTexts: Object.fromEntries(texts) }),
  };
}

/** An article with what of its text readers do not get as it was written. */
export function withDropped<Copy extends Pick<Content, 'image' | 'body' | 'format' | 'language'>>(
  copy: Copy,
  words: Words,
) {
  const unsized = unsizedIn(copy);
  const lead: Drop[] = unsized
    ? [{ what: ({ dropped }) => dropped.picture(unsized.url), why: ({ faults }) => faults.unsized }]
    : [];
  return { ...copy, dropped: droppedIn([...lead, ...renderContent(copy).dropped], words) };
}

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
