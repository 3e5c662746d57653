import type { AuditEntry } from '../../audit/schema.ts';
import type { Arranged } from '../../fronts/arrange.ts';
import { FRONT_PAGE } from '../../fronts/keys.ts';
import { AUTOMATIC, type Edition, slotsOf } from '../../fronts/schema.ts';
import { frontPage, sectionFrontPage } from '../../pages/frontPage.ts';
import { type FrontPageReading, readFrontPage, readSectionFront } from '../../pages/readFrontPage.ts';
import { pageSite, type Theme } from '../../pages/site.ts';
import type { CardView } from '../../pages/view.ts';
import type { SectionCatalogue } from '../../sections/schema.ts';
import { mergePatch } from '../../shared/api/mergePatch.ts';
import { parseBody } from '../../shared/api/request.ts';
import type { Caller, Operations } from '../../shared/api/route.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import { type CurrentVersion, Failure } from '../../shared/failure.ts';
import { type Clock, type Instant, toInstant } from '../../shared/instant.ts';
import { isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import type { CopyStore } from '../articles/store.ts';
import type { frontEditingRoutes } from './routes.ts';
import { type EditedFront, FrontContent, type SavedFront } from './schema.ts';
import { asSent, decideSlots, type Named, namesIn } from './slots.ts';
import type { FrontChange, FrontEditing, FrontHead } from './store.ts';

export interface FrontEditor {
  readonly editing: FrontEditing;
  readonly copies: Pick<CopyStore, 'holdersOf' | 'readAll'>;
  readonly reading: Pick<FrontPageReading, 'articles' | 'entries'>;
  /** Creates an empty cache of the sections, so that a front shows them as they are now. */
  readonly sections: () => SectionCatalogue;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly clock: Clock;
  readonly theme: Theme;
}

/** Most editions of a front to come. */
const MOST_TO_COME = 30;

/** The input of a change, without the body. */
interface ChangeInput {
  readonly params: { readonly front: string };
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: Caller };
}

/** What a change does, with what the audit log says of it, and the instant as of which the front is answered. */
interface Decision extends FrontChange {
  readonly act: string;
  readonly detail: string | null;
  readonly at?: Instant;
}

