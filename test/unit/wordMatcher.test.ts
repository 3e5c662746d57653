import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findListed, looksOf, readWords } from '../../functions/comments/judging/wordMatcher.ts';

const find = (entries: readonly string[], text: string) => findListed(entries, readWords(text, 'en-GB'));

/** How many look-ups and comparisons it takes to find nothing. */
const stepsFor = (entries: readonly string[], text: string) => {
  const meter = { steps: 0 };
  findListed(entries, readWords(text, 'en-GB'), meter);
  return meter.steps;
};

const words = [
  'casino',
  'cheap pills',
  'press',
  'viagra',
  'strasse',
  '赌博',
  'พนัน',
  'мат',
  'καζινο',
  'spam@shop.example',
];

describe('a listed word', () => {
  it.each([
    ['as it is', 'A casino here', 'casino'],
    ['in capitals', 'CASINO', 'casino'],
    ['before punctuation', 'casino!', 'casino'],
    ['in quotation marks', '“casino”', 'casino'],
    ['in two words', 'cheap pills', 'cheap pills'],
    ['in two words over a line', 'cheap,\n pills', 'cheap pills'],
    ['with accents', 'cásïnö', 'casino'],
    ['with accents set apart', 'ca\u0301sino', 'casino'],
    ['with heaps of accents', `c${'\u0316\u0301'.repeat(40)}asino`, 'casino'],
    ['with a zero-width space', 'cas\u200bino', 'casino'],
    ['with a soft hyphen', 'cas\u00adino', 'casino'],
    ['with a word joiner and a variation selector', 'c\u2060as\ufe0fino', 'casino'],
    ['full-width', 'ｃａｓｉｎｏ', 'casino'],
    ['mathematical', '𝓬𝓪𝓼𝓲𝓷𝓸', 'casino'],
    ['in circles', 'ⓒⓐⓢⓘⓝⓞ', 'casino'],
    ['in black squares', '🅲🅰🆂🅸🅽🅾', 'casino'],
    ['in letters that flags are made of', '🇨🇦🇸🇮🇳🇴', 'casino'],
    ['in small capitals', 'ᴄᴀꜱɪɴᴏ', 'casino'],
    ['in some Cyrillic', 'cаsіnо', 'casino'],
    ['in Cyrillic alone', 'саѕіпо', 'casino'],
    ['in Greek capitals', 'CΑSΙΝΟ', 'casino'],
    ['with digits', 'c4s1n0', 'casino'],
    ['with signs', 'c@$!no', 'casino'],
    ['letter by letter', 'v i a g r a', 'viagra'],
    ['letter by letter with full stops', 'buy v.i.a.g.r.a now', 'viagra'],
    ['letter by letter with hyphens', 'v-i-a-g-r-a', 'viagra'],
    ['letter by letter with digits', 'v 1 @ g r a', 'viagra'],
    ['letter by letter after a word of one letter', 'I v i a g r a', 'viagra'],
    ['letter by letter beside another word so', 'c h e a p   v i a g r a', 'viagra'],
    ['letter by letter beside a whole word', 'cheap p i l l s', 'cheap pills'],
    ['letter by letter in two words', 'c h e a p   p i l l s', 'cheap pills'],
    ['with a blank of Braille', 'cas\u2800ino', 'casino'],
    ['with a Greek lunate sigma', 'Ϲasino', 'casino'],
    ['with ß for ss', 'Straße', 'strasse'],
    ['in Chinese, which has no spaces', '我爱赌博网站', '赌博'],
    ['in Thai, which has none', 'เล่นพนันออนไลน์', 'พนัน'],
    ['in Russian', 'Мат!', 'мат'],
    ['in Greek capitals that are Greek', 'ΚΑΖΙΝΟ', 'καζινο'],
    ['that is an address', 'Write to Spam@Shop.example.', 'spam@shop.example'],
  ])('is found %s', (_how, text, entry) => {
    const found = find(words, text);

    expect(found).toBe(entry);
  });

  it.each([
    ['within a word', 'WordPress'],
    ['at the start of a word', 'casinos'],
    ['at the end of a word', 'minicasino'],
    ['in part', 'cheap'],
    ['with a word between', 'cheap blue pills'],
    ['backwards', 'pills, cheap'],
    ['in a Latin word that looks like it', 'mat'],
    ['over the end of a Chinese word', '赌了博'],
    ['in two letters', 'c a'],
    ['spread over words of one letter that are too many', 'a b c v i a g r a'],
  ])('is not found %s', (_how, text) => {
    const found = find(words, text);

    expect(found).toBeUndefined();
  });

  it('is no number that looks like it', () => {
    const found = ['455', '$455', '4 5 5'].map((text) => find(['ass'], text));

    expect(found).toEqual([undefined, undefined, undefined]);
  });

  it('is told from one with i for l', () => {
    const found = find(['heil'], 'hell');

    expect(found).toBeUndefined();
  });

  it('is found when the list is the same but another text was asked before', () => {
    const found = ['nothing', 'casino', 'nothing'].map((text) => find(words, text));

    expect(found).toEqual([undefined, 'casino', undefined]);
  });

  it('is found wherever it stands in whatever is written', () => {
    const anywhere = fc.property(
      fc.constantFrom('casino', 'cheap pills', 'viagra'),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
      (entry, before, after) => {
        // Apart from its neighbours by more than letters set apart are from each other.
        expect(find([entry], `${before}\n. ${entry} .\n${after}`)).toBe(entry);
      },
    );

    fc.assert(anywhere);
  });
});

