/** Control, invisible and bidirectional formatting characters, except the joiners of letters and emoji. */
const UNPRINTABLE = /[^\P{C}\n\t\u200c\u200d]/gu;

/**
 * Makes a stranger's text safe for a terminal: no characters that move the cursor, change earlier output, or reverse the
 * reading direction. Line breaks and tabs stay.
 */
export const printable = (text: string): string => text.replace(UNPRINTABLE, '\ufffd');

/** JSON with such characters escaped: the same values, safe for a terminal. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[^\P{C}\n]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
