import { createHash } from 'node:crypto';
import type { Paper } from '../sections/menus.ts';
import type { OwnColours, PaperSettings } from '../sections/paperSettings.ts';
import type { Site as BareSite } from '../shared/site.ts';
import type { Words } from '../words/en.ts';
import { paperWords } from '../words/words.ts';
import { menuLinks } from './menuLinks.ts';
import type { Settings } from './theme/settings.ts';
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
  /** What editors have set of colours and typefaces, for every page, if they have. */
  readonly styles?: Styles | undefined;
  /** The picture of shared links without one, if editors have chosen one. */
  readonly sharePicture?: PaperSettings['sharePicture'];
}

/** A style sheet within a page, and its hash, by which the Content-Security-Policy allows it. */
export interface Styles {
  readonly css: string;
  readonly hash: string;
}

/** The hashed names of the theme's files, by their names in the theme (infra/assets.ts). */
export type AssetNames = Readonly<Record<string, string>>;

/** @throws Error for a language without words. */
export const createTheme = (names: AssetNames, settings: Settings): Theme => ({
  settings,
  words: paperWords(settings.language),
  assetPath: (name) => {
    const file = names[name];
    if (!file) throw new Error(`The theme has no file ${name}`);
    return `/assets/${file}`;
  },
});

/** The last theme that was made of one, of what, and the one that it was made of. */
const made = new WeakMap<Theme, { readonly of: string; readonly theme: Theme }>();
const usual = new WeakMap<Theme, Theme>();

/**
 * A theme with what editors have set; the same object as long as that is the same.
 * @param given a theme that nobody has changed, or one that this has made.
 */
export function settled(given: Theme, own: PaperSettings): Theme {
  const base = usual.get(given) ?? given;
  const of = JSON.stringify(own);
  if (of === '{}') return base;
  const known = made.get(base);
  if (known?.of === of) return known.theme;
  const theme = withOwn(base, own);
  made.set(base, { of, theme });
  usual.set(theme, base);
  return theme;
}

/** The theme as of now; as it was known last where what editors have set cannot be read. */
export function settledTheme(theme: Theme, read: () => Promise<PaperSettings>): () => Promise<Theme> {
  let known = theme;
  return async () => {
    const own = await read().catch(() => undefined);
    if (own) known = settled(theme, own);
    return known;
  };
}

function withOwn(base: Theme, { colours, typefaces, logo, sharePicture, pixel, ...own }: PaperSettings): Theme {
  const { colours: usually, fonts } = base.settings;
  const present: Settings = {
    ...base.settings,
    ...own,
    colours: { light: { ...usually.light, ...colours?.light }, dark: { ...usually.dark, ...colours?.dark } },
    fonts: { ...fonts, ...typefaces },
    logo: logo ?? base.settings.logo,
    ...(pixel && { pixel }),
  };
  return {
    ...base,
    settings: present,
    words: own.language ? paperWords(own.language) : base.words,
    styles: stylesOf({ colours, typefaces }, fonts.families),
    sharePicture,
  };
}

/** What editors have set, as custom properties in place of those of theme.css. */
function stylesOf(
  { colours, typefaces }: { readonly [Name in 'colours' | 'typefaces']: PaperSettings[Name] | undefined },
  families: Settings['fonts']['families'],
): Styles | undefined {
  const chosen = Object.entries(typefaces ?? {})
    .flatMap(([use, name]) => (families[name] ? [`--${use}:${families[name]}`] : []))
    .toSorted();
  // Paper has colours of its own.
  const css = [
    rule('', chosen),
    rule('@media screen', properties(colours?.light)),
    rule('@media screen and (prefers-color-scheme:dark)', properties(colours?.dark)),
  ].join('');
  return css ? { css, hash: createHash('sha256').update(css).digest('base64') } : undefined;
}

const rule = (where: string, of: readonly string[]): string => {
  if (of.length === 0) return '';
  const root = `:root{${of.join(';')}}`;
  return where ? `${where}{${root}}` : root;
};

/** Whatever is stored, nothing but colours gets into a style sheet. */
const properties = (colours: OwnColours = {}): string[] =>
  Object.entries(colours)
    .filter(([name, value]) => /^[a-z]+$/.test(name) && /^#[0-9a-f]{6}$/.test(value))
    .toSorted()
    .map((property) => `--${property.join(':')}`);

/** The theme's data of the site. */
export const siteAt = (origin: string, { settings: given, assetPath }: Theme): BareSite => ({
  origin,
  title: given.title,
  description: given.description,
  language: given.language,
  publisher: {
    name: given.publisher,
    logo: { url: given.logo.url ?? assetPath(given.logo.file), width: given.logo.width, height: given.logo.height },
  },
  icon: assetPath('icon-512.png'),
  tagAuthority: given.tagAuthority,
});

/**
 * The same with what pages need: files, sections and menus, all as editors have set them.
 * @param now the instant that the page is for; only a page without cards can do without.
 */
export function pageSite(origin: string, theme: Theme, paper: Paper, now?: Date): Site {
  const present = settled(theme, paper.settings);
  return {
    ...siteAt(origin, present),
    ...present,
    sections: paper.sections,
    menus: menuLinks(paper, present.settings.title),
    now,
  };
}
