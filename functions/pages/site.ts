import type { Section } from '../sections/schema.ts';
import type { Site as BareSite } from '../shared/site.ts';
import { type Settings, settings } from './theme/settings.ts';
import type { Site } from './view.ts';

/** How the paper looks: its settings, and where the build has put the files that pages name. */
export interface Theme {
  readonly settings: Settings;
  /**
   * The path of a file, by the name it has in the theme or its package: it holds a hash of the content, so that browsers may
   * keep it for ever.
   * @throws Error for a name that the theme does not have.
   */
  readonly assetPath: (name: string) => string;
}

/** The hashed names of the files that pages name, by the names they have in the theme (infra/assets.ts). */
export type AssetNames = Readonly<Record<string, string>>;

/** @param changes settings that differ from the theme's own. */
export const createTheme = (names: AssetNames, changes: Partial<Settings> = {}): Theme => ({
  settings: { ...settings, ...changes },
  assetPath: (name) => {
    const file = names[name];
    if (!file) throw new Error(`The theme has no file ${name}`);
    return `/assets/${file}`;
  },
});

/** What the theme says of the site, at the origin it is known by. */
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

/** The same for pages, which have a navigation. */
export const pageSite = (origin: string, theme: Theme, sections: readonly Section[]): Site => ({
  ...siteAt(origin, theme),
  ...theme,
  sections,
});
