import * as z from 'zod/mini';
import type { Made } from '../shared/version.ts';
import type { Paper } from './menus.ts';
import type { OwnPage } from './ownPages.ts';
import type { ThreadRules } from './threadRules.ts';

/** A section. `name` is used in addresses; `position` orders the sections, lowest first. */
export const Section = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  position: z.int(),
});

/** A stored section. A closed one takes no new articles; it keeps those it has. */
export type Section = z.output<typeof Section> & Made & { readonly open?: boolean; readonly version?: number };

export const SectionList = z.object({ items: z.array(Section), next: z.null(), previous: z.null() });

/** Cached sections, for their titles, rules and existence. */
export interface SectionCatalogue {
  /** By position. */
  all(): Promise<readonly Section[]>;
  /** The pages that are not articles, also those that are not out yet. */
  pages(): Promise<readonly OwnPage[]>;
  /** What every page shows of the paper, as of now. */
  paper(): Promise<Paper>;
  /** Title by name. */
  titles(): Promise<ReadonlyMap<string, string>>;
  /** The rules for comments on a section's articles. */
  threadRules(section: string): Promise<ThreadRules>;
  /** @throws Failure `section-not-found`. */
  require(name: string): Promise<Section>;
}
