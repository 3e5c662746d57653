import { UNSPACED } from '../shared/text.ts';
import type { MediaRecord } from './schema.ts';

/** Letters with a stroke or of two letters, which Unicode does not take apart. */
const SPELT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
/** Accents, and the vowel signs of Arabic and Hebrew, which readers supply; the voicing marks of Japanese are none. */
const ACCENTS = /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Hebrew}]]--[\u3099\u309a]]/gv;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const PIECE = new RegExp(`[${UNSPACED}]|[^${UNSPACED}]+`, 'gu');

/**
 * The words of a text as they are compared: in lower case, without accents. In scripts without spaces between words, each
 * character is a word.
 */
export const wordsOf = (text: string): string[] => [
  ...new Set((folded(text).match(WORD) ?? []).flatMap((word) => word.match(PIECE) ?? [])),
];

const folded = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => SPELT[letter] ?? letter);

/** Most beginnings by which a file is found: with the lists and the record, one transaction holds them all. */
const MOST_BEGINNINGS = 80;
/** The letters of a word that count for its list. A shorter word is found as a whole. */
const BEGINNING = 3;

/** The beginning of a word, which names the list of all files with such a word. */
export const beginningOf = (word: string): string => [...word].slice(0, BEGINNING).join('');

type Described = Pick<MediaRecord, 'title' | 'caption' | 'credit' | 'people' | 'keywords' | 'place' | 'fileName'>;

/** All words by which a file could be found, those that name it best first. */
const allWords = ({ title, caption, credit, people, keywords, place, fileName }: Described): string[] =>
  wordsOf([...people, title, ...keywords, credit, place, fileName.replace(/\.\w{1,5}$/, ''), caption].join(' '));

/** The beginnings of a file's words, at most 80. */
export const beginningsOf = (file: Described): string[] =>
  [...new Set(allWords(file).map(beginningOf))].slice(0, MOST_BEGINNINGS);

/** The words of a file by which it is not found, because it has so many. */
export function unsearchedWords(file: Described): string[] {
  const found = new Set(beginningsOf(file));
  return allWords(file).filter((word) => !found.has(beginningOf(word)));
}

/** Whether a file has words that begin with each of those that are looked for. */
export function hasWords(file: Described, wanted: readonly string[]): boolean {
  const words = allWords(file);
  return wanted.every((each) =>
    [...each].length < BEGINNING ? words.includes(each) : words.some((word) => word.startsWith(each)),
  );
}

/** The word that narrows a search most: the longest one. */
export const rarestOf = (words: readonly string[]): string =>
  words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
