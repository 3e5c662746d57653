import type { Theme } from '../../pages/site.ts';
import type { DeskVisit } from '../../shared/api/route.ts';
import { type DeskWords, deskWords } from '../words/deskWords.ts';

/** What every page of the desk shows. */
export interface DeskSite {
  readonly theme: Theme;
  readonly words: DeskWords;
  /** Whether the issuer can end all sessions of a person. */
  readonly endsEverywhere: boolean;
}

export const deskSite = (theme: Theme, endsEverywhere: boolean): DeskSite => ({
  theme,
  words: deskWords(theme.settings.language),
  endsEverywhere,
});

/** Who looks at a page; nobody before signing in. */
export interface Visitor extends DeskVisit {
  readonly name: string;
}
