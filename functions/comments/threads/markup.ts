import { escapeHtml, UNSPACED } from '../../shared/text.ts';

/**
 * Renders a comment as safe HTML: paragraphs and line breaks, `> quote`, `*emphasis*`, `**strong**`, code in backticks,
 * `[text](https://…)`, and bare addresses as links. A backslash escapes a sign.
 *
 * All output is either a tag of this file or passes `escapeHtml`, so it is safe by construction and needs no sanitizer.
 * Markdown libraries weigh 52 to 160 KB and support much that comments must not contain. Every step is linear in the
 * length of the text, and says why.
 */
export function toHtml(text: string): string {
  const html: string[] = [];
  let paragraph: string[] = [];
  let depth = 0;
  const endParagraph = () => {
    if (paragraph.length > 0) html.push(`<p>${inline(paragraph.join('\n'))}</p>`);
    paragraph = [];
  };
  const enter = (quotes: number) => {
    for (; depth < quotes; depth++) html.push('<blockquote>');
    for (; depth > quotes; depth--) html.push('</blockquote>');
  };
  for (const line of text.split('\n')) {
    const [marks = ''] = /^(?: {0,3}>)*/.exec(line) ?? [];
    const quotes = Math.min(marks.split('>').length - 1, DEEPEST_QUOTE);
    const rest = line.slice(marks.length).trim();
    if (quotes !== depth || rest === '') endParagraph();
    if (rest === '') continue;
    enter(quotes);
    paragraph.push(rest);
  }
  endParagraph();
  enter(0);
  // Only quotation signs: an empty quote.
  return html.join('\n') || `<p>${escapeHtml(text)}</p>`;
}

/** Deepest quotation; further signs are dropped. */
const DEEPEST_QUOTE = 3;

