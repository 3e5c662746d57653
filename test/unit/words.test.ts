import { describe, expect, it } from 'vitest';
import { directionOf, LANGUAGES, languageOf } from '../../functions/words/languages.ts';
import { wordsIn } from '../../functions/words/sources.ts';
import { type PluralForms, speaker } from '../../functions/words/speaker.ts';
import { paperWords, wordsFor } from '../../functions/words/words.ts';
import { everyWord, ownLetters } from '../support/everyWord.ts';

/** Checked by the compiler: each language with all its forms. */
const FORMS: { readonly [Name in keyof PluralForms]: Readonly<Record<PluralForms[Name], true>> } = {
  ar: { zero: true, one: true, two: true, few: true, many: true, other: true },
  de: { one: true, other: true },
  en: { one: true, other: true },
  es: { one: true, many: true, other: true },
  fr: { one: true, many: true, other: true },
  nl: { one: true, other: true },
};

describe.each(LANGUAGES)('the plural forms of %s', (language) => {
  it('are those that Intl.PluralRules knows', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();

    expect(Object.keys(FORMS[language]).toSorted()).toEqual([...pluralCategories].toSorted());
  });
});

describe.each(LANGUAGES)('the words of %s', (language) => {
  const said = everyWord(wordsIn(language)(language));

  it('are none of them empty or undefined, for any number', () => {
    expect(said.filter(({ text }) => text === '' || /undefined|NaN|\[object/.test(text))).toEqual([]);
    expect(said.length).toBeGreaterThan(1_000);
  });
});

/** Texts that are the same in two languages: names, signs, loanwords. */
const SHARED: ReadonlySet<string> = new Set([
  'Name',
  'Website',
  'Archive',
  'Video',
  'video',
  'Tag',
  'Interview',
  'Live',
  'Opinion',
]);
const LOANED =
  /^(quote|sentence|either|listing\.described|dropped\.(element|tag)|matched\.(listed|links)|failures\.sectionUnfit)$/;

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the words of %s', (language) => {
  it('are not English', () => {
    const english = new Map(everyWord(wordsIn('en')('en')).map(({ path, text }) => [`${path} ${text}`, true]));
    const same = everyWord(wordsIn(language)(language)).filter(
      ({ path, text }) =>
        english.has(`${path} ${text}`) && /\p{L}/u.test(ownLetters(text)) && !SHARED.has(text) && !LOANED.test(path),
    );

    expect(same).toEqual([]);
  });
});

describe('a language', () => {
  it('is found by its tag, whatever the country, script or case', () => {
    expect(['nl', 'nl-BE', 'NL-nl', 'de-Latn-CH', 'ar-EG'].map(languageOf)).toEqual(['nl', 'nl', 'nl', 'de', 'ar']);
    expect(['fy', '', 'not a tag', 'end'].map(languageOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('runs from the right where its script does', () => {
    expect(['ar', 'ar-EG', 'he', 'fa', 'ur-PK', 'az-Arab', 'yi'].map(directionOf)).toEqual(Array(7).fill('rtl'));
    expect(['en', 'nl', 'az', 'ar-Latn', 'ja', 'tr', 'not a tag', ''].map(directionOf)).toEqual(Array(8).fill('ltr'));
  });

  it('writes numbers and lists as its country does', () => {
    expect(wordsFor('en-GB')?.thread.count(1_234)).toBe('1,234 comments');
    expect(wordsFor('de-AT')?.thread.count(12_345)).toBe('12\u00a0345 Kommentare');
    expect(wordsFor('de')?.thread.count(12_345)).toBe('12.345 Kommentare');
    expect(wordsFor('ar-AE')?.thread.count(11)).toBe('11 تعليقًا');
    expect(wordsFor('ar-EG')?.thread.count(11)).toBe('١١ تعليقًا');
    expect(wordsFor('en-GB')?.article.by(['A', 'B', 'C']).join('')).toBe('By A, B and C');
    expect(wordsFor('nl')?.article.by(['A', 'B', 'C']).join('')).toBe('Door A, B en C');
  });

  it('is refused as a paper’s where it has no words', () => {
    expect(() => paperWords('fy-NL')).toThrow('There are no words in "fy-NL"');
    expect(wordsFor('fy-NL')).toBeUndefined();
  });

  it('whose tag Intl does not know is written as the language alone', () => {
    expect(wordsFor('nl-!')?.thread.count(2)).toBe('2 reacties');
  });
});

describe('a speaker', () => {
  it('has a form for each number', () => {
    const { plural } = speaker<'ar'>('ar');
    const forms = { zero: '0', one: '1', two: '2', few: 'few', many: 'many', other: 'other' };

    expect([0, 1, 2, 3, 10, 11, 99, 100, 102, 103].map((count) => plural(count, forms))).toEqual([
      '0',
      '1',
      '2',
      'few',
      'few',
      'many',
      'many',
      'other',
      'other',
      'few',
    ]);
  });
});
