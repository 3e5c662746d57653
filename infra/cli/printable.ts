/** Control characters, invisible ones, and those that turn the direction of reading; not those that join letters and emoji. */
const UNPRINTABLE = /[^\P{C}\n\t\u200c\u200d]/gu;

/**
 * A text of somebody else's as a terminal may have it: without what could move its cursor, change what it shows, or turn the
 * direction of reading. Line breaks and tabs stay.
 */
export const printable = (text: string): string => text.replace(UNPRINTABLE, '\ufffd');

/** JSON in whose texts such characters are escaped: the same values, and nothing that a terminal would obey. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[^\P{C}\n]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
