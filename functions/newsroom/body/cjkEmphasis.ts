import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';

/** Letters and punctuation of scripts that put no spaces around words or quotation marks. */
const CJK =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\u3001-\u303f\ufe30-\ufe4f\uff01-\uffef]/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const SPACE = /\s/u;

/**
 * CommonMark decides by the neighbouring spaces and punctuation whether a delimiter opens or closes emphasis, so it never
 * closes `**「x」**です`. Next to these scripts, letters therefore count as punctuation, and punctuation as letters
 * (https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md).
 */
class State extends MarkdownIt.StateInline {
  override scanDelims(start: number, canSplitWord: boolean) {
    const scanned = super.scanDelims(start, canSplitWord);
    const before = characterBefore(this.src, start);
    const after = String.fromCodePoint(this.src.codePointAt(start + scanned.length) ?? 0x20);
    if (!CJK.test(before) && !CJK.test(after)) return scanned;
    const isSign = (character: string) => PUNCTUATION.test(character) && !CJK.test(character);
    const left = !SPACE.test(after) && (!isSign(after) || SPACE.test(before) || isSign(before) || CJK.test(before));
    const right = !SPACE.test(before) && (!isSign(before) || SPACE.test(after) || isSign(after) || CJK.test(after));
    return {
      ...scanned,
      can_open: left && (canSplitWord || !right || PUNCTUATION.test(before)),
      can_close: right && (canSplitWord || !left || PUNCTUATION.test(after)),
    };
  }
}

const characterBefore = (text: string, index: number): string => {
  const pair = text.slice(Math.max(0, index - 2), index);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? pair : pair.slice(-1) || ' ';
};

export function cjkEmphasis(markdown: Parser): void {
  markdown.inline.State = State;
}
