import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryKey, isEntrySortKey, isUseSortKey, listedId, recordKey, useKey } from '../../functions/media/keys.ts';
import { isUsable, listsOf } from '../../functions/media/lists.ts';
import { beginningsOf, hasWords, unsearchedWords, wordsOf } from '../../functions/media/words.ts';
import { NOON } from '../support/builders.ts';
import { aFile, aRecord } from '../support/media.ts';

const ID = '9f2b7c54e1d03a86b5c4d7e8f9a0b1c2';
const ARTICLE = 'b04c7eeb-1a39-4a4b-b163-49fef93c9628';

describe('the keys of the media library', () => {
  it('are these', () => {
    const keys = [recordKey(ID), useKey(ID, ARTICLE), entryKey('word/qua', { uploadedAt: NOON, id: ID })];

    expect(keys).toEqual([
      { pk: `MEDIA#${ID}`, sk: 'RECORD' },
      { pk: `MEDIA#${ID}`, sk: `USE#${ARTICLE}` },
      { pk: 'MEDIA-LIST#word/qua', sk: `${NOON}#${ID}` },
    ]);
  });

  it.each([
    ['entry', isEntrySortKey, `${NOON}#${ID}`],
    ['use', isUseSortKey, `USE#${ARTICLE}`],
  ] as const)('of an %s are known again, and nothing else is', (_what, isKey, key) => {
    const foreign = ['', '#', '~', 'RECORD', `${key}#`, `${key}~`, `x${key}`, key.slice(0, -1), `${key}\n`];

    expect([key, ...foreign].filter(isKey)).toEqual([key]);
  });

  it('come apart into what they were made of', () => {
    expect(listedId(entryKey('ready', { uploadedAt: NOON, id: ID }).sk)).toBe(ID);
  });
});

describe('the words of a text', () => {
  it.each([
    ['The Quay — at DAWN, 1984!', ['the', 'quay', 'at', 'dawn', '1984']],
    ['Ænima, Straße, Łódź, Évian, naïve', ['aenima', 'strasse', 'lodz', 'evian', 'naive']],
    ['e\u0301tude étude', ['etude']],
    ['مِينَاء المدينة', ['ميناء', 'المدينة']],
    ['שָׁלוֹם', ['שלום']],
    ['海港 harbour港', ['海', '港', 'harbour']],
    ['IMG_2041-quay', ['img', '2041', 'quay']],
    ['…!? \u200b', []],
  ])('of "%s" are these', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are the same however their letters are composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(wordsOf(text.normalize('NFD'))).toEqual(wordsOf(text.normalize('NFC')));
      }),
    );
  });
});

const described = (changes: object) => aRecord(aFile(), { state: 'ready', ...changes });

describe('a file', () => {
  it('is in a list for the beginning of each of its words, and not for its extension', () => {
    const file = described({ title: 'Quay at dawn', people: ['Mira Holm'], fileName: 'IMG-2041.jpeg' });

    expect(beginningsOf(file)).toEqual(['mir', 'hol', 'qua', 'at', 'daw', 'img', '204']);
    expect(unsearchedWords(file)).toEqual([]);
  });

  it('is found by every beginning of three letters of each word that is not left out', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 150 }), (texts) => {
        const file = described({ keywords: texts });
        const left = new Set(unsearchedWords(file));
        const lists = new Set(beginningsOf(file));
        for (const word of wordsOf(texts.join(' '))) {
          const letters = [...word];
          const wanted = letters.slice(0, Math.max(3, letters.length - 1)).join('');
          expect(hasWords(file, [wanted])).toBe(true);
          expect(left.has(word)).toBe(!lists.has(letters.slice(0, 3).join('')));
        }
        expect(lists.size).toBeLessThanOrEqual(80);
      }),
    );
  });

  it('can be used from the moment that nothing is missing until its right expires', () => {
    const usable = (changes: object, now = NOON) => isUsable(described(changes), now);

    expect([
      usable({}),
      usable({ alt: 'A quay.' }),
      usable({ decorative: true }),
      usable({ kind: 'audio' }),
      usable({ alt: 'A quay.', expires: NOON }),
      usable({ alt: 'A quay.', expires: NOON }, '2026-11-23T11:59:59.999Z'),
      usable({ alt: 'A quay.', state: 'awaited' }),
      usable({ alt: 'A quay.', removing: true }),
    ]).toEqual([false, true, true, true, false, true, false, false]);
  });

  it('that is not ready is in no list but that of its state', () => {
    expect(listsOf(described({ state: 'failed', title: 'Quay', expiresAt: 7 }))).toEqual([
      { list: 'failed', expiresAt: 7 },
    ]);
    expect(listsOf(described({ title: 'Quay', removing: true }))).toEqual([]);
  });
});
