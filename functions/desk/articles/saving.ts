import { isDeepStrictEqual } from 'node:util';
import { articleEditingRoutes } from '../../newsroom/articles/routes.ts';
import type { WorkingCopy } from '../../newsroom/articles/schema.ts';
import type { Input, Operations, Route } from '../../shared/api/route.ts';
import { Failure } from '../../shared/failure.ts';
import type { Instant } from '../../shared/instant.ts';
import { ask } from '../shell/ask.ts';
import { type Act, contentIn, emptyArticle, isChange, type TypedArticle, typedIn, typedOf } from './form.ts';
import { type Merging, mergeTyped } from './mergeTyped.ts';

export type Asking = Input<Route & { readonly audience: 'editor' }>['request'];

/** What the API does with an article; the desk does the same. */
export type EditingOperations = Pick<
  Operations<typeof articleEditingRoutes>,
  | 'readCopy'
  | 'readRevision'
  | 'saveArticle'
  | 'publishArticle'
  | 'unscheduleArticle'
  | 'correctArticle'
  | 'withdrawArticle'
  | 'restoreArticle'
>;

/** An act with what it needs beside the article. */
export interface Doing {
  readonly act: Act;
  /** Of an act that schedules. */
  readonly at?: Instant | undefined;
  readonly note: string;
}

interface Sent {
  readonly id: string;
  readonly typed: TypedArticle;
  /** What the form was made from. */
  readonly version: number;
  readonly revision: number;
}

/** What became of a form. */
export type Saved =
  | { readonly outcome: 'done'; readonly copy: WorkingCopy; readonly changed: boolean }
  /** Saved together with what somebody else did meanwhile; whatever else was asked for was not done. */
  | { readonly outcome: 'joined'; readonly copy: WorkingCopy; readonly by: string }
  | { readonly outcome: 'conflict'; readonly copy: WorkingCopy; readonly merging: Merging }
  /** What was typed is saved, but what was asked for beside it is refused. */
  | { readonly outcome: 'refused'; readonly copy: WorkingCopy; readonly failure: Failure };

/** How often somebody else may be faster before the form is given back. */
const TRIES = 3;

/** Saves what was typed at the desk, and then does what a button says. */
export function createSaving(operations: EditingOperations) {
  const { readCopy, readRevision, saveArticle } = articleEditingRoutes;
  const read = (request: Asking, id: string) => ask(readCopy, operations.readCopy, request, { params: { id } });

  /** A press of a button is several changes, each of which knows its own retry (docs/decisions/0023). */
  const stepOf = (request: Asking, name: string): Asking => ({
    ...request,
    caller: { ...request.caller, request: `${request.caller.request} ${name}` },
  });

  /** Does what a button says with the version that it names. */
  const perform = (request: Asking, { id, version }: Pick<Sent, 'id' | 'version'>, { act, at, note }: Doing) => {
    const given = { params: { id }, headers: { 'if-match': version } };
    const step = stepOf(request, act);
    switch (act) {
      case 'save':
      case 'preview':
        return undefined;
      case 'publish':
        return ask(articleEditingRoutes.publishArticle, operations.publishArticle, step, { ...given, body: {} });
      case 'schedule':
      case 'reschedule':
        return ask(articleEditingRoutes.publishArticle, operations.publishArticle, step, { ...given, body: { at } });
      case 'correct':
        return ask(articleEditingRoutes.correctArticle, operations.correctArticle, step, { ...given, body: { note } });
      case 'unschedule':
      case 'withdraw':
      case 'restore': {
        const name = `${act}Article` as const;
        return ask(articleEditingRoutes[name], operations[name], step, { ...given, body: {} });
      }
    }
  };

  const save = (request: Asking, before: WorkingCopy, typed: TypedArticle): Promise<WorkingCopy> | undefined => {
    const content = contentIn(typed, before);
    if (!isChange(before, content)) return undefined;
    return ask(saveArticle, operations.saveArticle, stepOf(request, 'save'), {
      params: { id: before.id },
      headers: { 'if-match': before.version },
      body: content,
    });
  };

  /** What a form was made from; nothing where it is kept no more, so that all that differs is asked. */
  const baseOf = async (request: Asking, { id, revision }: Pick<Sent, 'id' | 'revision'>): Promise<TypedArticle> => {
    try {
      const { content } = await ask(readRevision, operations.readRevision, request, { params: { id, revision } });
      return typedIn(typedOf(content));
    } catch (error) {
      if (hasCode(error, 'revision-not-found')) return emptyArticle('');
      throw error;
    }
  };

  const join = async (request: Asking, sent: Sent, current: WorkingCopy, asksOnlyToSave: boolean): Promise<Saved> => {
    const theirs = typedIn(typedOf(current));
    // Pressed twice, or written by both alike.
    if (asksOnlyToSave && isDeepStrictEqual(sent.typed, theirs)) {
      return { outcome: 'done', copy: current, changed: true };
    }
    const merging = mergeTyped(await baseOf(request, sent), sent.typed, theirs);
    const merged = merging.resolved([]);
    if (!merged) return { outcome: 'conflict', copy: current, merging };
    const copy = (await save(request, current, merged)) ?? current;
    return { outcome: 'joined', copy, by: current.changedBy };
  };

  /** Whether an act was done by this very press before: its version is known, or else stale. */
  const doneBefore = async (request: Asking, sent: Sent, doing: Doing): Promise<WorkingCopy | undefined> => {
    try {
      return await perform(request, sent, doing);
    } catch (error) {
      if (hasCode(error, 'version-stale')) return undefined;
      throw error;
    }
  };

  const attempt = async (request: Asking, sent: Sent, doing: Doing): Promise<Saved> => {
    const before = await read(request, sent.id);
    if (before.version !== sent.version) {
      const done = await doneBefore(request, sent, doing);
      if (done) return { outcome: 'done', copy: done, changed: true };
      return join(request, sent, before, doing.act === 'save' || doing.act === 'preview');
    }
    const saved = await save(request, before, sent.typed);
    const copy = saved ?? before;
    try {
      const done = await perform(request, { id: sent.id, version: copy.version }, doing);
      return { outcome: 'done', copy: done ?? copy, changed: saved !== undefined };
    } catch (error) {
      if (!(error instanceof Failure) || error.code === 'version-stale') throw error;
      return { outcome: 'refused', copy, failure: error };
    }
  };

  return {
    read,

    /**
     * Saves a form, and does what its button says. Nobody's words are overwritten: what others saved meanwhile is joined.
     * @throws Failure of what was typed: nothing is saved then.
     */
    async change(request: Asking, sent: Sent, doing: Doing): Promise<Saved> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(request, sent, doing);
        } catch (error) {
          if (tries === TRIES || !hasCode(error, 'version-stale')) throw error;
        }
      }
    },

    perform,

    /** The merge of a form with a revision, for whoever chooses between them. */
    async mergeWith(request: Asking, sent: Sent, against: number): Promise<Merging> {
      const [base, theirs] = await Promise.all([
        baseOf(request, sent),
        baseOf(request, { id: sent.id, revision: against }),
      ]);
      return mergeTyped(base, sent.typed, theirs);
    },
  };
}

export type Saving = ReturnType<typeof createSaving>;

export const hasCode = (error: unknown, code: Failure['code']): error is Failure =>
  error instanceof Failure && error.code === code;
