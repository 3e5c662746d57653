import type { Element, ElementContent, Root, RootContent } from 'hast';
import { FOOTNOTE_LABEL_ID } from './sanitizeSchema.ts';

/** Elements within a sentence; any other one ends a word. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);

/** Elements whose paragraphs are not the text's first ones. */
const ASIDE = new Set('blockquote details dl figure ol section table ul'.split(' '));

/**
 * The words of a text as its language divides them.
 * @param language a BCP 47 tag; English when it is none.
 */
export function countWords(text: string, language: string): number {
  let count = 0;
  for (const { isWordLike } of segmenter(language).segment(text)) if (isWordLike) count += 1;
  return count;
}

/**
 * What a reader reads, a line break between blocks. Code counts; footnotes' marks and what only screen readers say do
 * not, nor does text that stands in for an image.
 */
export function textOf(node: Root | RootContent): string {
  if (node.type === 'text') return node.data?.standIn ? '' : node.value;
  if ((node.type !== 'element' && node.type !== 'root') || isMark(node)) return '';
  const text = node.children.map(textOf).join('');
  return node.type === 'element' && INLINE.has(node.tagName) ? text : `\n${text}\n`;
}

/**
 * The beginning of a text, in one line of at most `maximum` UTF-16 units, cut after a word and then ended with `…`. It
 * is plain text: escape it where it goes into HTML.
 */
export function excerptOf(tree: Root, language: string, maximum: number): string {
  const paragraphs = paragraphsOf(tree)
    .map(inOneLine)
    .filter((text) => text !== '');
  const text = paragraphs.length > 0 ? paragraphs.join(' ') : inOneLine(textOf(tree));
  if (text.length <= maximum) return text;
  let end = 0;
  for (const { segment, index, isWordLike } of segmenter(language).segment(text.slice(0, 2 * maximum))) {
    if (index + segment.length >= maximum) break;
    if (isWordLike) end = index + segment.length;
  }
  // A text without a word that fits is cut anywhere but within a surrogate pair.
  return `${end > 0 ? text.slice(0, end) : text.slice(0, maximum - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function paragraphsOf(node: Root | ElementContent): string[] {
  if (node.type !== 'root' && node.type !== 'element') return [];
  if (node.type === 'element' && node.tagName === 'p') return [textOf(node)];
  if (node.type === 'element' && ASIDE.has(node.tagName)) return [];
  return node.children.flatMap((child) => (child.type === 'doctype' ? [] : paragraphsOf(child)));
}

const isMark = (node: Root | Element) =>
  node.type === 'element' &&
  (node.properties.dataFootnoteRef !== undefined ||
    node.properties.dataFootnoteBackref !== undefined ||
    node.properties.id === FOOTNOTE_LABEL_ID);

function segmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    return new Intl.Segmenter('en', { granularity: 'word' });
  }
}