describe('a pattern', () => {
  it.each([
    ['casino*', 'casino'],
    ['casino*', 'casinos24'],
    ['*coin', 'bitcoin'],
    ['*coin*', 'shitcoins'],
    ['c*s*o', 'casino'],
    ['ca?ino', 'cazino'],
    ['ch??p pi*s', 'the cheap pills'],
    ['casino*', 'c4s1n0world'],
    ['casino*', 'саsinos'],
    ['**coin', 'coin'],
    ['*ab*ab', 'aabab'],
    ['*aab', 'aaaab'],
    ['STRASSE*', 'Straßen'],
    ['via*ra', 'v i a g r a'],
  ])('%s matches %j', (pattern, text) => {
    const found = find([pattern], text);

    expect(found).toBe(pattern);
  });

  it.each([
    ['casino*', 'minicasino'],
    ['*coin', 'coins'],
    ['ca?ino', 'caino'],
    ['ca?ino', 'cassino'],
    ['casin?', 'casin'],
    ['ch??p pi*s', 'cheap blue pills'],
    ['ch??p pi*s', 'cheap'],
    ['*ab*ab', 'abba'],
    ['cas*no', 'cas ino'],
  ])('%s does not match %j', (pattern, text) => {
    const found = find([pattern], text);

    expect(found).toBeUndefined();
  });

  it('matches what the regular expression of the same meaning does', () => {
    const letters = (signs: string) => fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 8 });
    const same = fc.property(letters('ab*?'), letters('ab'), (glob, word) => {
      // A letter three times is a disguise.
      fc.pre(/[*?]/.test(glob) && !/(.)\1\1/.test(word));
      const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(find([glob], word) === glob).toBe(expression.test(word));
    });

    fc.assert(same, { numRuns: 2_000 });
  });
});

describe('invisible characters', () => {
  it('change nothing wherever they are put', () => {
    const invisible = fc.constantFrom(...'\u200b\u200d\u2060\ufeff\u00ad\u034f\ufe0f\u2800', '\u{e0041}');
    const unchanged = fc.property(
      fc.constantFrom('buy v1agra now', 'v i a g r a', 'cheap p i l l s', 'саѕіпо', '我爱赌博网站', 'WordPress'),
      fc.array(fc.tuple(invisible, fc.nat(20)), { maxLength: 5 }),
      (text, insertions) => {
        const letters = [...text];
        for (const [sign, place] of insertions) letters.splice(place, 0, sign);
        expect(find(words, letters.join(''))).toBe(find(words, text));
      },
    );

    fc.assert(unchanged);
  });
});

describe('how a text looks', () => {
  it.each([
    ['Ines Calder', 'lnes CaIder'],
    ['Ines Calder', 'Іnеѕ Саldеr'],
    ['Ines Calder', 'ines-c4lder'],
    ['Morton', 'Mo\u200brton'],
    ['Marn', 'Mam'],
  ])('is the same for %s and %s', (one, other) => {
    const looks = [one, other].map((text) => looksOf(text, 'en-GB'));

    expect(looks[0]).toEqual(looks[1]);
  });
});

describe('the work of looking', () => {
  const list = Array.from({ length: 5_000 }, (_, index) => `w${index.toString(36)}q casino`);
  const patterns = Array.from({ length: 200 }, (_, index) => `*aab${'a'.repeat(index % 9)}*b`);
  const deep = ['a a a a a a a a a a a a a a a b', '赌赌赌赌赌赌博'];

  it('is one look-up for each word, however long the list', () => {
    const steps = stepsFor(list, 'The night boat left on time. '.repeat(50));

    expect(steps).toBe(300);
  });

  it('asks no pattern whose letters are not in the text', () => {
    const steps = stepsFor(patterns, 'The night boat left on time. '.repeat(50));

    expect(steps).toBe(300);
  });

  it.each([
    'a',
    'a ',
    'aab',
    'aab ',
    'aaba',
    'ab ',
    '4',
    'а ',
    'v i a ',
    'a.',
    '赌',
    'ก็',
    'ﷺ',
    '1@',
    '\u0301',
    '* ',
    '?',
  ])('is linear in a hostile text of %j', (unit) => {
    const entries = [...list, ...patterns, ...deep];
    const of = (length: number) => unit.repeat(Math.ceil(length / unit.length));

    const [short, long] = [stepsFor(entries, of(1_000)), stepsFor(entries, of(10_000))];

    expect(long).toBeLessThanOrEqual(short * 10.5 + 100);
  });
});
