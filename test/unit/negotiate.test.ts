import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../functions/words/languages.ts';
import { negotiate } from '../../functions/words/negotiate.ts';

describe('the language of an answer', () => {
  it.each([
    ['none', undefined, 'nl-NL'],
    ['an empty header', '', 'nl-NL'],
    ['any', '*', 'nl-NL'],
    ['the paper’s own', 'nl', 'nl-NL'],
    ['that of another country', 'nl-BE', 'nl-NL'],
    ['another', 'de', 'de'],
    ['another, of a country', 'fr-CA', 'fr'],
    ['another in capitals', 'DE-at', 'de'],
    ['the first of equals', 'fr, de', 'fr'],
    ['the best, wherever it stands', 'de;q=0.5, es;q=0.9, fr;q=0.1', 'es'],
    ['what browsers send', 'fy-NL,fy;q=0.9,de;q=0.8,en;q=0.7', 'de'],
    ['with white space', ' de ; q=0.1 ,\ten ; q=0.2 ', 'en'],
    ['none that there is', 'ja, zh-Hant;q=0.5', 'nl-NL'],
    ['none that there is, or any', 'ja, *;q=0.1', 'nl-NL'],
    ['one that is refused', 'de;q=0', 'nl-NL'],
    ['any but the paper’s', 'nl;q=0, *', 'en'],
    ['any but several', 'nl;q=0, en;q=0, *;q=0.5', 'de'],
    ['any, better than one', 'de;q=0.5, *', 'nl-NL'],
    ['what is no range', 'de_DE, ;q=1, fr;q=2, es;q=x, -, en;q=0.1234', 'nl-NL'],
    ['what is no range beside one that is', '<script>, ar', 'ar'],
  ])('for %s is fitting', (_what, accept, expected) => {
    expect(negotiate(accept, 'nl-NL')).toBe(expected);
  });

  it('is the paper’s for a header longer than any browser’s, at once', () => {
    expect(negotiate(`de,${'a'.repeat(10_000)}`, 'nl-NL')).toBe('nl-NL');
    expect(negotiate(`${'x,'.repeat(400)}de`, 'nl-NL')).toBe('nl-NL');
  });

  it('is one that there is, whatever is sent', () => {
    const part = fc.constantFrom('*', 'de', 'nl', 'en-US', ';q=', '0.5', ',', ' ', '-', 'q', '1', '\u0000');
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('')),
        (accept) => {
          expect(['nl-NL', ...LANGUAGES]).toContain(negotiate(accept, 'nl-NL'));
        },
      ),
    );
  });
});
