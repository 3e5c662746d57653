import { hasCome } from '../shared/data/reading.ts';
import type { CurrentVersion } from '../shared/failure.ts';
import type { Instant } from '../shared/instant.ts';
import type { Made } from '../shared/version.ts';
import { languageOf } from '../words/languages.ts';

/** A picture of the media library, as readers get it: the whole one, or cut for shared links. */
export interface OwnPicture {
  readonly id: string;
  /** The version of its record that this was made from. */
  readonly version: number;
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  /** From this instant on it is not shown. */
  readonly expires?: Instant;
  /** It may not be shown for this use any more. */
  readonly withheld?: boolean;
}

/** Colours as `#rrggbb`, by the names that the theme has for them. */
export type OwnColours = Readonly<Record<string, string>>;

/**
 * What editors have set of the paper, beside the sections, so that every page has it from what it reads anyway
 * (docs/decisions/0043). What is not named is as in the theme.
 */
export interface PaperSettings {
  readonly title?: string;
  readonly tagline?: string;
  readonly description?: string;
  readonly publisher?: string;
  readonly language?: string;
  readonly timeZone?: string;
  readonly colours?: { readonly light?: OwnColours; readonly dark?: OwnColours };
  /** Names of families that the theme has. */
  readonly typefaces?: { readonly text?: string; readonly label?: string };
  readonly logo?: OwnPicture & { readonly inMasthead: boolean };
  readonly sharePicture?: OwnPicture;
  readonly commentPolicy?: string;
  readonly contact?: string;
  /** Hosts of players that pages may show. */
  readonly embeds?: readonly string[];
  /** The address of a picture that counts readers elsewhere. */
  readonly pixel?: string;
}

/** Stored settings, with their version. */
export interface StoredSettings extends Made, CurrentVersion {
  readonly settings: PaperSettings;
}

/** Parses what is stored; without a schema, because every function that reads the sections has it. */
export function fromSettingsItem(item: Readonly<Record<string, unknown>>): StoredSettings {
  const { settings, version, changedAt, changedBy, request } = item as unknown as StoredSettings;
  return { settings, version, ...(changedAt && { changedAt }), ...(changedBy && { changedBy }), request };
}

/** What is in force of settings now: no picture whose right has expired, and no language that this build has no words in. */
export function inForce({ logo, sharePicture, language, ...others }: PaperSettings, now: Date): PaperSettings {
  const isShown = ({ expires, withheld }: OwnPicture) => !withheld && !(expires && hasCome(expires, now));
  return {
    ...others,
    ...(language && languageOf(language) && { language }),
    ...(logo && isShown(logo) && { logo }),
    ...(sharePicture && isShown(sharePicture) && { sharePicture }),
  };
}
