import { describe, expect, it } from 'vitest';
import { deskWordsIn } from '../../functions/desk/words/deskWords.ts';
import { LANGUAGES } from '../../functions/words/languages.ts';

/** Every text of a module of words; a function's for some numbers, and for a lower bound. */
function textsIn(value: unknown, path = ''): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value === 'function') {
    return [0, 1, 2, 5, 11, 1_000, 1_000_000].flatMap((count) =>
      [true, false].map((exact) => ({ path: `${path}(${count})`, text: String(value(count, exact)) })),
    );
  }
  return Object.entries(value as object).flatMap(([name, inner]) => textsIn(inner, `${path}.${name}`));
}

const { language: _, ...english } = deskWordsIn.en('en');
/** Texts that are the same in two languages: names, and words that they share. */
const SHARED = /^(Articles|Versions?( \d+)?|Importance|Label|Tags|Text( \(HTML\))?)$/;

describe.each(LANGUAGES)('the desk’s words of %s', (language) => {
  const { language: own, ...words } = deskWordsIn[language](language);

  it('are none of them empty or undefined, for any number', () => {
    expect(own).toBe(language);
    expect(textsIn(words).filter(({ text }) => text === '' || /undefined|NaN|\[object/.test(text))).toEqual([]);
  });

  it.skipIf(language === 'en')('are not English', () => {
    const said = new Map(textsIn(english).map(({ path, text }) => [path, text]));

    const same = textsIn(words).filter(({ path, text }) => said.get(path) === text && !SHARED.test(text));

    expect(same).toEqual([]);
  });
});
