import type { EntryStore } from '../articles/entryStore.ts';
import { inPresentSections } from '../articles/inSections.ts';
import { idOf, type SectionNames } from '../sections/names.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import { FRONT_PAGE } from './keys.ts';
import type { Edition, Slot } from './schema.ts';
import type { FrontStore } from './store.ts';

type Sections = Pick<SectionCatalogue, 'names'>;

/** The name under which a front is stored: that of the paper, or the id of its section (docs/decisions/0042). */
export function storedFront(front: string, names: SectionNames): string {
  const section = front === FRONT_PAGE ? undefined : names.find(front);
  return section ? idOf(section) : front;
}

/** An edition with the present names of the sections that it names. */
export function presentEdition(edition: Edition, { present }: SectionNames): Edition {
  const slots = <Slots extends readonly Slot[] | null>(all: Slots): Slots =>
    (all?.map((slot) =>
      'newest' in slot && slot.newest.section !== undefined
        ? { newest: { ...slot.newest, section: present(slot.newest.section) } }
        : slot,
    ) ?? null) as Slots;
  return {
    ...edition,
    lead: slots(edition.lead),
    second: slots(edition.second),
    opinion: slots(edition.opinion),
    briefs: slots(edition.briefs),
    rows:
      edition.rows?.map((row) => ({
        ...row,
        section: row.section === null ? null : present(row.section),
        slots: slots(row.slots),
      })) ?? null,
  };
}

/** Fronts by the present names of sections. */
export const presentFronts = (fronts: FrontStore, sections: Sections): FrontStore => ({
  find: async (front, now) => {
    const names = await sections.names();
    const edition = await fronts.find(storedFront(front, names), now);
    return edition && presentEdition(edition, names);
  },
});

/** Entries with the present names of their sections. */
export const presentEntries = (entries: EntryStore, sections: Sections): EntryStore => ({
  read: (places) => inPresentSections(entries.read(places), sections),
});
