/** The languages that have words: one file each. */
export const LANGUAGES = ['en', 'nl', 'de', 'fr', 'es', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a tag (BCP 47) if it has words: `nl` for `nl-BE`. */
export function languageOf(tag: string): Language | undefined {
  const [language] = tag.toLowerCase().split('-');
  return LANGUAGES.find((each) => each === language);
}

export type Direction = 'ltr' | 'rtl';

/** The scripts that run from right to left and are printed today (ISO 15924). */
const FROM_THE_RIGHT = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr']);

const directions = new Map<string, Direction>();
/** Tags of articles are stored texts: of any number. */
const MOST_KEPT = 500;

/** The direction of writing of a language, by its usual script (BCP 47); left to right for what is no tag. */
export function directionOf(tag: string): Direction {
  const known = directions.get(tag);
  if (known) return known;
  const direction = FROM_THE_RIGHT.has(scriptOf(tag)) ? 'rtl' : 'ltr';
  if (directions.size < MOST_KEPT) directions.set(tag, direction);
  return direction;
}

/** The usual script of a language (BCP 47), as four letters of ISO 15924; empty for what is no tag. */
export function scriptOf(tag: string): string {
  try {
    return new Intl.Locale(tag).maximize().script ?? '';
  } catch {
    return '';
  }
}
