import type { Section } from './schema.ts';

/**
 * The sections by every name that they have or had. What is stored of an article names its section by an id: the name that
 * the section had first, which never changes (docs/decisions/0042).
 */
export interface SectionNames {
  /** The section that has a name or had it, also one that was merged into it since. */
  find(name: string): Section | undefined;
  /** The name that a section has now; an unknown one as it is. */
  present(name: string): string;
  /** The id under which a section's articles are stored and listed. */
  id(name: string): string;
}

export function sectionNames(sections: readonly Section[]): SectionNames {
  const known = new Map(
    sections.flatMap((section) =>
      [...(section.formerNames ?? []), idOf(section), section.name].map((name) => [name, section] as const),
    ),
  );
  const find = (name: string) => known.get(name);
  return {
    find,
    present: (name) => find(name)?.name ?? name,
    id: (name) => {
      const section = find(name);
      return section ? idOf(section) : name;
    },
  };
}

export const idOf = ({ id, name }: Pick<Section, 'id' | 'name'>): string => id ?? name;

/** The listing of a section's articles. */
export const listingOf = (section: Pick<Section, 'id' | 'name'>): `section/${string}` => `section/${idOf(section)}`;
