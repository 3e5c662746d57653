import type { VNode } from 'preact';
import { withDropped } from '../../newsroom/articles/content.ts';
import type { Content } from '../../newsroom/articles/fields.ts';
import { contentOf } from '../../newsroom/articles/fields.ts';
import { renderContent } from '../../newsroom/articles/renderContent.ts';
import { articleEditingRoutes } from '../../newsroom/articles/routes.ts';
import type { WorkingCopy } from '../../newsroom/articles/schema.ts';
import { plainText } from '../../newsroom/body/plainText.ts';
import { withQuery } from '../../pages/addresses.ts';
import type { Section, SectionCatalogue } from '../../sections/schema.ts';
import { statusOf } from '../../shared/api/problem.ts';
import { type Reply, redirection } from '../../shared/api/reply.ts';
import type { Operations } from '../../shared/api/route.ts';
import { Failure, type FailureCode } from '../../shared/failure.ts';
import { type Clock, type Instant, toInstant } from '../../shared/instant.ts';
import { deskReply } from '../shell/answer.ts';
import { ask } from '../shell/ask.ts';
import { document } from '../shell/Shell.tsx';
import type { DeskSite } from '../shell/site.ts';
import { visitorIn } from '../shell/visit.ts';
import type { FieldFault } from './ArticleFields.tsx';
import { compareTexts } from './compareTexts.ts';
import { articleAddress, EditPage, type EditView, type Notice } from './EditPage.tsx';
import {
  type Act,
  type Choice,
  choiceName,
  type Did,
  type Doing,
  emptyArticle,
  fieldAt,
  fieldNames,
  MOST_ASKED,
  newContentIn,
  type TypedArticle,
  typedIn,
  typedOf,
} from './form.ts';
import { type ComparedField, HistoryPage } from './HistoryPage.tsx';
import { exactTime, fullTime } from './instants.ts';
import { MergePage } from './MergePage.tsx';
import type { Conflict } from './mergeTyped.ts';
import type { deskEditRoutes } from './routes.ts';
import { type Asking, createSaving, type EditingOperations, type Saved } from './saving.ts';
import { readTypedTime } from './typedTime.ts';

export interface Writing {
  readonly operations: EditingOperations &
    Pick<Operations<typeof articleEditingRoutes>, 'createArticle' | 'restoreRevision' | 'listRevisions' | 'listActs'>;
  /** @throws Failure `field-invalid` that names pictures which readers may not see from an instant on. */
  readonly requirePictures: (content: Content, at: Instant) => Promise<unknown>;
  readonly sections: Pick<SectionCatalogue, 'all' | 'titles'>;
  readonly newId: () => string;
  readonly clock: Clock;
  readonly site: DeskSite;
}

type Pages =
  | 'showNewArticle'
  | 'writeArticle'
  | 'showCopy'
  | 'changeArticle'
  | 'mergeArticle'
  | 'showHistory'
  | 'bringBack';

/** Failures of what was typed or asked for: the form comes back with them. */
const OF_FORM: ReadonlySet<FailureCode> = new Set([
  'field-invalid',
  'slug-taken',
  'source-taken',
  'body-too-large',
  'limit-exceeded',
  'step-not-allowed',
  'idempotency-key-reused',
]);
const isOfForm = (error: unknown): error is Failure => error instanceof Failure && OF_FORM.has(error.code);

const NOTHING_DOING = { when: '', at: '', note: '' };

/** What a press of each button has done. */
const DID = {
  save: 'saved',
  publish: 'published',
  schedule: 'scheduled',
  reschedule: 'scheduled',
  unschedule: 'unscheduled',
  correct: 'corrected',
  withdraw: 'withdrawn',
  restore: 'restored',
} as const satisfies Partial<Record<Act, keyof DeskSite['words']['writing']['did']>>;

