import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Section } from '../../sections/schema.ts';
import type { SectionStore } from '../../sections/store.ts';
import type { Caller } from '../../shared/api/route.ts';
import { type Refused, type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import type { Say } from '../../words/en.ts';
import { toWorkingCopy } from './content.ts';
import { isSectionsName } from './contentRules.ts';
import type { DocumentType } from './documentType.ts';
import type { Content } from './fields.ts';
import type { DocumentName } from './keys.ts';
import type { LibraryUse } from './libraryUse.ts';
import { requireStep, type State, type Step, stateOf } from './lifecycle.ts';
import { Creation, StoredCopy } from './schema.ts';
import { type CopyStore, unknownDocument } from './store.ts';

export interface Stepping {
  readonly client: DynamoDBDocumentClient;
  readonly type: DocumentType;
  readonly copies: CopyStore;
  readonly sections: Pick<SectionStore, 'list'>;
  readonly library: LibraryUse;
  readonly clock: Clock;
}

/** What a step starts from. */
export interface Found {
  readonly copy: StoredCopy;
  readonly content: Content;
  readonly state: State;
  /** All sections, for a step that puts the article into one; empty for others. */
  readonly sections: readonly Section[];
  readonly now: Date;
}

/** The result of a step: the next working copy, further writes, and a detail for the audit log. */
export interface Outcome {
  readonly copy: StoredCopy;
  readonly content?: Content;
  readonly writes?: Writes;
  readonly detail?: string | null;
}

interface ActInput {
  readonly params: { readonly id: string };
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: Caller };
}

const MOST_WRITES = 100;
/** The steps that put an article into a section. */
const PLACING: ReadonlySet<Step> = new Set(['save', 'publish', 'correct', 'restore']);

export type Steps = ReturnType<typeof createSteps>;

export function createSteps({ client, type, copies, sections, library, clock }: Stepping) {
  /**
   * Writes a change and its audit log entry in one transaction.
   * @returns the earlier creation with the same idempotency key, if there was one; then nothing is written.
   * @throws Failure that names the condition by which the transaction was refused.
   */
  const commit = async (
    copy: StoredCopy,
    act: string,
    detail: string | null,
    writes: Writes,
  ): Promise<Creation | undefined> => {
    const all: Writes = { ...writes, act: copies.record(actOf(copy, act, detail)) };
    const count = Object.values(all).filter((each) => each !== undefined).length;
    if (count > MOST_WRITES) {
      throw new Failure('limit-exceeded', ({ failures }) => failures.tooManyWrites(count, MOST_WRITES));
    }
    const refused: Refused<string> | undefined = await writeTogether(client, all);
    if (!refused) return undefined;
    if (refused.once) return z.parse(Creation, refused.once);
    if (refused.copy)
      throw 'version' in refused.copy
        ? stale(currentOf(z.parse(StoredCopy, refused.copy)), type.name)
        : unknownDocument(copy.id, type.name);
    if (refused.source) throw taken('source', copy.source, type.name);
    if (refused.section) throw isSectionsName(copy.slug);
    if (refused.claim) throw taken('slug', copy.slug, type.name);
    const isMedia = Object.keys(refused).some((name) => name.startsWith('media '));
    const say: Say = ({ failures }) => {
      if (refused.oldTally) return failures.threadChanged;
      return isMedia ? failures.mediaChanged : failures.readersChanged;
    };
    throw new Failure('service-unavailable', say, { retryAfter: 1 });
  };

  /** Takes a step on an article, if its version is the one sent and its state allows the step. */
  const take = async (
    step: Step,
    { params: { id }, headers, request: { caller } }: ActInput,
    decide: (found: Found) => Promise<Outcome> | Outcome,
    name: string = step,
  ) => {
    const now = clock();
    const [{ copy, content }, all] = await Promise.all([
      copies.readWhole(id),
      PLACING.has(step) ? sections.list() : [],
    ]);
    if (isMadeBy(copy, caller)) return toWorkingCopy(copy, content, now);
    requireVersion(headers['if-match'], currentOf(copy), type.name);
    const state = stateOf(copy, now);
    requireStep(step, state);

    const outcome = await decide({ copy, content, state, sections: all, now });
    const next: StoredCopy = {
      ...outcome.copy,
      version: copy.version + 1,
      changedAt: toInstant(now),
      changedBy: caller.name,
      request: caller.request,
    };
    const committed = commit(next, name, outcome.detail ?? null, {
      copy: step === 'delete' ? copies.remove(copy) : copies.replace(next, copy.version),
      ...library.change(copy, step === 'delete' ? undefined : next),
      ...outcome.writes,
    });
    try {
      await committed;
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'version-stale')) throw error;
      const there = await copies.readWhole(id);
      if (!isMadeBy(there.copy, caller)) throw error;
      return toWorkingCopy(there.copy, there.content, now);
    }
    return toWorkingCopy(next, outcome.content ?? content, now);
  };

  return { take, commit };
}

const actOf = (
  { id, document, changedAt, changedBy, version, headline }: StoredCopy,
  act: string,
  detail: string | null,
) => ({
  kind: document ?? ('article' as const),
  article: id,
  name: null,
  at: changedAt,
  by: changedBy,
  act,
  version,
  headline,
  detail,
});

/** What the failure `version-stale` says about the present version. */
const currentOf = ({ version, headline, changedAt, changedBy }: StoredCopy) => ({
  version,
  headline,
  changedAt,
  changedBy,
});

function taken(field: 'slug' | 'source', value: string | null, by: DocumentName): Failure {
  const isPage = by === 'page' && field === 'slug';
  const says = isPage ? 'pageSlugTaken' : (`${field}Taken` as const);
  return new Failure(`${field}-taken`, ({ failures }) => failures[says](value ?? ''), {
    faults: [{ pointer: `/${field}`, detail: ({ faults }) => (isPage ? faults.takenByPage : faults.taken) }],
  });
}
