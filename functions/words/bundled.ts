import { join } from 'node:path';
import type { WordsIn } from './en.ts';
import type { Language } from './languages.ts';

/** The words of a language, from its file beside the function's bundle (infra/bundling.ts): only those that are served are loaded. */
export const wordsIn = (language: Language): WordsIn =>
  (require(join(__dirname, 'words', `${language}.cjs`)) as Readonly<Record<Language, WordsIn>>)[language];
