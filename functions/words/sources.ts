import type { WordsIn } from './en.ts';
import { en } from './en.ts';
import type { Language } from './languages.ts';

/** The words of every language, where functions run from their sources; a bundle has `bundled.ts` in this place. */
const all: Readonly<Record<Language, WordsIn>> = { en };

export const wordsIn = (language: Language): WordsIn => all[language];
