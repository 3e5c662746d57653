import { describe, expect, it } from 'vitest';
import { cutParts, markedParts } from '../../functions/desk/comments/marks.ts';
import { LANGUAGES } from '../../functions/words/languages.ts';
import { paperWords } from '../../functions/words/words.ts';

const EN = 'en-GB';

/** A text with its marks in brackets. */
const marked = (text: string, entry: string, language = EN, rule = 'hold-word') => {
  const matched = paperWords(language).matched.listed(entry, 'comment');
  return markedParts(text, { rule, matched, field: 'comment', language })
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join('');
};

describe('the words that a rule has matched', () => {
  it.each([
    ['I like CASINO and casino.', 'casino', 'I like [CASINO] and [casino].'],
    ['(casino), they say', 'casino', '([casino]), they say'],
    ['v i a g r a is sold', 'viagra', '[v i a g r a] is sold'],
    ['buy cheap, pills here', 'cheap pills', 'buy [cheap, pills] here'],
    ['the f*ck of it', 'fuck', 'the [f*ck] of it'],
    ['see https://www.shop.example/a now', 'shop.example', 'see [https://www.shop.example/a] now'],
    ['We are #1!', '#1', 'We are [#1]!'],
    ['このバカは', 'バカ', 'この[バカ]は'],
    ['casinos everywhere', 'casino', 'casinos everywhere'],
  ])('are marked in %j', (text, entry, expected) => {
    expect(marked(text, entry)).toBe(expected);
  });

  it('are marked for a pattern, and only by the rule and in the field that it names', () => {
    expect(marked('two casinos', 'casino*', EN, 'spam-pattern')).toBe('two [casinos]');
    expect(marked('a casino', 'casino', EN, 'author-not-proven')).toBe('a casino');
    expect(
      markedParts('casino', { rule: 'hold-word', matched: 'casino (in the name)', field: 'comment', language: EN }),
    ).toEqual([{ text: 'casino', marked: false }]);
  });

  it('are links', () => {
    const found = markedParts('At http://a.example, b.example', {
      rule: 'links',
      matched: '2 links: a.example b.example',
      field: 'comment',
      language: EN,
    });

    expect(found.filter((part) => part.marked).map(({ text }) => text)).toEqual(['a.example', 'b.example']);
  });

  it.each(LANGUAGES)('are found in the notes of %s', (language) => {
    expect(marked('one casino', 'casino', language)).toBe('one [casino]');
  });

  it.each([
    'casino '.repeat(3_000),
    'a'.repeat(20_000),
    '!'.repeat(20_000),
    '! '.repeat(10_000),
    `${'x '.repeat(10_000)}casino`,
    'c a s i n o '.repeat(1_600),
  ])('take no long time in a long text', (text) => {
    const started = performance.now();

    const parts = markedParts(text, {
      rule: 'hold-word',
      matched: 'casino (in the comment)',
      field: 'comment',
      language: EN,
    });

    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

describe('a long text', () => {
  it('is cut at a space, between characters, and never lost', () => {
    for (const text of ['word '.repeat(500), '👩'.repeat(900), 'x'.repeat(900), 'short']) {
      const { head, tail } = cutParts([{ text, marked: false }], 401);
      const [first = '', rest = ''] = [head, tail].map((parts) => parts.map((part) => part.text).join(''));

      expect(first + rest).toBe(text);
      expect([first.isWellFormed(), rest.isWellFormed()]).toEqual([true, true]);
      expect(first.length).toBeLessThanOrEqual(501);
    }
  });

  it('is not cut for a few characters, nor within a mark', () => {
    const long = { text: 'm'.repeat(300), marked: true };

    expect(cutParts([{ text: 'x'.repeat(450), marked: false }], 400).tail).toEqual([]);
    expect(cutParts([{ text: 'x'.repeat(390), marked: false }, long], 400)).toEqual({
      head: [{ text: 'x'.repeat(390), marked: false }],
      tail: [long],
    });
  });
});
