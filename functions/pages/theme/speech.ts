import type { Words } from '../../words/en.ts';
import { type Direction, directionOf, languageOf } from '../../words/languages.ts';
import { wordsFor } from '../../words/words.ts';
import type { Site } from '../view.ts';

/** The attributes of an element in another language than that around it. */
interface Attributes {
  readonly lang?: string | undefined;
  readonly dir?: Direction | undefined;
}

/** How an article, or its card, speaks on a page of the paper. */
export interface Speech {
  /** The article's language where it has words, else the paper's. */
  readonly words: Words;
  /** The language of {@link words}, in which dates are. */
  readonly language: string;
  /** Of the article's element. */
  readonly its: Attributes;
  /** Of what inside it is the paper's, such as the section's title. */
  readonly papers: Attributes;
  /** Of what inside it has words or dates of ours. */
  readonly ours: Attributes;
}

export function speechOf(language: string, { settings, words }: Pick<Site, 'settings' | 'words'>): Speech {
  const paper = settings.language;
  if (language === paper) return { words, language: paper, its: {}, papers: {}, ours: {} };
  const turned = directionOf(language) !== directionOf(paper);
  const its = { lang: language, dir: turned ? directionOf(language) : undefined };
  const papers = { lang: paper, dir: turned ? directionOf(paper) : undefined };
  // A language without a country is written as the paper's own country does.
  if (language === languageOf(paper)) return { words, language: paper, its, papers, ours: {} };
  const own = wordsFor(language);
  return own ? { words: own, language, its, papers, ours: {} } : { words, language: paper, its, papers, ours: papers };
}
