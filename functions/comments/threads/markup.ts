import { escapeHtml, UNSPACED } from '../../shared/text.ts';

/**
 * A commenter's text as safe HTML: paragraphs and line breaks, `> quote`, `*emphasis*`, `**strong**`, code in backticks,
 * `[text](https://…)`, and addresses that link themselves. A backslash before one of the signs leaves it as it is.
 *
 * Whatever is written to the output is either one of the tags in this file or went through `escapeHtml`, so that it is
 * safe by construction and needs no sanitizer. The libraries that read Markdown weigh 52 to 160 KB and know much
 * that comments shall not have. Every text takes time linear in its length; each step says why.
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
  // Nothing but signs of quotation is quoted nothing.
  return html.join('\n') || `<p>${escapeHtml(text)}</p>`;
}

/** Signs of quotation beyond it are left out. */
const DEEPEST_QUOTE = 3;

/** Signs that may begin something, or are told not to by a backslash; all that stands between them is text. */
const SIGN = /\\[*`[\]>]|`+|\*+|\[|(?<![\p{L}\p{N}])(?:https?:\/\/|mailto:)/giu;
/** `[text](address)`. No part holds a square bracket, so that no attempt looks further than to the next one. */
export const LINK = /\[([^[\]]+)\]\(((?:[^\s()[\]<>]|\([^\s()[\]<>]*\))+)\)/y;
/** What may be an address: up to white space, a sign that no address holds, or the punctuation of East Asia. */
const ADDRESS = /[^\s<>"`\u3001-\u3003\u3008-\u3011\uff01-\uff0f]+/y;

const EMPHASIS: readonly (readonly [string, string])[] = [
  ['', ''],
  ['<em>', '</em>'],
  ['<strong>', '</strong>'],
  ['<em><strong>', '</strong></em>'],
];

/** @param linked whether this is the text of a link, which can hold no other */
function inline(text: string, linked = false): string {
  const html: string[] = [];
  const codeEnds = codeEndsIn(text);
  const stars: { readonly at: number; readonly length: number }[] = [];
  /** How many of each length stand open, so that none is looked for in vain; those passed on the way to one are gone. */
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
      // What is no address is text to its end: tried again from within, a long one would take quadratic time.
      at = index + (url === undefined ? whole : address).length;
      if (url === undefined) continue;
      writeTo(index, at);
      link(url, escapeHtml(address));
    }
  }
  writeTo(text.length);
  return html.join('');
}

/** A space at both ends of code is there to part it from its backticks (CommonMark 0.31, section 6.1). */
const withoutPadding = (code: string): string =>
  code.startsWith(' ') && code.endsWith(' ') && /[^ ]/.test(code) ? code.slice(1, -1) : code;

/** Where the code ends that begins at a run of backticks: at the next run of the same length. */
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
 * within a word, where people write `f*ck` and `2*3*4`. Scripts without spaces have no within.
 */
function sidesOf(before = ' ', after = ' ') {
  if (SPACED_LETTER.test(before) && SPACED_LETTER.test(after)) return { opens: false, closes: false };
  const [apartBefore, apartAfter] = [before, after].map((sign) => SPACE.test(sign) || PUNCTUATION.test(sign));
  return {
    opens: !SPACE.test(after) && (!PUNCTUATION.test(after) || apartBefore === true),
    closes: !SPACE.test(before) && (!PUNCTUATION.test(before) || apartAfter === true),
  };
}

/** An address without the punctuation of the sentence that ends with it; a bracket is its own if it opened there. */
function withoutPunctuation(address: string): string {
  let unopened = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if (last === ')' ? unopened-- <= 0 : !/[?!.,:;*_~'’”»\]}…]/.test(last)) break;
  }
  return address.slice(0, end);
}

/** An address as browsers spell it, if comments may link it: https, http, or mailto without headers; no user's name. */
function safeUrl(address: string): string | undefined {
  if (/^mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/i.test(address)) return `mailto:${address.slice('mailto:'.length)}`;
  if (!/^https?:\/\/[^/\\]/i.test(address)) return undefined;
  const url = URL.parse(address);
  return url && url.username === '' && url.password === '' ? url.href : undefined;
}