/** The pages on which articles are written and taken through their lives. */
export function writingPages({
  operations,
  requirePictures,
  sections,
  newId,
  clock,
  site,
}: Writing): Pick<Operations<typeof deskEditRoutes>, Pages> {
  const { words, theme } = site;
  const { writing } = words;
  const saving = createSaving(operations);

  const faultsIn = (failure: Failure): FieldFault[] => {
    if (failure.code === 'idempotency-key-reused') return [{ field: undefined, sentence: writing.alreadyMade }];
    const { faults = [] } = failure.details;
    if (faults.length === 0) return [{ field: undefined, sentence: failure.say(theme.words) }];
    return faults.map(({ pointer, line, detail }) => {
      const field = fieldAt(pointer);
      const sentence = `${theme.words.sentence(field ? writing.field[field] : (pointer ?? ''), detail(theme.words))}`;
      return { field, sentence: `${line === undefined ? sentence : theme.words.faults.onLine(sentence, line)}.` };
    });
  };

  /** What is missing, would be refused or left out; pictures of the library only where they may be asked for. */
  const checksOf = async (copy: WorkingCopy, now: Date, withPictures: boolean): Promise<string[]> => {
    const content = contentOf(copy);
    const told = withDropped(content, theme.words).dropped.map(({ what, line, why }) => {
      const sentence = theme.words.sentence(what, why);
      return line === undefined ? sentence : theme.words.faults.onLine(sentence, line);
    });
    const missing = [
      ...(copy.standfirst === '' ? [writing.noStandfirst] : []),
      ...(copy.image === null ? [writing.noPicture] : []),
    ];
    const at = copy.state === 'scheduled' && copy.publishedAt ? copy.publishedAt : toInstant(now);
    const refused = withPictures
      ? await requirePictures(content, at).then(
          () => [],
          (error) => {
            if (isOfForm(error)) return faultsIn(error).map(({ sentence }) => sentence);
            throw error;
          },
        )
      : [];
    return [...refused, ...missing, ...told];
  };

  /** The sections that an article may be put into, and the one that it is in. */
  const offered = (all: readonly Section[], titles: ReadonlyMap<string, string>, name: string): readonly Section[] => {
    const open = all.filter((section) => section.open !== false || section.name === name);
    if (name === '' || open.some((section) => section.name === name)) return open;
    return [...open, { name, title: titles.get(name) ?? name, description: '', position: 0 }];
  };

  type Shown = Pick<EditView, 'copy' | 'typed'> &
    Partial<Pick<EditView, 'doing' | 'faults' | 'notice'>> & { readonly withPictures?: boolean };

  const show = async (request: Asking, shown: Shown, status = 200): Promise<Reply> => {
    const { copy, typed, withPictures = false } = shown;
    const now = clock();
    const [all, titles, checks] = await Promise.all([
      sections.all(),
      sections.titles(),
      copy ? checksOf(copy, now, withPictures) : [],
    ]);
    const view: EditView = {
      doing: NOTHING_DOING,
      faults: [],
      notice: undefined,
      ...shown,
      key: newId(),
      checks,
      sections: offered(all, titles, typed.section),
      titles,
      now,
    };
    return page(<EditPage view={view} site={site} visitor={visitorIn(request)} />, status);
  };

  /** The instant that was typed for an act that schedules. */
  const instantOf = ({ act, when, at, former }: Doing): { readonly at?: Instant } | { readonly fault: FieldFault } => {
    if (act === 'reschedule') return former ? { at: former } : { fault: whenFault(writing.time.missing) };
    if (act !== 'schedule') return {};
    const typed = when.trim() || at.trim();
    if (typed === '') return { fault: whenFault(writing.time.missing) };
    const { language, timeZone } = theme.settings;
    const read = readTypedTime(typed, { language, timeZone, now: clock() });
    if (!('fault' in read)) return read;
    const says = {
      unreadable: () => writing.time.unreadable,
      past: () => ('at' in read ? writing.time.past(fullTime(read.at, theme.settings)) : ''),
      skipped: () => ('at' in read ? writing.time.skipped(fullTime(read.at, theme.settings)) : ''),
      twice: () => ('both' in read ? writing.time.twice(exactTime(read.both[0]), exactTime(read.both[1])) : ''),
    };
    return { fault: whenFault(theme.words.sentence(theme.words.quote(typed.slice(0, 100)), says[read.fault]())) };
  };

  const merge = (
    request: Asking,
    view: {
      readonly copy: WorkingCopy;
      readonly typed: TypedArticle;
      readonly revision: number;
      readonly conflicts: readonly Conflict[];
      readonly chosen?: readonly (Choice | undefined)[];
    },
  ) =>
    page(
      <MergePage
        view={{ chosen: [], ...view, isAgain: view.chosen !== undefined, now: clock() }}
        site={site}
        visitor={visitorIn(request)}
      />,
      view.chosen ? 422 : 412,
    );

  /** Answers what became of a form. */
  const answer = (
    request: Asking,
    saved: Saved,
    sent: { readonly typed: TypedArticle; readonly revision: number; readonly doing: Doing },
  ): Promise<Reply> | Reply => {
    const { copy } = saved;
    const { act, former } = sent.doing;
    switch (saved.outcome) {
      case 'conflict':
        return merge(request, { copy, typed: sent.typed, revision: sent.revision, conflicts: saved.merging.conflicts });
      case 'refused':
        return show(
          request,
          { copy, typed: typedOf(copy), doing: sent.doing, faults: faultsIn(saved.failure), withPictures: true },
          statusOf[saved.failure.code],
        );
      case 'joined': {
        const did = act === 'save' || act === 'preview' ? 'joined' : 'held-back';
        return seeOther(copy.id, { did, by: saved.by });
      }
      case 'done': {
        if (act === 'preview') return redirection(303, `${articleAddress(copy.id)}/preview`);
        const did = act === 'save' && !saved.changed ? 'unchanged' : DID[act];
        return seeOther(copy.id, { did, was: act === 'unschedule' ? former : undefined });
      }
    }
  };

  /** Saves a form of an existing article; what is refused comes back in the form. */
  const change = async (
    request: Asking,
    sent: { readonly id: string; readonly typed: TypedArticle; readonly version: number; readonly revision: number },
    doing: Doing,
  ): Promise<Reply> => {
    const { typed } = sent;
    const back = async (faults: readonly FieldFault[], status: number) => {
      const copy = await saving.read(request, sent.id);
      // The form stays one of the version that it was made from.
      const { version, revision } = sent;
      return show(request, { copy: { ...copy, version, revision }, typed, doing, faults }, status);
    };
    const time = instantOf(doing);
    if ('fault' in time) return back([time.fault], 422);
    const note = doing.note.trim();
    if (doing.act === 'correct' && note === '') {
      return back([{ field: 'note', sentence: `${said('note', ({ faults }) => faults.required)}.` }], 422);
    }
    try {
      return await answer(request, await saving.change(request, sent, { act: doing.act, at: time.at, note }), {
        ...sent,
        doing,
      });
    } catch (error) {
      if (isOfForm(error)) return back(faultsIn(error), statusOf[error.code]);
      throw error;
    }
  };
  const said = (field: 'note', detail: (words: typeof theme.words) => string) =>
    theme.words.sentence(writing.field[field], detail(theme.words));

  const noticeOf = (
    {
      did,
      was,
      by = '',
    }: { readonly did?: Did | undefined; readonly was?: Instant | undefined; readonly by?: string | undefined },
    { state }: WorkingCopy,
  ): Notice | undefined => {
    const told = writing.did;
    switch (did) {
      case undefined:
        return undefined;
      case 'joined':
        return { text: told.joined(by) };
      case 'held-back':
        return { text: told.heldBack(by) };
      case 'scheduled':
        return state === 'scheduled' ? { text: told[did], undo: { act: 'unschedule' } } : undefined;
      case 'unscheduled': {
        const isAhead = was !== undefined && was > toInstant(clock());
        if (state !== 'draft') return undefined;
        return { text: told[did], undo: isAhead ? { act: 'reschedule', former: was } : undefined };
      }
      case 'withdrawn':
        return state === 'withdrawn' ? { text: told[did], undo: { act: 'restore' } } : undefined;
      case 'restored':
        return state === 'published' ? { text: told[did], undo: { act: 'withdraw' } } : undefined;
      default:
        return { text: told[did] };
    }
  };

  return {
    showNewArticle: ({ request }) => show(request, { copy: undefined, typed: emptyArticle(theme.settings.language) }),

    writeArticle: async ({ body, request }) => {
      const { key, ...form } = body;
      const typed = typedIn(form);
      const doing: Doing = form;
      const time = instantOf(doing);
      if ('fault' in time) return show(request, { copy: undefined, typed, doing, faults: [time.fault] }, 422);
      let copy: WorkingCopy;
      try {
        copy = await ask(articleEditingRoutes.createArticle, operations.createArticle, request, {
          headers: { 'idempotency-key': key },
          body: newContentIn(typed),
        });
      } catch (error) {
        if (!isOfForm(error)) throw error;
        return show(request, { copy: undefined, typed, doing, faults: faultsIn(error) }, statusOf[error.code]);
      }
      const { id, version, revision } = copy;
      const done = { act: doing.act, at: time.at, note: doing.note };
      const saved = await saving.perform(request, { id, version }, done)?.then(
        (after): Saved => ({ outcome: 'done', copy: after, changed: true }),
        (failure): Saved => {
          if (isOfForm(failure)) return { outcome: 'refused', copy, failure };
          throw failure;
        },
      );
      return answer(request, saved ?? { outcome: 'done', copy, changed: true }, {
        typed,
        revision,
        doing,
      });
    },

    showCopy: async ({ params: { id }, query, request }) => {
      const copy = await saving.read(request, id);
      return show(request, {
        copy,
        typed: typedOf(copy),
        notice: noticeOf(query, copy),
        withPictures: query.did !== undefined,
      });
    },

    changeArticle: ({ params: { id }, body, request }) => {
      const { version, revision, ...form } = body;
      return change(request, { id, typed: typedIn(form), version, revision }, form);
    },

    mergeArticle: async ({ params: { id }, body, request }) => {
      const { version, revision, against, ...form } = body;
      const typed = typedIn(form);
      const given = form as Readonly<Record<string, string | undefined>>;
      const chosen = Array.from({ length: MOST_ASKED }, (_, index) => given[choiceName(index)] as Choice | undefined);
      const merging = await saving.mergeWith(request, { id, typed, version, revision }, against);
      const resolved = merging.resolved(chosen);
      if (!resolved) {
        const copy = { ...(await saving.read(request, id)), version, revision: against };
        return merge(request, { copy, typed, revision, conflicts: merging.conflicts, chosen });
      }
      return change(request, { id, typed: resolved, version, revision: against }, { act: 'save', ...NOTHING_DOING });
    },

    showHistory: async ({ params: { id }, query: { cursor, from, to }, request }) => {
      const { listRevisions, listActs, readRevision } = articleEditingRoutes;
      const params = { id };
      const [copy, revisions, trail, compared] = await Promise.all([
        saving.read(request, id),
        ask(listRevisions, operations.listRevisions, request, { params, query: { limit: LISTED, cursor } }),
        ask(listActs, operations.listActs, request, { params, query: { limit: LISTED } }),
        from !== undefined && to !== undefined
          ? Promise.all(
              [from, to].map((revision) =>
                ask(readRevision, operations.readRevision, request, { params: { id, revision } }),
              ),
            )
          : undefined,
      ]);
      const [one, other] = compared ?? [];
      const comparison = one &&
        other && { from: one.revision, to: other.revision, ...compare(one.content, other.content) };
      const view = { copy, revisions: revisions.items, next: revisions.next, acts: trail.items, comparison };
      return page(<HistoryPage view={view} site={site} visitor={visitorIn(request)} />);
    },

    bringBack: async ({ params: { id }, body: { version, restore }, request }) => {
      try {
        await ask(articleEditingRoutes.restoreRevision, operations.restoreRevision, request, {
          params: { id, revision: restore },
          headers: { 'if-match': version },
          body: {},
        });
      } catch (error) {
        const isStale = error instanceof Failure && error.code === 'version-stale';
        if (!isStale && !isOfForm(error)) throw error;
        const copy = await saving.read(request, id);
        return show(request, { copy, typed: typedOf(copy), faults: faultsIn(error) }, statusOf[error.code]);
      }
      return seeOther(id, { did: 'revised' });
    },
  };
}

/** Revisions and acts of a page. */
const LISTED = 50;

const seeOther = (id: string, query: { readonly did: Did; readonly was?: Instant | undefined; readonly by?: string }) =>
  redirection(303, withQuery(articleAddress(id), query));

const page = (node: VNode, status = 200): Reply => deskReply(document(node), { status });

const whenFault = (sentence: string): FieldFault => ({ field: 'when', sentence });

/** Two contents as their readers see them. */
function compare(from: Omit<Content, 'lists'>, to: Omit<Content, 'lists'>) {
  const [before, after] = [typedOf(from), typedOf(to)];
  const fields = fieldNames
    .filter((field) => field !== 'body' && before[field] !== after[field])
    .map((field): ComparedField => {
      const [block = []] = compareTexts([before[field]], [after[field]], to.language);
      return { field, block };
    });
  const [one, other] = [from, to].map((content) => plainText(renderContent(content).html));
  const text = from.body === to.body ? [] : compareTexts(one ?? [], other ?? [], to.language);
  return { fields, text };
}
