import type { SectionCatalogue } from '../../sections/schema.ts';
import type { CopyStore } from './store.ts';

/** Working copies and revisions with the present names of their sections; they store the names that sections had. */
export function presentCopies(copies: CopyStore, sections: Pick<SectionCatalogue, 'names'>): CopyStore {
  const placed = async <Thing extends { readonly section: string }>(reading: Promise<Thing>): Promise<Thing> => {
    const [thing, { present }] = await Promise.all([reading, sections.names()]);
    return { ...thing, section: present(thing.section) };
  };
  const inPlace = async <Thing extends { readonly content: { readonly section: string } }>(reading: Promise<Thing>) => {
    const [thing, { present }] = await Promise.all([reading, sections.names()]);
    return { ...thing, content: { ...thing.content, section: present(thing.content.section) } };
  };
  return {
    ...copies,
    read: (id) => placed(copies.read(id)),
    readAll: async (ids) => Promise.all((await copies.readAll(ids)).map((copy) => placed(Promise.resolve(copy)))),
    readWhole: async (id) => {
      const { copy, content } = await inPlace(copies.readWhole(id));
      return { copy: { ...copy, section: content.section }, content };
    },
    readRevision: (id, revision) => inPlace(copies.readRevision(id, revision)),
    listByState: async (state, request, now) => {
      const page = await copies.listByState(state, request, now);
      return { ...page, items: await Promise.all(page.items.map((copy) => placed(Promise.resolve(copy)))) };
    },
    listRevisions: async (id, request) => {
      const page = await copies.listRevisions(id, request);
      return { ...page, items: await Promise.all(page.items.map((each) => inPlace(Promise.resolve(each)))) };
    },
  };
}
