import MarkdownIt, { type Token } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { bodyFault } from './fault.ts';

/** Most footnote marks, `[^`: the plugin takes quadratic time in their number. */
const FOOTNOTE_MARKS = 2_000;
/** Most characters of addresses and titles: each reference repeats its definition, however long. */
const ADDRESSES = 1_000_000;

/**
 * Renders CommonMark with tables, strikethrough, bare addresses as links, footnotes and task lists. The HTML is unsafe:
 * raw HTML and all addresses are passed through to `cleanHtml`.
 *
 * The parser is markdown-it, which takes linear time; micromark, the base of remark, takes quadratic time for as little
 * as a row of `]` (2.5 s for 10 KB).
 * @throws Failure `field-invalid` when it holds more footnotes, or repeats longer addresses, than any article does.
 */
export function markdownToHtml(source: string): string {
  if (source.split('[^').length - 1 > FOOTNOTE_MARKS) throw bodyFault(`marks more than ${FOOTNOTE_MARKS} footnotes`);
  const environment = {};
  const tokens = parser.parse(source, environment);
  if (addressesIn(tokens) > ADDRESSES) throw bodyFault('repeats its links too often for their length');
  return parser.renderer.render(tokens, parser.options, environment);
}

const parser = new MarkdownIt({ html: true, linkify: true }).use(footnote).disable('footnote_inline');

// Only cleanHtml validates addresses.
parser.validateLink = () => true;

// `www.` as in GFM (https://github.github.com/gfm/#extended-www-autolink); the rest is a host, as after `//`.
parser.linkify.add('www.', {
  validate: (text, position, linkify) => linkify.testSchemaAt(text, '//', position),
  normalize: (match) => {
    match.url = `http://${match.url}`;
  },
});

// Semantic elements and attributes instead of styles, which cleanHtml drops.
parser.core.ruler.push('semantics', ({ tokens }) => {
  tokens.forEach((token, index) => {
    if (token.type === 'th_open' || token.type === 'td_open') alignCell(token);
    if (token.type === 'list_item_open') markTask(token, tokens[index + 2]);
  });
});
parser.renderer.rules.s_open = () => '<del>';
parser.renderer.rules.s_close = () => '</del>';

function alignCell(cell: Token) {
  const [, side] = /^text-align:(\w+)$/.exec(String(cell.attrGet('style') ?? '')) ?? [];
  cell.attrs = side ? [['class', `align-${side}`]] : null;
}

/** `- [x] done`: a disabled check box (https://github.github.com/gfm/#task-list-item). */
function markTask(item: Token, text: Token | undefined) {
  const first = text?.type === 'inline' ? text.children?.[0] : undefined;
  const [mark] = first?.type === 'text' ? (/^\[[ xX]\](?= )/.exec(first.content) ?? []) : [];
  if (!first || !mark || !text?.children) return;
  const box = new MarkdownIt.Token('html_inline', '', 0);
  box.content = `<input type="checkbox"${mark === '[ ]' ? '' : ' checked'} disabled>`;
  first.content = first.content.slice(mark.length);
  text.children.unshift(box);
  item.attrSet('class', 'task-list-item');
}

// Footnotes as GitHub marks them up:
// https://github.blog/changelog/2021-09-30-footnotes-now-supported-in-markdown-fields/
const numberOf = (token: Token | undefined) => Number(token?.meta?.id ?? 0) + 1;
const repeatOf = (token: Token | undefined) => (token?.meta?.subId ? `-${Number(token.meta.subId) + 1}` : '');

Object.assign(parser.renderer.rules, {
  footnote_ref: (tokens: Token[], index: number) => {
    const number = numberOf(tokens[index]);
    const id = `fnref-${number}${repeatOf(tokens[index])}`;
    return `<sup><a href="#fn-${number}" id="${id}" data-footnote-ref aria-describedby="footnote-label">${number}</a></sup>`;
  },
  footnote_block_open: () =>
    '<section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2>\n<ol>\n',
  footnote_block_close: () => '</ol>\n</section>\n',
  footnote_open: (tokens: Token[], index: number) => `<li id="fn-${numberOf(tokens[index])}">\n`,
  footnote_close: () => '</li>\n',
  footnote_anchor: (tokens: Token[], index: number) => {
    const place = `${numberOf(tokens[index])}${repeatOf(tokens[index])}`;
    return ` <a href="#fnref-${place}" data-footnote-backref aria-label="Back to reference ${place}">\u21a9</a>`;
  },
});

/** Characters of the attributes of all tokens: shared in memory, but repeated in the HTML. */
function addressesIn(tokens: readonly Token[]): number {
  let sum = 0;
  for (const { attrs, children } of tokens) {
    for (const [, value] of attrs ?? []) sum += String(value).length;
    if (children) sum += addressesIn(children);
  }
  return sum;
}
