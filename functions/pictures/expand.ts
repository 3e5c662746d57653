import { escapeHtml } from '../shared/text.ts';
import type { Words } from '../words/en.ts';
import { isTall } from './shape.ts';
import type { ShownPicture } from './showPicture.ts';
import { sourcesByType, srcset } from './sources.ts';

/** How wide a picture stands in a text: as its lines, wider, as wide as the page, or beside others of a gallery. */
type Breadth = 'text' | 'wide' | 'full' | 'gallery';

/** Draws a picture in a text, with the alternative text to show, escaped. */
export type Draw = (picture: ShownPicture, alt: string, breadth: Breadth) => string;

/**
 * A figure with a picture of the library: attributes, link, id, breadth, own alternative text, end of the link, own caption.
 * `<` is escaped in texts, so what looks like a tag is one; attribute values are in double quotes, and may contain `>`.
 */
const FIGURE =
  /<figure((?:"[^"]*"|[^">])*)>(<a (?:"[^"]*"|[^">])*>)?<img src="media:([0-9a-f]{32})(?:#(\w+))?" alt="([^"]*)"(?:"[^"]*"|[^">])*>(<\/a>)?(?:<figcaption(?:"[^"]*"|[^">])*>([^<]*(?:<(?!\/figcaption>)[^<]*)*)<\/figcaption>)?<\/figure>/g;
const GALLERY =
  /<figure class="gallery"(?:"[^"]*"|[^">])*>((?:<figure[^<]*(?:<(?!\/?figure\b)[^<]*)*<\/figure>)*)<\/figure>/g;
/** What begins a credit of an article's own. */
const CREDIT = '<small>';

/**
 * Puts the pictures of the media library into an article's text, in place of each `<img src="media:ID">`, with what their
 * figures leave to the record: alternative text, caption and credit. The figure of one that is not shown is left out; a
 * gallery with one picture left becomes a figure. Takes linear time.
 * @param html made by the newsroom: there the figure of such an image has nothing in it but that and a caption, and a
 * gallery nothing but figures (functions/newsroom/body/markup.ts).
 * @param pictures those that are shown.
 * @param words of the article's language.
 */
export const expand = (
  html: string,
  pictures: ReadonlyMap<string, ShownPicture>,
  draw: Draw,
  words: Words['article'],
): string =>
  html
    .replace(FIGURE, (_, attributes, link = '', id, wanted: Breadth = 'text', alt, linkEnd = '', own?: string) => {
      const picture = pictures.get(id);
      if (!picture) return '';
      const tall = isTall(picture);
      // An upright picture is not wider for being as high as the screen allows.
      const breadth = tall && wanted !== 'gallery' ? 'text' : wanted;
      const classes = [
        ...(tall ? ['tall'] : []),
        ...(breadth === 'wide' || breadth === 'full' ? [breadth] : []),
        ...(breadth === 'gallery' ? focusClasses(picture) : []),
        ...(picture.notFor?.includes('print') ? ['not-in-print'] : []),
      ].join(' ');
      const drawn = draw(picture, alt || escapeHtml(picture.alt), breadth);
      const caption = captionOf(picture, own, words);
      return `<figure${classes && ` class="${classes}"`}${attributes}>${link}${drawn}${linkEnd}${caption && `<figcaption>${caption}</figcaption>`}</figure>`;
    })
    .replace(GALLERY, (gallery: string, figures: string) =>
      figures.split('</figure>').length > 2 ? gallery : figures,
    );

/** Says where a picture's focal point is off its middle, in quarters of its sides: the page allows no style in a text. */
const focusClasses = ({ focalPoint }: ShownPicture): string[] =>
  (['x', 'y'] as const)
    .map((axis) => [axis, 25 * Math.round(focalPoint[axis] / 25)] as const)
    .flatMap(([axis, percent]) => (percent === 50 ? [] : [`focus-${axis}${percent}`]));

/** A figure's caption and credit: its own, or the picture's. */
function captionOf({ caption, credit }: ShownPicture, own = '', words: Words['article']): string {
  const hasText = own !== '' && !own.startsWith(CREDIT);
  return [
    hasText ? '' : escapeHtml(caption ?? ''),
    own,
    credit && !own.includes(CREDIT) ? `${CREDIT}${escapeHtml(words.credit(credit))}</small>` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Displayed widths, as the attribute `sizes`; theme.css has the same. */
const SIZES: Readonly<Record<Breadth, string>> = {
  text: 'min(38rem, 100vw - 2.5rem)',
  wide: 'min(56rem, 100vw - 2.5rem)',
  full: 'min(73.5rem, 100vw - 2.5rem)',
  gallery: 'min(19rem, 48vw)',
};

/** On a page: AVIF and WebP in several widths, and a JPEG for programs that read neither. */
export const onPage: Draw = (picture, alt, breadth) => {
  const choices = Array.from(sourcesByType(picture.sources), ([type, files]) => {
    return `<source type="${type}" srcset="${srcset(files)}" sizes="${SIZES[breadth]}">`;
  });
  return `<picture>${choices.join('')}${inFeed(picture, alt, breadth)}</picture>`;
};

/** In a feed, whose readers know one address. */
export const inFeed: Draw = ({ url, width, height }, alt) =>
  `<img src="${url}" alt="${alt}" width="${width}" height="${height}" loading="lazy" decoding="async">`;
