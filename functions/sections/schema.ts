import * as z from 'zod/mini';
import type { Made } from '../shared/version.ts';
import type { Paper } from './menus.ts';
import type { SectionNames } from './names.ts';
import type { OwnPage } from './ownPages.ts';
import type { PaperSettings } from './paperSettings.ts';
import type { ThreadRules } from './threadRules.ts';

/** A section. `name` is used in addresses; `position` orders the sections, lowest first. */
export const Section = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  position: z.int(),
});

/** A stored section. */
export type Section = z.output<typeof Section> &
  Made & {
    /** A closed one takes no new articles; it keeps those it has. */
    readonly open?: boolean;
    /** A retired one is in no menu, list or sitemap; its page and its articles stay. */
    readonly retired?: boolean;
    readonly version?: number;
    /** The name that it had first, under which its articles are stored. Default: its name. */
    readonly id?: string;
    /** Names that lead to it: those that it had, and those of sections that were merged into it. */
    readonly formerNames?: readonly string[];
    /** The ids of sections that were merged into it, whose articles are not all listed with its own yet. */
    readonly merging?: readonly string[];
  };

/** The address of a section in the API. */
export const sectionAddress = (name: string): string => `/v1/sections/${encodeURIComponent(name)}`;

export const SectionList = z.object({ items: z.array(Section), next: z.null(), previous: z.null() });

/** Cached sections, for their titles, rules and existence. */
export interface SectionCatalogue {
  /** By position, without retired ones. */
  all(): Promise<readonly Section[]>;
  /** All of them by every name that they have or had. */
  names(): Promise<SectionNames>;
  /** The pages that are not articles, also those that are not out yet. */
  pages(): Promise<readonly OwnPage[]>;
  /** What every page shows of the paper, as of now. */
  paper(): Promise<Paper>;
  /** What editors have set of the paper, as of now. */
  settings(): Promise<PaperSettings>;
  /** Title by name. */
  titles(): Promise<ReadonlyMap<string, string>>;
  /** The rules for comments on a section's articles. */
  threadRules(section: string): Promise<ThreadRules>;
  /**
   * @param address of what was asked for, by the section's name.
   * @throws Failure `section-not-found`; `address-moved` for a former name, where an address is given.
   */
  require(name: string, address?: (name: string) => string): Promise<Section>;
}
