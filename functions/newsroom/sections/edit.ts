import type { AuditEntry } from '../../audit/schema.ts';
import type { Section } from '../../sections/schema.ts';
import type { SectionStore } from '../../sections/store.ts';
import { mergePatch } from '../../shared/api/mergePatch.ts';
import { parseBody } from '../../shared/api/request.ts';
import type { Caller, Operations } from '../../shared/api/route.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { requireFree } from '../../shared/reserved.ts';
import { isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import type { Say } from '../../words/en.ts';
import type { sectionEditingRoutes } from './routes.ts';
import { SectionContent } from './schema.ts';
import { type SectionEditing, versionOf } from './store.ts';

export interface SectionEditor {
  readonly sections: Pick<SectionStore, 'list'>;
  readonly editing: SectionEditing;
  readonly record: (act: AuditEntry) => TransactionItem;
  /** Only if no page has, or had, an address. */
  readonly unlessPage: (name: string) => TransactionItem;
  readonly clock: Clock;
}

/** Reordering rewrites every section in one transaction of at most 100 writes. */
const MOST_SECTIONS = 45;

/** Creates, changes and orders sections. */
export function editSections(editor: SectionEditor): Operations<typeof sectionEditingRoutes> {
  const { sections, editing, record, unlessPage, clock } = editor;

  const find = async (name: string): Promise<Section> => {
    const section = (await sections.list()).find((each) => each.name === name);
    if (!section) throw new Failure('section-not-found', ({ failures }) => failures.noSection(name));
    return section;
  };
  const recorded = (by: string, act: Pick<AuditEntry, 'act' | 'name' | 'headline' | 'version' | 'detail'>) => ({
    act: record({ kind: 'section', article: null, at: toInstant(clock()), by, ...act }),
  });

  /** Changes a section's content, if its version is the one sent. */
  const change = async (
    { params, headers, request: { caller } }: ChangeInput,
    decide: (section: Section) => SectionContent,
  ) => {
    const section = await find(params.section);
    if (isMadeBy(section, caller)) return answer(section);
    requireVersion(headers['if-match'], { version: versionOf(section) }, 'section');
    const { name } = section;
    const next = { ...section, ...decide(section), name, version: versionOf(section) + 1, request: caller.request };
    const { title: headline, version } = next;
    const also = recorded(caller.name, { act: actOf(section, next), name, headline, version, detail: null });
    if (!(await editing.replace([section], [next], also))) {
      const there = await find(name);
      if (isMadeBy(there, caller)) return answer(there);
      throw stale({ version: versionOf(there) }, 'section');
    }
    return answer(next);
  };

  return {
    listEditedSections: async () => listOf(await sections.list()),

    readEditedSection: async ({ params }) => answer(await find(params.section)),

    createSection: async ({ body, request: { caller } }) => {
      requireFree(body.name, '/name', 'section');
      const all = await sections.list();
      if (all.length >= MOST_SECTIONS) {
        throw new Failure('limit-exceeded', ({ failures }) => failures.mostSections(MOST_SECTIONS));
      }
      const exists = new Failure('section-exists', ({ failures }) => failures.sectionExists(body.name), {
        faults: [{ pointer: '/name', detail: ({ faults }) => faults.sectionExists }],
      });
      const there = all.find(({ name }) => name === body.name);
      if (there && isMadeBy(there, caller)) return answer(there);
      if (there) throw exists;
      const section = {
        ...body,
        request: caller.request,
        position: Math.max(0, ...all.map(({ position }) => position)) + 1,
      };
      const { name, title: headline } = section;
      const also = recorded(caller.name, { act: 'create', name, headline, version: 1, detail: null });
      const refused = await editing.add(section, { ...also, page: unlessPage(name) });
      if (refused?.page) throw isPage(name);
      if (refused) {
        const first = await find(name);
        if (!isMadeBy(first, caller)) throw exists;
        return answer(first);
      }
      return answer(section);
    },

    saveSection: async (input) => {
      requireSameName(input.params.section, input.body.name);
      return change(input, () => input.body);
    },

    patchSection: (input) =>
      change(input, (section) => parseBody(SectionContent, mergePatch(contentOf(section), input.body))),

    orderSections: async ({ headers, body: { names }, request: { caller } }) => {
      const all = await sections.list();
      if (all.every((section) => isMadeBy(section, caller))) return listOf(all);
      requireVersion(headers['if-match'], { version: versionOfAll(all) }, 'sections');
      const known = new Map(all.map((section) => [section.name, section]));
      if (names.length !== all.length || names.some((name) => !known.has(name))) {
        throw new Failure('field-invalid', ({ failures }) => failures.everySection, {
          faults: [{ pointer: '/names', detail: ({ faults }) => faults.allSections([...known.keys()]) }],
        });
      }
      const ordered = names.flatMap((name, index) => {
        const section = known.get(name);
        return section
          ? [{ ...section, position: index + 1, version: versionOf(section) + 1, request: caller.request }]
          : [];
      });
      const version = versionOfAll(ordered);
      const also = recorded(caller.name, {
        act: 'order',
        name: null,
        headline: null,
        version,
        detail: names.join(', '),
      });
      if (!(await editing.replace(all, ordered, also))) {
        const there = await sections.list();
        if (there.every((section) => isMadeBy(section, caller))) return listOf(there);
        throw stale({ version: versionOfAll(there) }, 'sections');
      }
      return listOf(ordered);
    },
  };
}

/** The input of a change, without the body. */
interface ChangeInput {
  readonly params: { readonly section: string };
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: Caller };
}

/** The part of a section that editors can change. */
const contentOf = ({ title, description, open = true }: Section): SectionContent => ({ title, description, open });

const answer = (section: Section) => ({ ...section, open: section.open !== false, version: versionOf(section) });

const listOf = (sections: readonly Section[]) => ({
  items: sections.map(answer),
  version: versionOfAll(sections),
  next: null,
  previous: null,
});

/** The version of the list. Versions only grow and sections are never deleted, so every change changes the sum. */
const versionOfAll = (sections: readonly Section[]) => sections.reduce((sum, section) => sum + versionOf(section), 0);

/** A section's name cannot change, because it is part of the addresses of its articles. */
function requireSameName(name: string, sent: string | undefined): void {
  if (sent === undefined || sent === name) return;
  const detail: Say = ({ faults }) => faults.keepsName(name);
  throw new Failure('field-invalid', (words) => `${words.sentence('name', detail(words))}.`, {
    faults: [{ pointer: '/name', detail }],
  });
}

/** The failure of a name that is the address of a page. */
const isPage = (name: string) =>
  new Failure('section-exists', ({ failures }) => failures.sectionIsPage(name), {
    faults: [{ pointer: '/name', detail: ({ faults }) => faults.pageSlug }],
  });

/** The act that the audit log names. */
function actOf(before: Section, after: Section): string {
  if ((before.open !== false) === after.open) return 'save';
  return after.open ? 'open' : 'close';
}
