import type { Words } from '../../functions/words/en.ts';

/** A word of a language, with its place in the module. */
export interface Said {
  /** Such as `mail.reply`. */
  readonly path: string;
  readonly text: string;
}

/** A part that stands for an element of a page; no language changes it. */
export const ELEMENT = '⟦element⟧';

/** What {@link everyWord} gives to a function of words: letters of no language, and numbers. */
const TEXT = '⟦text⟧';
const COUNTS = [0, 1, 2, 3, 11, 100, 1_000_000] as const;

/** Every text of a module of words: a function's once for each of some numbers. */
export function everyWord(words: Words): readonly Said[] {
  const said: Said[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') said.push({ path, text: value });
    else if (typeof value === 'function') {
      for (const count of COUNTS)
        for (const text of textsOf(value as Function_, path, count)) said.push({ path, text });
    } else for (const [name, inner] of Object.entries(value as object)) walk(inner, path ? `${path}.${name}` : name);
  };
  const { language: _, ...others } = words;
  walk(others, '');
  return said;
}

type Function_ = (...given: readonly unknown[]) => unknown;

/** Parameters that are numbers, lists or elements, by the name of the function; all others are texts. */
const GIVEN: readonly (readonly [RegExp, (count: number) => readonly unknown[]])[] = [
  [/^article\.by$/, () => [[ELEMENT, ELEMENT, ELEMENT]]],
  [/^(article\.updated|thread\.(edited|inReplyTo)|form\.required|ownComment\.until|docs\.intro)$/, () => [ELEMENT]],
  [/^(either|faults\.(oneOf|allSections))$/, () => [[TEXT, TEXT, TEXT]]],
  [/^failures\.methods$/, () => [[TEXT, TEXT], TEXT]],
  [/^failures\.stepNotAllowed$/, () => [TEXT, TEXT, [TEXT, TEXT]]],
  [/^mail\.(held|reported)(Subject)?$/, (count) => [count, count % 2 === 0, TEXT]],
  [/^failures\.noRevision$/, (count) => [count, TEXT]],
  [/^matched\.links$/, (count) => [count, TEXT]],
  [/^faults\.(damaged|windows1252|iso2022|turning|noCharacter)$/, (count) => [TEXT, count]],
  [
    /^(article\.(reading|corrections)|thread\.count|person\.partlyText|failures\.more|dropped\.more)$/,
    (count) => [count],
  ],
  [
    /^faults\.(atLeast|atMost|holds|longer|shorter|long(?!er)|tooDeep|tooMany|most|footnotes|elements|deep)/,
    (count) => [count],
  ],
  [
    /^failures\.(bodyTooLarge|textTooLarge|tooMany|settingsTooLarge|most|formerSlugs)/,
    (count) => [count, count, count],
  ],
  [/^matched\.(tooFast|tooOld|rejected|reports|closedAfter)$/, (count) => [count]],
];

function textsOf(say: Function_, path: string, count: number): readonly string[] {
  const [, given] = GIVEN.find(([name]) => name.test(path)) ?? [];
  const answer = say(...(given?.(count) ?? [TEXT, TEXT, TEXT, TEXT]));
  return [answer].flat().map(String);
}

/** A text without what was given to its function, and without numbers. */
export const ownLetters = (text: string): string =>
  text
    .replaceAll(ELEMENT, '')
    .replaceAll(TEXT, '')
    .replace(/[\d.,\s\u2068\u2069]/g, '');
