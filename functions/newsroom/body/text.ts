import type { Element, ElementContent, Root, RootContent } from 'hast';
import { FOOTNOTE_LABEL_ID } from './sanitizeSchema.ts';

/** Elements within a sentence; all others end a word. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);

/** Elements whose paragraphs do not count for the excerpt. */
const ASIDE = new Set('blockquote details dl figure ol section table ul'.split(' '));

/**
 * Counts words by the rules of a language.
 * @param language a BCP 47 tag; English when invalid.
 */
export function countWords(text: string, language: string): number {
  let count = 0;
  for (const { isWordLike } of segmenter(language).segment(text)) if (isWordLike) count += 1;
  return count;
}

/**
 * The visible text, with a line break between blocks. Includes code; excludes footnote marks, text for screen readers
 * only, and the alternative text of dropped images.
 */
export function textOf(node: Root | RootContent): string {
  if (node.type === 'text') return node.data?.isAltText ? '' : node.value;
  if ((node.type !== 'element' && node.type !== 'root') || isMark(node)) return '';
  const text = node.children.map(textOf).join('');
  return node.type === 'element' && INLINE.has(node.tagName) ? text : `\n${text}\n`;
}

/**
 * The beginning of a text in one line of at most `maximum` UTF-16 units, cut after a word with `…`. Plain text: escape
 * it for HTML.
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
  // Without a word that fits, cut anywhere but within a surrogate pair.
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
