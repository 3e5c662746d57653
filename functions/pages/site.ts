import type { Paper } from '../sections/menus.ts';
import type { Site as BareSite } from '../shared/site.ts';
import type { Words } from '../words/en.ts';
import { paperWords } from '../words/words.ts';
import { menuLinks } from './menuLinks.ts';
import { type Settings, settings } from './theme/settings.ts';
import type { Site } from './view.ts';

/** The theme: its settings, and the paths of its files. */
export interface Theme {
  readonly settings: Settings;
  /**
   * The path of a file, by its name in the theme or its package. It contains a hash of the content, so that browsers
   * can cache the file for ever.
   * @throws Error for an unknown name.
   */
  readonly assetPath: (name: string) => string;
  /** In the paper's language. */
  readonly words: Words;
}

/** The hashed names of the theme's files, by their names in the theme (infra/assets.ts). */
export type AssetNames = Readonly<Record<string, string>>;

/**
 * @param changes replace settings of the theme.
 * @throws Error for a language without words.
 */
export const createTheme = (names: AssetNames, changes: Partial<Settings> = {}): Theme => ({
  settings: { ...settings, ...changes },
  words: paperWords(changes.language ?? settings.language),
  assetPath: (name) => {
    const file = names[name];
    if (!file) throw new Error(`The theme has no file ${name}`);
    return `/assets/${file}`;
  },
});

/** The theme's data of the site. */
export const siteAt = (origin: string, { settings: given, assetPath }: Theme): BareSite => ({
  origin,
  title: given.title,
  description: given.description,
  language: given.language,
  publisher: {
    name: given.publisher,
    logo: { url: assetPath(given.logo.file), width: given.logo.width, height: given.logo.height },
  },
  icon: assetPath('icon-512.png'),
  tagAuthority: given.tagAuthority,
});

/**
 * The same with what pages need: files, sections and menus.
 * @param now the instant that the page is for; only a page without cards can do without.
 */
export const pageSite = (origin: string, theme: Theme, paper: Paper, now?: Date): Site => ({
  ...siteAt(origin, theme),
  ...theme,
  sections: paper.sections,
  menus: menuLinks(paper, theme.settings.title),
  now,
});
