import * as z from 'zod/mini';

/** Characters that a text is refused for, with the probable cause. Dropping them would not restore the text. */
const DAMAGES: readonly (readonly [RegExp, string])[] = [
  [/\ufffd/, 'the text was damaged when it was decoded; write &#xFFFD; where the sign itself is meant'],
  [/[\u0080-\u009f]/, 'the text is in Windows-1252, and was decoded as Latin-1'],
  [/[\u202d\u202e]/, 'it turns the direction of writing'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  [/[\u0000\p{Noncharacter_Code_Point}\p{Surrogate}]/u, 'it is no character'],
];
const DAMAGE = new RegExp(DAMAGES.map(([pattern]) => pattern.source).join('|'), 'u');

/** The schema of an article's text. Refuses a damaged one, naming the line. */
export const writtenText = z.string().check((payload) => {
  const { value: text } = payload;
  const { 0: character, index } = DAMAGE.exec(text) ?? {};
  if (character === undefined) return;
  const [, why] = DAMAGES.find(([pattern]) => pattern.test(character)) ?? [];
  const line = text.slice(0, index).split(/\r\n?|\n/).length;
  const message = `holds ${codePointOf(character)} on line ${line}: ${why}`;
  payload.issues.push({ code: 'custom', message, params: { line }, input: text, continue: true });
});

/** Formats a character as `U+FFFD`. */
export const codePointOf = (character: string) =>
  `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
