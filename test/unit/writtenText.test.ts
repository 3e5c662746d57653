import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { writtenText } from '../../functions/newsroom/body/writtenText.ts';
import { faultIn } from '../../functions/words/fault.ts';
import { paperWords } from '../../functions/words/words.ts';

const faultsOf = (text: string) =>
  z
    .safeParse(writtenText, text)
    .error?.issues.map((issue) => [
      issue.code === 'custom' && issue.params?.line,
      faultIn(issue.message)(paperWords('en')),
    ]);

describe('a written text', () => {
  it.each([
    ['bytes that were lost', 'One.\nTwo \ufffd.', 2, 'U+FFFD'],
    ['quotes of Windows-1252', 'One.\r\n\r\n\u0093Two\u0094', 3, 'U+0093'],
    ['the next-line control', 'One\u0085', 1, 'U+0085'],
    ['an override', 'One \u202eowt', 1, 'U+202E'],
    ['a null character', 'One\0', 1, 'U+0000'],
    ['a noncharacter', 'One\ufdd0', 1, 'U+FDD0'],
    ['a noncharacter of another plane', 'One\u{1ffff}', 1, 'U+1FFFF'],
    ['Japanese of ISO-2022-JP', 'One.\n\u001b$BF|K\\\u001b(B', 2, 'U+001B'],
    ['Korean of ISO-2022-KR', '\u001b$)COne \u000e0!\u000f', 1, 'U+001B'],
    ['half of a character', 'One \ud83d', 1, 'U+D83D'],
  ])('with %s is refused, and the line told', (_, text, line, name) => {
    const faults = faultsOf(text);

    expect(faults).toEqual([[line, expect.stringContaining(`holds ${name} on line ${line}: `)]]);
  });

  it.each([
    ['a tab, and breaks of any kind', 'a\tb\r\nc\rd\ne'],
    ['a form feed and a vertical tab', 'a\fb\vc'],
    ['joiners, in emoji and in Persian', 'می\u200cخواهم 👩\u200d👩'],
    ['what a terminal is told', '\u001b[1mbold\u001b(B\u001b[m'],
    ['embeddings and isolates', '\u2067שלום\u2069 \u202bשלום\u202c'],
    ['characters of any plane', '𝒜 🚢 𠮷'],
    ['an entity of what is refused as it is', '&#xFFFD; &#146;'],
  ])('may hold %s', (_, text) => {
    expect(faultsOf(text)).toBeUndefined();
  });
});
