import * as z from 'zod/mini';
import type { ThreadRules } from './threadRules.ts';

/** A part of the paper. `name` stands in addresses; `position` orders the sections, lowest first. */
export const Section = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  position: z.int(),
});

/** A section as it is kept. One that is closed takes no new articles; those in it stay. */
export type Section = z.output<typeof Section> & { readonly open?: boolean; readonly version?: number };

export const SectionList = z.object({ items: z.array(Section), next: z.null(), previous: z.null() });

/** The sections by name, for those who need a title or to know that one exists. */
export interface SectionCatalogue {
  /** In the paper's order. */
  all(): Promise<readonly Section[]>;
  /** Title by name. */
  titles(): Promise<ReadonlyMap<string, string>>;
  /** Until when articles of a section take comments. */
  threadRules(section: string): Promise<ThreadRules>;
  /** @throws Failure `section-not-found`. */
  require(name: string): Promise<Section>;
}
