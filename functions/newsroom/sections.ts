import type { Section } from '../sections/schema.ts';
import type { SectionStore } from '../sections/store.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import { requireFree } from './reserved.ts';
import type { sectionEditingRoutes } from './routes.ts';
import type { SectionEditing } from './sectionStore.ts';

/** Reordering rewrites every section in one transaction of at most 100 writes. */
const MOST_SECTIONS = 45;

/** What editors do with sections. */
export function editSections(sections: SectionStore, editing: SectionEditing): Operations<typeof sectionEditingRoutes> {
  const answer = (section: Section) => ({ ...section, open: section.open !== false });

  return {
    createSection: async ({ body }) => {
      requireFree(body.name, '/name');
      const all = await sections.list();
      if (all.length >= MOST_SECTIONS) {
        throw new Failure('limit-exceeded', `A paper has at most ${MOST_SECTIONS} sections.`);
      }
      const exists = new Failure('section-exists', `There is a section "${body.name}" already.`, {
        faults: [{ pointer: '/name', detail: 'is the name of a section already' }],
      });
      if (all.some(({ name }) => name === body.name)) throw exists;
      const section = { ...body, position: Math.max(0, ...all.map(({ position }) => position)) + 1 };
      if (!(await editing.add(section))) throw exists;
      return answer(section);
    },

    saveSection: async ({ params, body }) => {
      const section = (await sections.list()).find(({ name }) => name === params.section);
      if (!section) throw new Failure('section-unknown', `There is no section "${params.section}".`);
      const next = { ...section, ...body };
      await editing.replace([section], [next]);
      return answer(next);
    },

    orderSections: async ({ body: { names } }) => {
      const all = await sections.list();
      const known = new Map(all.map((section) => [section.name, section]));
      if (names.length !== all.length || names.some((name) => !known.has(name))) {
        throw new Failure('field-invalid', 'names must name every section of the paper once.', {
          faults: [{ pointer: '/names', detail: `must name each of ${[...known.keys()].join(', ')} once` }],
        });
      }
      const ordered = names.flatMap((name, index) => {
        const section = known.get(name);
        return section ? [{ ...section, position: index + 1 }] : [];
      });
      await editing.replace(all, ordered);
      return { items: ordered.map(answer), next: null, previous: null };
    },
  };
}
