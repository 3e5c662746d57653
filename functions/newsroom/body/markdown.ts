import MarkdownIt, { type Token } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { escapeHtml } from '../../shared/text.ts';
import type { Words } from '../../words/en.ts';
import { cjkEmphasis } from './cjkEmphasis.ts';
import { bodyFault } from './fault.ts';
import { strikethrough } from './strikethrough.ts';

/** The words that stand in an article. */
export type ArticleWords = Words['article'];

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
 * @param words in the article's language.
 * @throws Failure `field-invalid` when it holds more footnotes, or repeats longer addresses, than any article does.
 */
export function markdownToHtml(source: string, words: ArticleWords): MarkdownHtml {
  if (source.split('[^').length - 1 > FOOTNOTE_MARKS) throw bodyFault(({ faults }) => faults.footnotes(FOOTNOTE_MARKS));
  const environment = { words };
  const tokens = parser.parse(withoutEndless(source), environment);
  if (addressesIn(tokens) > ADDRESSES) throw bodyFault(({ faults }) => faults.repeatedLinks);
  return write(tokens, environment);
}

/** The code blocks of a text, each as its first line, from 0, and the line after its last. */
export const codeIn = (source: string): (readonly [number, number])[] =>
  parser.parse(source, {}).flatMap(({ type, map, content }) => {
    if (!map) return [];
    if (type === 'html_block') return preformattedIn(content, map[0]);
    return type === 'fence' || type === 'code_block' ? [map] : [];
  });

/** The `pre` elements of an HTML block that begins on a line. */
function preformattedIn(html: string, first: number): (readonly [number, number])[] {
  const found: [number, number][] = [];
  let begun: number | undefined;
  for (const [index, line] of html.split('\n').entries()) {
    if (/<pre[\s>]/i.test(line)) begun ??= first + index;
    if (begun === undefined || !/<\/pre>/i.test(line)) continue;
    found.push([begun, first + index + 1]);
    begun = undefined;
  }
  return found;
}

export interface MarkdownHtml {
  readonly html: string;
  /** The line of the source, from 1, for an offset in the HTML. */
  lineAt(offset: number): number;
  /** Raw-text elements and unterminated comments, which are shown as text. */
  readonly filtered: readonly { readonly what: string; readonly line: number }[];
}

/** Renders as markdown-it's renderer does, and records the source line of each piece. */
function write(tokens: readonly Token[], environment: Record<string, unknown>): MarkdownHtml {
  const pieces: { readonly offset: number; readonly line: number; readonly html: string }[] = [];
  const filtered: { what: string; line: number }[] = [];
  let [offset, line] = [0, 1];
  const { renderer, options } = parser;
  const put = (all: readonly Token[], index: number) => {
    const token = all[index];
    if (!token) return;
    if (token.map) line = token.map[0] + 1;
    if (token.type === 'inline') {
      token.children?.forEach((_, child, children) => {
        put(children, child);
      });
      return;
    }
    const rule = renderer.rules[token.type];
    const html = rule
      ? rule(all as Token[], index, options, environment, renderer)
      : renderer.renderToken(all as Token[], index, options);
    pieces.push({ offset, line, html });
    offset += html.length;
    if (WRITTEN.has(token.type)) for (const what of rawTexts(token.content)) filtered.push({ what, line });
    if (token.type === 'softbreak' || token.type === 'hardbreak') line += 1;
    if (token.type === 'html_inline') line += breaksIn(token.content);
  };
  tokens.forEach((_, index) => {
    put(tokens, index);
  });
  return {
    html: pieces
      .map(({ html }) => html)
      .join('')
      .replaceAll(LESS_THAN, '&lt;'),
    filtered,
    lineAt(at) {
      const found = pieces.findLast((piece) => piece.offset <= at);
      return found ? found.line + breaksIn(found.html.slice(0, at - found.offset)) : 1;
    },
  };
}

const breaksIn = (text: string) => text.split('\n').length - 1;

// An unterminated raw-text element would swallow the rest of the article. No article needs them, so they are shown as text
// (https://github.github.com/gfm/#disallowed-raw-html-extension-). Frames become links.
const RAW_TEXT = /<(?=\/?(?:title|textarea|style|xmp|noembed|noframes|script|plaintext)(?:[\s/>]|$))/gi;

