import type { Made } from '../shared/version.ts';
import type { OwnPage } from './ownPages.ts';
import type { PaperSettings } from './paperSettings.ts';
import type { Section } from './schema.ts';

/** Where a paper has a menu: the line of the masthead, what is behind its "More", the footer, and its accounts elsewhere. */
export const places = ['header', 'more', 'footer', 'social'] as const;
export type Place = (typeof places)[number];

/** An item of a menu: exactly one of what it may lead to, and the words for it where they are not its own. */
export interface MenuItem {
  readonly section?: string | undefined;
  readonly page?: string | undefined;
  readonly tag?: string | undefined;
  /** A path of the site, an https address, or `mailto:` and an email address. */
  readonly address?: string | undefined;
  readonly label?: string | undefined;
}

/** A stored menu; null items are those of a paper that has never changed it. */
export interface Menu extends Made {
  readonly place: Place;
  readonly items: readonly MenuItem[] | null;
  readonly version: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** What every page needs to know of the paper. */
export interface Paper {
  /** By position. */
  readonly sections: readonly Section[];
  /** The pages that are not articles and are out. */
  readonly pages: readonly OwnPage[];
  /** Those that editors have changed. */
  readonly menus: ReadonlyMap<Place, readonly MenuItem[]>;
  /** What editors have set. */
  readonly settings: PaperSettings;
}

/** What is shown when nothing of the paper can be read. */
export const NO_PAPER: Paper = { sections: [], pages: [], menus: new Map(), settings: {} };

export function fromMenuItem(item: Readonly<Record<string, unknown>>): Menu {
  const { place, items, version, changedAt, changedBy, request } = item as unknown as Menu;
  return { place, items, version, changedAt, changedBy, request };
}

export const isPlace = (text: string): text is Place => (places as readonly string[]).includes(text);
