import { wordsIn } from '#words';
import type { Words } from './en.ts';
import { LANGUAGES, languageOf } from './languages.ts';

const made = new Map<string, Words>();
/** Tags of articles are stored texts: of any number. */
const MOST_KEPT = 500;

/**
 * The words of a language, with its numbers, lists and plurals as a country has them.
 * @param tag BCP 47, such as `nl-NL`.
 * @returns undefined when there are none in it.
 */
export function wordsFor(tag: string): Words | undefined {
  const known = made.get(tag);
  if (known) return known;
  const language = languageOf(tag);
  if (!language) return undefined;
  const words = wordsIn(language)(isTag(tag) ? tag : language);
  if (made.size < MOST_KEPT) made.set(tag, words);
  return words;
}

/**
 * The words of the paper's language.
 * @throws Error when there are none in it: a page in two languages would be read out as one.
 */
export function paperWords(tag: string): Words {
  const words = wordsFor(tag);
  if (!words) throw new Error(`There are no words in "${tag}", but in ${LANGUAGES.join(', ')} (functions/words)`);
  return words;
}

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
