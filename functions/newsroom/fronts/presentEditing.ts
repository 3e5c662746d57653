import { presentEdition, storedFront } from '../../fronts/presentFronts.ts';
import type { SectionCatalogue } from '../../sections/schema.ts';
import type { FrontEditing } from './store.ts';

/** Fronts, as editors change them, by the present names of sections. */
export function presentEditing(editing: FrontEditing, sections: Pick<SectionCatalogue, 'names'>): FrontEditing {
  return {
    head: async (front) => {
      const head = await editing.head(storedFront(front, await sections.names()));
      return head && { ...head, front };
    },
    editions: async (front) => {
      const names = await sections.names();
      const editions = await editing.editions(storedFront(front, names));
      return editions.map((edition) => ({ ...presentEdition(edition, names), front }));
    },
    save: async (next, { put, remove }, also) => {
      const front = storedFront(next.front, await sections.names());
      return editing.save({ ...next, front }, { put: put && { ...put, front }, remove }, also);
    },
  };
}