/** Stands for a `<` that is not markup: a noncharacter, which no text may contain, and of the same length, to keep offsets. */
const LESS_THAN = '\ufdd0';
/** The openers of HTML blocks that extend to a closer, and their closers. */
const OPENERS = /<(?=(script|style|textarea|!--|\?|!\[CDATA\[))/gi;
const CLOSERS = /<\/(script|style|textarea)>|(--)>|(\?)>|(\]\])>/gi;
const CLOSER_OF: Readonly<Record<string, string>> = { '!--': '--', '![cdata[': ']]' };

/** Escapes openers without a closer, because such a block would swallow the rest of the article. */
function withoutEndless(source: string): string {
  const lastEnds = new Map<string, number>();
  for (const { 1: name, 2: comment, 3: instruction, 4: data, index } of source.matchAll(CLOSERS)) {
    lastEnds.set((name ?? comment ?? instruction ?? data ?? '').toLowerCase(), index);
  }
  return source.replace(OPENERS, (found, opener: string, index: number) => {
    const name = opener.toLowerCase();
    return (lastEnds.get(CLOSER_OF[name] ?? name) ?? -1) > index ? found : LESS_THAN;
  });
}

/** Tokens that may contain escaped HTML. */
const WRITTEN = new Set(['html_block', 'html_inline', 'text']);

/** The elements and comments in a token that are shown as text. */
const rawTexts = (content: string): string[] =>
  [
    ...Array.from(content.matchAll(RAW_TEXT), ({ index }) => nameAt(content, index)),
    ...content
      .split(LESS_THAN)
      .slice(1)
      .map((rest) => nameAt(`<${rest}`, 0)),
  ].filter((name) => name !== '');

const nameAt = (content: string, index: number) => {
  const [, name] = /^<([a-z]+)/i.exec(content.slice(index, index + 20)) ?? [];
  if (name) return `<${name.toLowerCase()}>`;
  return content[index + 1] === '/' ? '' : content.slice(index, index + 4);
};

const parser = new MarkdownIt({ html: true, linkify: true })
  .use(cjkEmphasis)
  .use(strikethrough)
  .use(footnote)
  .disable('footnote_inline');

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
    if (token.type === 'heading_open') nameHeading(token, tokens[index + 1]);
    if (token.type === 'list_item_open') markTask(token, tokens[index + 2]);
  });
});
const asText = (tokens: Token[], index: number) => tokens[index]?.content.replace(RAW_TEXT, LESS_THAN) ?? '';
Object.assign(parser.renderer.rules, { html_block: asText, html_inline: asText });
parser.renderer.rules.s_open = () => '<del>';
parser.renderer.rules.s_close = () => '</del>';

function alignCell(cell: Token) {
  const [, side] = /^text-align:(\w+)$/.exec(String(cell.attrGet('style') ?? '')) ?? [];
  cell.attrs = side ? [['class', `align-${side}`]] : null;
}

const HEADING_NAME = /^\{:?[ \t]*#([\p{L}\p{N}_:.-]{1,100})(?:[ \t][^{}]*)?\}$/u;

/** `## Tides {#tides}`: a heading's id, as in Pandoc, kramdown and Hugo. */
function nameHeading(heading: Token, text: Token | undefined) {
  const last = text?.children?.at(-1);
  if (last?.type !== 'text') return;
  const start = last.content.lastIndexOf('{');
  const [, name] = start === -1 ? [] : (HEADING_NAME.exec(last.content.slice(start).trimEnd()) ?? []);
  if (name === undefined) return;
  last.content = last.content.slice(0, start).trimEnd();
  heading.attrSet('id', name);
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

interface Environment {
  readonly words: ArticleWords;
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
  footnote_block_open: (_tokens: Token[], _index: number, _options: unknown, { words }: Environment) =>
    `<section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">${escapeHtml(words.footnotes)}</h2>\n<ol>\n`,
  footnote_block_close: () => '</ol>\n</section>\n',
  footnote_open: (tokens: Token[], index: number) => `<li id="fn-${numberOf(tokens[index])}">\n`,
  footnote_close: () => '</li>\n',
  footnote_anchor: (tokens: Token[], index: number, _options: unknown, { words }: Environment) => {
    const place = `${numberOf(tokens[index])}${repeatOf(tokens[index])}`;
    return ` <a href="#fnref-${place}" data-footnote-backref aria-label="${escapeHtml(words.footnoteBack(place))}">\u21a9</a>`;
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
