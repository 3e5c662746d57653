import type { AuditEntry } from '../../audit/schema.ts';
import { sectionPath } from '../../pages/addresses.ts';
import { idOf, sectionNames } from '../../sections/names.ts';
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
import type { FormerAddresses } from '../formerAddresses.ts';
import type { Merging } from './merging.ts';
import type { sectionEditingRoutes } from './routes.ts';
import { SectionContent } from './schema.ts';
import { type SectionEditing, versionOf } from './store.ts';

export interface SectionEditor {
  readonly sections: Pick<SectionStore, 'list'>;
  readonly editing: SectionEditing;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly merge: Merging;
  readonly formerAddresses: FormerAddresses;
  /** Only if no page has, or had, an address. */
  readonly unlessPage: (name: string) => TransactionItem;
  readonly clock: Clock;
}

/** Most names that lead to a section. */
const MOST_FORMER_NAMES = 50;

/** Reordering rewrites every section in one transaction of at most 100 writes. */
const MOST_SECTIONS = 45;

/** Creates, changes and orders sections. */
export function editSections(editor: SectionEditor): Operations<typeof sectionEditingRoutes> {
  const { sections, editing, record, merge, formerAddresses, unlessPage, clock } = editor;

  const find = async (name: string): Promise<Section> => {
    const section = (await sections.list()).find((each) => each.name === name);
    if (!section) throw new Failure('section-not-found', ({ failures }) => failures.noSection(name));
    return section;
  };
  const recorded = (by: string, act: Pick<AuditEntry, 'act' | 'name' | 'headline' | 'version' | 'detail'>) => ({
    act: record({ kind: 'section', article: null, at: toInstant(clock()), by, ...act }),
  });

  /** Lists the name that a section gives up, and its address. */
  const leaving = (name: string, section: Section) => ({
    listed: formerAddresses.list({ kind: 'section', name, from: sectionPath(name), owner: idOf(section) }),
  });

  /** Changes a section's content, if its version is the one sent. */
  const change = async (
    { params, headers, request: { caller } }: ChangeInput,
    decide: (section: Section) => Partial<Section>,
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

  /**
   * Moves what is left of sections that were merged into one, as far as there is time.
   * @param asked the one that was asked for, of which something may have come since.
   */
  const goOn = async (name: string, asked: string) => {
    let moved = 0;
    for (const from of new Set([...((await find(name)).merging ?? []), asked])) {
      const outcome = await merge(from, idOf(await find(name)));
      moved += outcome.moved;
      if (!outcome.done) return { section: answer(await find(name)), moved, done: false };
      const section = await find(name);
      const rest = (section.merging ?? []).filter((each) => each !== from);
      if (rest.length === section.merging?.length) continue;
      // Another request may have come to the same end, or changed the section: the next one finds nothing to move.
      await editing.replace([section], [{ ...section, merging: rest }], {});
    }
    const section = await find(name);
    return { section: answer(section), moved, done: (section.merging ?? []).length === 0 };
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
      const there = sectionNames(all).find(body.name);
      if (there && isMadeBy(there, caller)) return answer(there);
      if (there) throw exists(body.name);
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
        if (!isMadeBy(first, caller)) throw exists(body.name);
        return answer(first);
      }
      return answer(section);
    },

    saveSection: async (input) => {
      requireSameName(input.params.section, input.body.name);
      return change(input, () => ({ ...input.body, name: input.params.section }));
    },

    patchSection: (input) =>
      change(input, (section) => parseBody(SectionContent, mergePatch(contentOf(section), input.body))),

    renameSection: async ({ params, headers, body, request: { caller } }) => {
      const all = await sections.list();
      const section = sectionNames(all).find(params.section);
      if (section && isMadeBy(section, caller)) return answer(section);
      if (section?.name !== params.section) return answer(await find(params.section));
      requireVersion(headers['if-match'], { version: versionOf(section) }, 'section');
      requireFree(body.name, '/name', 'section');
      const holder = sectionNames(all).find(body.name);
      if (holder && holder !== section) throw exists(body.name);
      const formerNames = namesLeadingTo(section, [section.name]).filter((name) => name !== body.name);
      const next = {
        ...section,
        ...body,
        title: body.title ?? section.title,
        id: idOf(section),
        formerNames,
        version: versionOf(section) + 1,
        request: caller.request,
      };
      const { name, title: headline, version } = next;
      const also = recorded(caller.name, { act: 'rename', name, headline, version, detail: section.name });
      if (body.name === section.name) {
        if (await editing.replace([section], [next], also)) return answer(next);
      } else {
        const moved = {
          ...leaving(section.name, section),
          ...(holder && { unlisted: formerAddresses.unlist('section', body.name) }),
        };
        const page = unlessPage(body.name);
        if (await editing.rename(section, next, !holder, { ...also, ...moved, page })) return answer(next);
      }
      const there = sectionNames(await sections.list()).find(params.section);
      if (there && isMadeBy(there, caller)) return answer(there);
      if (there && versionOf(there) === versionOf(section)) throw exists(body.name);
      throw stale({ version: there ? versionOf(there) : versionOf(section) + 1 }, 'section');
    },

    mergeSection: async ({ params, headers, body, request: { caller } }) => {
      const all = await sections.list();
      const target = all.find(({ name }) => name === body.into);
      if (!target) throw unfitTarget(({ faults }) => faults.noSection);
      const section = sectionNames(all).find(params.section);
      if (params.section === target.name || params.section === idOf(target))
        throw unfitTarget(({ faults }) => faults.ownSection);
      const isGoingOn = section === target;
      if (isGoingOn) {
        const sent = headers['if-match'] ?? versionOf(target);
        if (sent !== versionOf(target) && !isMadeBy(target, caller)) {
          throw stale({ version: versionOf(target) }, 'section');
        }
      } else {
        const left = await find(params.section);
        requireVersion(headers['if-match'], { version: versionOf(left) }, 'section');
        const next = {
          ...target,
          id: idOf(target),
          formerNames: namesLeadingTo(target, [...(left.formerNames ?? []), idOf(left), left.name]),
          merging: [...new Set([...(target.merging ?? []), ...(left.merging ?? []), idOf(left)])],
          // The sum of all versions, which is that of the list, must grow.
          version: versionOf(target) + versionOf(left) + 1,
          request: caller.request,
        };
        const { name, title: headline, version } = next;
        const also = recorded(caller.name, { act: 'merge', name, headline, version, detail: left.name });
        if (!(await editing.absorb(left, target, next, { ...also, ...leaving(left.name, target) }))) {
          const there = sectionNames(await sections.list()).find(params.section);
          if (there?.name !== target.name) throw stale({ version: there ? versionOf(there) : 0 }, 'section');
        }
      }
      return goOn(target.name, params.section);
    },

    retireSection: (input) =>
      change(input, ({ open = true }) => ({ retired: input.body.retired, open: open && !input.body.retired })),

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

const answer = (section: Section) => ({
  ...section,
  open: section.open !== false,
  retired: section.retired === true,
  formerNames: [...(section.formerNames ?? [])],
  version: versionOf(section),
});

const exists = (name: string) =>
  new Failure('section-exists', ({ failures }) => failures.sectionExists(name), {
    faults: [{ pointer: '/name', detail: ({ faults }) => faults.sectionExists }],
  });

const unfitTarget = (detail: Say) =>
  new Failure('field-invalid', (words) => `${words.sentence('into', detail(words))}.`, {
    faults: [{ pointer: '/into', detail }],
  });

/** @throws Failure `limit-exceeded`. */
function namesLeadingTo({ formerNames = [] }: Section, more: readonly string[]): string[] {
  const names = [...new Set([...formerNames, ...more])];
  if (names.length > MOST_FORMER_NAMES) {
    throw new Failure('limit-exceeded', ({ failures }) => failures.formerNames(MOST_FORMER_NAMES));
  }
  return names;
}

const listOf = (sections: readonly Section[]) => ({
  items: sections.map(answer),
  version: versionOfAll(sections),
  next: null,
  previous: null,
});

/** The version of the list. Versions only grow, and that of a merged section goes to the other, so every change changes the sum. */
const versionOfAll = (sections: readonly Section[]) => sections.reduce((sum, section) => sum + versionOf(section), 0);

/** A section's name is part of the addresses of its articles: it is changed by an act of its own. */
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
  if ((before.retired === true) !== (after.retired === true)) return after.retired ? 'retire' : 'unretire';
  if ((before.open !== false) === after.open) return 'save';
  return after.open ? 'open' : 'close';
}
