import { Failure } from '../../shared/failure.ts';
import { type Instant, toInstant } from '../../shared/instant.ts';

/**
 * What an article is to its editors. `scheduled` and `published` are the same fact seen at two times: released, with an
 * instant that is still to come or has come. Nothing turns one into the other.
 */
export type State = 'draft' | 'scheduled' | 'published' | 'withdrawn';

/** What an editor can do to an article that exists. */
export type Step = 'save' | 'publish' | 'unschedule' | 'correct' | 'withdraw' | 'restore' | 'delete';

/** What is kept of a state; the clock tells the rest. */
export const phases = ['draft', 'released', 'withdrawn'] as const;
export type Phase = (typeof phases)[number];

/** The states each step may be taken from. */
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

/** @throws Failure `step-not-allowed`, naming the state and the step. */
export function requireStep(step: Step, state: State): void {
  if (steps[step].includes(state)) return;
  const from = steps[step].join(' or ');
  throw new Failure('step-not-allowed', `"${step}" is not possible while the article is ${state}; it must be ${from}.`);
}