/** Arranges fronts, and shows them as of any instant. */
export function editFronts(editor: FrontEditor): Operations<typeof frontEditingRoutes> {
  const { editing, copies, record, clock, theme } = editor;

  const sectionAt = async (front: string, sections: SectionCatalogue) =>
    front === FRONT_PAGE ? undefined : sections.require(front);

  /** What a front is read with, as of an instant. */
  const readingAt = (at: Date, editions: readonly Edition[], sections: SectionCatalogue): FrontPageReading => ({
    ...editor.reading,
    sections,
    fronts: { find: async () => holdingAt(editions, toInstant(at)) },
    clock: () => at,
  });

  const answer = async (front: string, head: FrontHead | undefined, at: Date): Promise<EditedFront> => {
    const sections = editor.sections();
    const [section, editions] = await Promise.all([sectionAt(front, sections), editing.editions(front)]);
    const reading = readingAt(at, editions, sections);
    const shown = section ? (await readSectionFront(reading, section)).front : await readFrontPage(reading);
    const edition = holdingAt(editions, toInstant(at));
    return {
      front,
      version: head?.version ?? 0,
      changedAt: head?.changedAt ?? null,
      changedBy: head?.changedBy ?? null,
      at: toInstant(at),
      edition: edition ? { ...edition, ...asSent(edition) } : null,
      editions: [...editions],
      shown: shownOf(shown),
      displaced: [...shown.displaced],
      empty: [...shown.empty],
    };
  };

  /** Changes a front, if its version is the one sent. */
  const change = async (
    { params: { front }, headers, request: { caller } }: ChangeInput,
    at: Instant | null | undefined,
    decide: (editions: readonly Edition[], now: Instant, sections: SectionCatalogue) => Promise<Decision> | Decision,
  ): Promise<EditedFront> => {
    const now = clock();
    const shownAt = at ? new Date(at) : now;
    const sections = editor.sections();
    const [head, editions] = await Promise.all([
      editing.head(front),
      editing.editions(front),
      sectionAt(front, sections),
    ]);
    if (head && isMadeBy(head, caller)) return answer(front, head, shownAt);
    requireVersion(headers['if-match'], currentOf(head), 'front');
    const { act, detail, ...made } = await decide(editions, toInstant(now), sections);
    const next: FrontHead = {
      front,
      version: (head?.version ?? 0) + 1,
      changedAt: toInstant(now),
      changedBy: caller.name,
      ...(caller.request !== undefined && { request: caller.request }),
    };
    const { version, changedAt, changedBy } = next;
    const entry = { kind: 'front', article: null, name: front, headline: null, version, act, detail } as const;
    const also = { act: record({ ...entry, at: changedAt, by: changedBy }) };
    if (await editing.save(next, made, also)) return answer(front, next, shownAt);
    const there = await editing.head(front);
    if (there && isMadeBy(there, caller)) return answer(front, there, shownAt);
    throw stale(currentOf(there), 'front');
  };

  const namedIn = async (sent: SavedFront): Promise<Named> => {
    const names = namesIn(sent);
    const holders = await copies.holdersOf(names);
    const ids = names.map((name) => holders.get(name) ?? name).filter(isId);
    const found = new Map((await copies.readAll([...new Set(ids)])).map((copy) => [copy.id, copy]));
    return new Map(
      names.flatMap((name) => {
        const copy = found.get(holders.get(name) ?? name);
        return copy ? [[name, copy] as const] : [];
      }),
    );
  };

  /** The change that makes an edition of what was sent. */
  const arranging = async (
    sent: SavedFront,
    { params: { front } }: Pick<ChangeInput, 'params'>,
    editions: readonly Edition[],
    now: Instant,
    sections: SectionCatalogue,
  ): Promise<Decision> => {
    const from = sent.from ?? now;
    if (from < now) throw unfit('/from', 'laterThanNow');
    if (sent.until !== null && sent.until <= from) throw unfit('/until', 'laterThanFrom');
    const toCome = editions.filter((edition) => edition.from > now && edition.from !== from);
    if (from > now && toCome.length >= MOST_TO_COME) {
      throw new Failure('limit-exceeded', ({ failures }) => failures.mostEditions(MOST_TO_COME));
    }
    const [named, all] = await Promise.all([namedIn(sent), sections.all()]);
    const arrangement = decideSlots(sent, named, all);
    const put = { front, from, until: sent.until, ...arrangement };
    return { put, remove: overIn(editions, now), act: 'arrange', detail: summaryOf(put), at: from };
  };

  return {
    readFront: async ({ params: { front }, query: { at } }) =>
      answer(front, await editing.head(front), at === undefined ? clock() : new Date(at)),

    arrangeFront: (input) =>
      change(input, input.body.from, (editions, now, sections) =>
        arranging(input.body, input, editions, now, sections),
      ),

    rearrangeFront: (input) => {
      const { from } = input.body as { readonly from?: Instant | null };
      return change(input, from, (editions, now, sections) => {
        const there = holdingAt(editions, from ?? now);
        const document = { ...asSent(there ?? AUTOMATIC), until: there?.until ?? null };
        const sent = parseBody(FrontContent, mergePatch(document, input.body));
        return arranging(sent, input, editions, now, sections);
      });
    },

    resetFront: (input) =>
      change(input, null, (editions) => ({
        remove: editions.map(({ from }) => from),
        act: 'reset',
        detail: null,
      })),

    removeEdition: (input) =>
      change(input, null, (editions) => {
        const { from } = input.params;
        if (!editions.some((edition) => edition.from === from)) {
          throw new Failure('edition-not-found', ({ failures }) => failures.noEdition(from));
        }
        return { remove: [from], act: 'take-back', detail: from };
      }),

    previewFront: async ({ params: { front }, query, request: { origin } }) => {
      const at = query.at === undefined ? clock() : new Date(query.at);
      const sections = editor.sections();
      const [section, editions, paper] = await Promise.all([
        sectionAt(front, sections),
        editing.editions(front),
        sections.paper(),
      ]);
      const reading = readingAt(at, editions, sections);
      const site = pageSite(origin, theme, paper, at);
      const details = { headers: { 'x-robots-tag': 'noindex' } };
      return section ? sectionFrontPage(reading, section, site, details) : frontPage(reading, site, details);
    },
  };
}

/** The version that a change is compared with, and whose it is. */
const currentOf = (head: FrontHead | undefined): CurrentVersion =>
  head ? { version: head.version, changedAt: head.changedAt, changedBy: head.changedBy } : { version: 0 };

const shownOf = ({ lead, second, opinion, rows, briefs }: Arranged<CardView>): EditedFront['shown'] => ({
  lead,
  second: [...second],
  opinion: [...opinion],
  rows: rows.map(({ articles, ...row }) => ({ ...row, articles: [...articles] })),
  briefs: [...briefs],
});

const isId = (name: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);

/** The edition that holds at an instant. @param editions soonest first. */
function holdingAt(editions: readonly Edition[], at: Instant): Edition | undefined {
  const edition = editions.findLast(({ from }) => from <= at);
  return edition && (edition.until === null || at < edition.until) ? edition : undefined;
}

/**
 * The editions that are over for good. The one before the one that holds stays: a function whose clock is late may still
 * read it, and it holds again when the other is taken back.
 */
const overIn = (editions: readonly Edition[], now: Instant): Instant[] =>
  editions
    .filter(({ from }) => from <= now)
    .slice(0, -1)
    .map(({ from }) => from);

function unfit(pointer: '/from' | '/until', fault: 'laterThanNow' | 'laterThanFrom'): Failure {
  return new Failure('field-invalid', (words) => `${words.sentence(pointer.slice(1), words.faults[fault])}.`, {
    faults: [{ pointer, detail: ({ faults }) => faults[fault] }],
  });
}

/** An edition in a line, for the audit log: from when, and what by hand. */
const summaryOf = (edition: Edition): string => {
  const byHand = slotsOf(edition).flatMap(({ pointer, slot }) => ('newest' in slot ? [] : [`${pointer} ${slot.slug}`]));
  return [`${edition.from} to ${edition.until ?? 'the next'}`, ...byHand].join(', ').slice(0, 1_000);
};
