import { Failure } from '../../shared/failure.ts';
import { type Instant, toInstant } from '../../shared/instant.ts';

/**
 * The state of an article. `scheduled` and `published` are stored alike, as released with an instant: the state changes
 * when the instant passes, without a write.
 */
export type State = 'draft' | 'scheduled' | 'published' | 'withdrawn';

/** A change of an existing article. */
export type Step = 'save' | 'publish' | 'unschedule' | 'correct' | 'withdraw' | 'restore' | 'delete';

/** The stored part of a state; the rest depends on the clock. */
export const phases = ['draft', 'released', 'withdrawn'] as const;
export type Phase = (typeof phases)[number];

/** The states in which each step is allowed. */
export const steps: Readonly<Record<Step, readonly State[]>> = {
  save: ['draft', 'scheduled', 'published', 'withdrawn'],
  publish: ['draft', 'scheduled', 'published'],
  unschedule: ['scheduled'],
  correct: ['published'],
  withdraw: ['published'],
  restore: ['withdrawn'],
  delete: ['draft'],
};

export function stateOf(copy: { readonly phase: Phase; readonly publishedAt: Instant | null }, now: Date): State {
  if (copy.phase !== 'released') return copy.phase;
  return copy.publishedAt !== null && copy.publishedAt <= toInstant(now) ? 'published' : 'scheduled';
}

/** @throws Failure `step-not-allowed`, with the state and the step in its detail. */
export function requireStep(step: Step, state: State): void {
  if (steps[step].includes(state)) return;
  throw new Failure('step-not-allowed', ({ failures }) => failures.stepNotAllowed(step, state, steps[step]));
}
