import type { Delimiter, MarkdownIt, StateInline } from 'markdown-it';

const TILDE = 0x7e;
/** Delimiter codes for one and two tildes, which do not close each other. */
const MARKERS: Readonly<Record<number, number>> = { 1: 0x223c, 2: TILDE };
const KNOWN = new Set(Object.values(MARKERS));

/** Text between one or two tildes is struck through (https://github.github.com/gfm/#strikethrough-extension-). */
export function strikethrough(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('strikethrough', (state, silent) => {
    if (silent || state.src.charCodeAt(state.pos) !== TILDE) return false;
    const { length, can_open, can_close } = state.scanDelims(state.pos, true);
    const token = state.push('text', '', 0);
    token.content = '~'.repeat(length);
    const marker = MARKERS[length];
    if (marker !== undefined) {
      const place = { token: state.tokens.length - 1, end: -1, open: can_open, close: can_close };
      state.delimiters.push({ marker, length: 0, ...place });
    }
    state.pos += length;
    return true;
  });
  markdown.inline.ruler2.at('strikethrough', (state) => {
    for (const delimiters of [state.delimiters, ...state.tokens_meta.map((meta) => meta?.delimiters ?? [])]) {
      strike(state, delimiters);
    }
  });
}

function strike(state: StateInline, delimiters: readonly Delimiter[]): void {
  for (const { marker, token, end } of delimiters) {
    const last = end === -1 ? undefined : delimiters[end];
    if (!KNOWN.has(marker) || !last) continue;
    for (const [index, type, nesting] of [
      [token, 's_open', 1],
      [last.token, 's_close', -1],
    ] as const) {
      const mark = state.tokens[index];
      if (mark) Object.assign(mark, { type, tag: 's', nesting, content: '' });
    }
  }
}
