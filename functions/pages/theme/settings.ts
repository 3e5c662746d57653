import settingsFile from './settings.json' with { type: 'json' };

/** What makes a paper look like itself, apart from its components and its CSS. */
export interface Settings {
  readonly title: string;
  /** One sentence: what search engines show of the front page. */
  readonly description: string;
  /** BCP 47: the language of the pages' own words, and how dates are written. */
  readonly language: string;
  /** IANA; times are printed as the clocks there show them. */
  readonly timeZone: string;
  readonly publisher: string;
  /**
   * Who gives out the ids in feeds, and since when (RFC 4151): a domain the paper had on that day. Chosen once: it stays
   * when the domain changes, or every reader's feed shows everything again.
   */
  readonly tagAuthority: string;
  readonly feeds: {
    /** Whole articles, or their descriptions alone. */
    readonly fullText: boolean;
  };
  readonly sitemaps: {
    /** For a paper that brings more than 600 articles a day: a file for each day, not for each month. */
    readonly byDay: boolean;
  };
  /** Whom to tell of a security problem (RFC 9116); without it there is no security.txt. */
  readonly security?: SecurityContact;
  /** An SVG of this folder; beside it lie its PNG copies `icon-192.png`, `icon-512.png` and `apple-touch-icon.png`. */
  readonly icon: string;
  /** The name as a picture, for search engines; and for readers, if `inMasthead`, in place of the title set in type. */
  readonly logo: {
    readonly file: string;
    readonly width: number;
    readonly height: number;
    readonly inMasthead: boolean;
  };
  readonly colours: { readonly light: Colours; readonly dark: Colours };
  readonly fonts: Fonts;
}

/**
 * Colours by what they are for, as `#rrggbb`; a custom property each. On `paper` and on `wash`, text (`ink`, `faded`,
 * `accent`, `fault`) needs a contrast of 4.5 and `edge` and `focus` one of 3 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export interface Colours {
  readonly paper: string;
  /** Behind forms, code and notes. */
  readonly wash: string;
  readonly ink: string;
  /** Text of the second rank: bylines, captions. */
  readonly faded: string;
  /** Thin lines that only divide. */
  readonly rule: string;
  /** Of what can be filled in or pressed. */
  readonly edge: string;
  /** Section labels, and links under the pointer. */
  readonly accent: string;
  readonly fault: string;
  readonly focus: string;
}

/** The stacks are values of CSS's `font-family`. */
export interface Fonts {
  readonly text: string;
  readonly label: string;
  readonly code: string;
  readonly faces: readonly Face[];
  /** The `unicode-range` of the faces. */
  readonly characters: string;
  /** Of the faces, in percent of the font size. */
  readonly ascent: number;
  readonly descent: number;
  readonly fallbacks: readonly Fallback[];
}

export interface Face {
  readonly family: string;
  readonly style: string;
  readonly weight: string;
  /** A woff2 file, as an installed package's path. */
  readonly file: string;
  /** Whether every page needs it; the others are loaded where a page has such text. */
  readonly preload: boolean;
}

/** A font of the reader's own, stretched to the measures of ours so that nothing moves when ours arrives. */
export interface Fallback {
  readonly family: string;
  readonly weight: string;
  readonly local: readonly string[];
  /** Percent: how wide ordinary English runs in our font, measured against this one. */
  readonly size: number;
}

export const settings: Settings = settingsFile;

export interface SecurityContact {
  /** Addresses to report to, best first: `mailto:` or `https:`. */
  readonly contacts: readonly [string, ...string[]];
  /** Address of the policy for reports. */
  readonly policy?: string;
}