/** Signs that may begin markup, or are escaped by a backslash; everything between them is text. */
const SIGN = /\\[*`[\]>]|`+|\*+|\[|(?<![\p{L}\p{N}])(?:https?:\/\/|mailto:)/giu;
/** `[text](address)`. No part contains a square bracket, so a failed match stops at the next one. */
export const LINK = /\[([^[\]]+)\]\(((?:[^\s()[\]<>]|\([^\s()[\]<>]*\))+)\)/y;
/** A possible address, up to white space, East Asian punctuation or another character no address contains. */
const ADDRESS = /[^\s<>"`\u3001-\u3003\u3008-\u3011\uff01-\uff0f]+/y;

const EMPHASIS: readonly (readonly [string, string])[] = [
  ['', ''],
  ['<em>', '</em>'],
  ['<strong>', '</strong>'],
  ['<em><strong>', '</strong></em>'],
];

/** @param linked whether this is a link's text, which cannot contain another link */
function inline(text: string, linked = false): string {
  const html: string[] = [];
  const codeEnds = codeEndsIn(text);
  const stars: { readonly at: number; readonly length: number }[] = [];
  /** Open emphasis by number of stars, to skip searches without a match; closing one drops those inside it. */
  const open = [0, 0, 0, 0];
  let done = 0;
  const writeTo = (end: number, next = end) => {
    html.push(escapeHtml(text.slice(done, end)).replaceAll('\n', '<br>'));
    done = next;
  };
  const link = (url: string, shown: string) =>
    html.push(`<a href="${escapeHtml(url)}" rel="nofollow ugc noopener">`, shown, '</a>');

  for (let at = 0; ; ) {
    SIGN.lastIndex = at;
    const found = SIGN.exec(text);
    if (!found) break;
    const { 0: sign, index } = found;
    at = index + sign.length;

    if (sign.startsWith('\\')) writeTo(index, index + 1);
    else if (sign.startsWith('`')) {
      const end = codeEnds.get(index);
      if (end === undefined) continue;
      const code = text.slice(at, end).replaceAll('\n', ' ');
      writeTo(index, end + sign.length);
      html.push('<code>', escapeHtml(withoutPadding(code)), '</code>');
      at = done;
    } else if (sign.startsWith('*')) {
      const [opening, closing] = EMPHASIS[sign.length] ?? [];
      if (opening === undefined || closing === undefined) continue;
      const side = sidesOf(text[index - 1], text[at]);
      if (side.closes && open[sign.length]) {
        let last = stars.pop();
        for (; last && last.length !== sign.length; last = stars.pop())
          open[last.length] = (open[last.length] ?? 0) - 1;
        if (!last) continue;
        open[sign.length] = (open[sign.length] ?? 0) - 1;
        writeTo(index, at);
        html[last.at] = opening;
        html.push(closing);
      } else if (side.opens) {
        writeTo(index, at);
        stars.push({ at: html.length, length: sign.length });
        open[sign.length] = (open[sign.length] ?? 0) + 1;
        html.push(sign);
      }
    } else if (linked) continue;
    else if (sign === '[') {
      LINK.lastIndex = index;
      const [whole = '', shown = '', address = ''] = LINK.exec(text) ?? [];
      const url = safeUrl(address);
      if (url === undefined) continue;
      writeTo(index, index + whole.length);
      link(url, inline(shown, true));
      at = done;
    } else {
      ADDRESS.lastIndex = index;
      const [whole = ''] = ADDRESS.exec(text) ?? [];
      const address = withoutPunctuation(whole);
      const url = safeUrl(address);
      // Skip the whole candidate when it is no address: retrying inside a long one would take quadratic time.
      at = index + (url === undefined ? whole : address).length;
      if (url === undefined) continue;
      writeTo(index, at);
      link(url, escapeHtml(address));
    }
  }
  writeTo(text.length);
  return html.join('');
}

/** Spaces at both ends of code separate it from its backticks (CommonMark 0.31, section 6.1). */
const withoutPadding = (code: string): string =>
  code.startsWith(' ') && code.endsWith(' ') && /[^ ]/.test(code) ? code.slice(1, -1) : code;

/** Where code that begins at a run of backticks ends: at the next run of the same length. */
function codeEndsIn(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const next = new Map<number, number>();
  for (const { 0: run, index } of [...text.matchAll(/`+/g)].reverse()) {
    const end = next.get(run.length);
    if (end !== undefined) ends.set(index, end);
    next.set(run.length, index);
  }
  return ends;
}

const SPACE = /\s/;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const SPACED_LETTER = new RegExp(`[[\\p{L}\\p{N}]--[${UNSPACED}]]`, 'v');

/**
 * Whether stars between two characters may open or close emphasis: CommonMark's flanking (0.31, section 6.2), but never
 * within a word, where people write `f*ck` and `2*3*4`. Scripts without spaces have no word boundaries.
 */
function sidesOf(before = ' ', after = ' ') {
  if (SPACED_LETTER.test(before) && SPACED_LETTER.test(after)) return { opens: false, closes: false };
  const [apartBefore, apartAfter] = [before, after].map((sign) => SPACE.test(sign) || PUNCTUATION.test(sign));
  return {
    opens: !SPACE.test(after) && (!PUNCTUATION.test(after) || apartBefore === true),
    closes: !SPACE.test(before) && (!PUNCTUATION.test(before) || apartAfter === true),
  };
}

/** Removes the trailing punctuation of a sentence; a bracket stays when it was opened in the address. */
function withoutPunctuation(address: string): string {
  let unopened = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if (last === ')' ? unopened-- <= 0 : !/[?!.,:;*_~'’”»\]}…]/.test(last)) break;
  }
  return address.slice(0, end);
}

/** Normalises an address that comments may link: https, http, or mailto without headers; no credentials. */
function safeUrl(address: string): string | undefined {
  if (/^mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/i.test(address)) return `mailto:${address.slice('mailto:'.length)}`;
  if (!/^https?:\/\/[^/\\]/i.test(address)) return undefined;
  const url = URL.parse(address);
  return url && url.username === '' && url.password === '' ? url.href : undefined;
}
