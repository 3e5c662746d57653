import settingsFile from './settings.json' with { type: 'json' };

/** The settings of the theme, beside its components and its CSS. */
export interface Settings {
  readonly title: string;
  /** A line below the title, on the front page. */
  readonly tagline?: string;
  /** One sentence, which search engines show for the front page. */
  readonly description: string;
  /** BCP 47: the language of the pages, and of dates. */
  readonly language: string;
  /** IANA: the time zone of displayed times. */
  readonly timeZone: string;
  readonly publisher: string;
  /**
   * The authority of ids in feeds (RFC 4151): a domain, and a day on which the paper owned it. Never change it, also
   * when the domain changes: feed readers would show every article again.
   */
  readonly tagAuthority: string;
  readonly feeds: {
    /** Whether feeds contain whole articles or only descriptions. */
    readonly fullText: boolean;
  };
  readonly sitemaps: {
    /** For a paper with more than 600 articles a day: one file per day instead of per month. */
    readonly byDay: boolean;
  };
  /** The contact for security problems (RFC 9116); without it there is no security.txt. */
  readonly security?: SecurityContact;
  /** An SVG in this folder, beside its PNG copies `icon-192.png`, `icon-512.png` and `apple-touch-icon.png`. */
  readonly icon: string;
  /** The name as an image, for search engines; with `inMasthead` also shown instead of the title. */
  readonly logo: Logo;
  /** What commenters are asked to heed, and whom they can write to: `mailto:` or `https:`. */
  readonly commentPolicy?: string;
  readonly contact?: string;
  /** The hosts of players that pages may show. Default: all that there are (functions/shared/players.ts). */
  readonly embeds?: readonly string[];
  /** The https address of a picture that counts readers elsewhere; `{path}` in it becomes the page's path. */
  readonly pixel?: string;
  readonly colours: { readonly light: Colours; readonly dark: Colours };
  readonly fonts: Fonts;
}

export type Logo =
  | {
      /** Of the theme. */
      readonly file: string;
      /** Where it is a picture of the media library. */
      readonly url?: undefined;
      readonly width: number;
      readonly height: number;
      readonly inMasthead: boolean;
    }
  | { readonly url: string; readonly width: number; readonly height: number; readonly inMasthead: boolean };

/**
 * Colours by purpose, as `#rrggbb`; each becomes a custom property. On `paper` and on `wash`, text (`ink`, `faded`,
 * `accent`, `fault`) needs a contrast of 4.5, and `edge` and `focus` one of 3 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export interface Colours {
  readonly paper: string;
  /** Behind forms, code and notes. */
  readonly wash: string;
  readonly ink: string;
  /** Secondary text: bylines, captions. */
  readonly faded: string;
  /** Dividing lines. */
  readonly rule: string;
  /** Borders of fields and buttons. */
  readonly edge: string;
  /** Section labels, and hovered links. */
  readonly accent: string;
  readonly fault: string;
  readonly focus: string;
}

export interface Fonts {
  /** Values of CSS's `font-family`, by the names from which editors choose. */
  readonly families: Readonly<Record<string, string>>;
  /** The name of the family of texts, and of labels. */
  readonly text: string;
  readonly label: string;
  /** A value of CSS's `font-family`. */
  readonly code: string;
  readonly faces: readonly Face[];
  /** Values of `unicode-range`, by the names that the faces use. */
  readonly characters: Readonly<Record<string, string>>;
  /** Metrics of the Latin faces, in percent of the font size. */
  readonly ascent: number;
  readonly descent: number;
  readonly fallbacks: readonly Fallback[];
}

export interface Face {
  readonly family: string;
  readonly style: string;
  /** Faces of one family are drawn together only where this is the same. */
  readonly weight: string;
  /** A woff2 file, as a path in an installed package. */
  readonly file: string;
  /** The scripts (ISO 15924) of the papers of which every page needs it; on others it is loaded where a text needs it. */
  readonly preload: readonly string[];
  /** The name of the characters that it has. A page loads it only where it has one of them. */
  readonly characters: string;
  /** How large its letters are to be, in percent, to go with those of the other faces. */
  readonly size?: number;
}

/** A local font with the metrics of the web font, so that the layout does not shift when that has loaded. */
export interface Fallback {
  readonly family: string;
  readonly weight: string;
  readonly local: readonly string[];
  /** Width of English text in the web font, in percent of the width in this one. */
  readonly size: number;
}

export const settings: Settings = settingsFile;

export interface SecurityContact {
  /** Addresses for reports, best first: `mailto:` or `https:`. */
  readonly contacts: readonly [string, ...string[]];
  /** The address of the policy for reports. */
  readonly policy?: string;
}
