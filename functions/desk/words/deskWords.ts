import { type Language, languageOf } from '../../words/languages.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { type DeskWords, type DeskWordsIn, en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';

export type { DeskWords } from './en.ts';

export const deskWordsIn: Readonly<Record<Language, DeskWordsIn>> = { en, nl, de, fr, es, ar };

/** The desk's words in the paper's language (BCP 47). @throws Error when there are none in it. */
export function deskWords(paper: string): DeskWords {
  const language = languageOf(paper);
  if (!language) throw new Error(`The desk has no words in "${paper}"`);
  return deskWordsIn[language](paper);
}
