import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type WordsIn } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Language } from './languages.ts';
import { nl } from './nl.ts';

/** The words of every language, where functions run from their sources; a bundle has `bundled.ts` in this place. */
const all: Readonly<Record<Language, WordsIn>> = { en, nl, de, fr, es, ar };

export const wordsIn = (language: Language): WordsIn => all[language];
