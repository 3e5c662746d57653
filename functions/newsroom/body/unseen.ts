/** What ends a line, in another age or program. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BREAK = /[\u000b\u000c]/g;
/** Controls, noncharacters, and what turns the direction of writing beyond its own characters (UAX #9). */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]/gu;

/** A text without the characters that nobody sees and that change how others are read. */
export const withoutUnseen = (text: string): string => text.replace(BREAK, '\n').replace(UNSEEN, '');

/** Those characters, each with where it stands. */
export const unseenIn = (text: string): { readonly character: string; readonly index: number }[] =>
  Array.from(text.matchAll(UNSEEN), ({ 0: character, index }) => ({ character, index }));
