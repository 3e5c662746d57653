import * as z from 'zod/mini';
import { fault } from '../../words/fault.ts';

/** Characters that a text is refused for, with the probable cause. Dropping them would not restore the text. */
const DAMAGES = [
  [/\ufffd/, 'damaged'],
  [/[\u0080-\u009f]/, 'windows1252'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
  [/\u001b\$/, 'iso2022'],
  [/[\u202d\u202e]/, 'turning'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  [/[\u0000\p{Noncharacter_Code_Point}\p{Surrogate}]/u, 'noCharacter'],
] as const;
const DAMAGE = new RegExp(DAMAGES.map(([pattern]) => pattern.source).join('|'), 'u');

/** The schema of an article's text. Refuses a damaged one, naming the line. */
export const writtenText = z.string().check((payload) => {
  const { value: text } = payload;
  const { 0: character, index } = DAMAGE.exec(text) ?? {};
  if (character === undefined) return;
  const [, why] = DAMAGES.find(([pattern]) => pattern.test(character)) ?? DAMAGES[0];
  const line = text.slice(0, index).split(/\r\n?|\n/).length;
  const message = fault(why, codePointOf(character), line);
  payload.issues.push({ code: 'custom', message, params: { line }, input: text, continue: true });
});

/** Formats a character as `U+FFFD`. */
export const codePointOf = (character: string) =>
  `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
