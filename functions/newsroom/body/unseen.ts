/** Obsolete line breaks: vertical tab and form feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BREAK = /[\u000b\u000c]/g;
/** Control characters, noncharacters, and explicit bidirectional formatting (UAX #9). */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]/gu;

/** Removes invisible characters that change how others are displayed. */
export const withoutUnseen = (text: string): string => text.replace(BREAK, '\n').replace(UNSEEN, '');

/** Finds those characters, with their indexes. */
export const unseenIn = (text: string): { readonly character: string; readonly index: number }[] =>
  Array.from(text.matchAll(UNSEEN), ({ 0: character, index }) => ({ character, index }));
