import { describe, expect, it } from 'vitest';
import { requireStep, type State, type Step, stateOf } from '../../functions/newsroom/articles/lifecycle.ts';
import { EVENING } from '../support/newsroom.ts';

const ALLOWED: Record<State, Record<Step, boolean>> = {
  draft: {
    save: true,
    publish: true,
    unschedule: false,
    correct: false,
    withdraw: false,
    restore: false,
    delete: true,
  },
  scheduled: {
    save: true,
    publish: true,
    unschedule: true,
    correct: false,
    withdraw: false,
    restore: false,
    delete: false,
  },
  published: {
    save: true,
    publish: true,
    unschedule: false,
    correct: true,
    withdraw: true,
    restore: false,
    delete: false,
  },
  withdrawn: {
    save: true,
    publish: false,
    unschedule: false,
    correct: false,
    withdraw: false,
    restore: true,
    delete: false,
  },
};
const pairs = (allowed: boolean) =>
  Object.entries(ALLOWED).flatMap(([state, steps]) =>
    Object.entries(steps)
      .filter(([, each]) => each === allowed)
      .map(([step]) => [step, state] as [Step, State]),
  );

describe('a step', () => {
  it.each(pairs(true))('%s is possible while the article is %s', (step, state) => {
    const take = () => requireStep(step, state);

    expect(take).not.toThrow();
  });

  it.each(pairs(false))('%s is refused while the article is %s, and told why', (step, state) => {
    const take = () => requireStep(step, state);

    expect(take).toThrow(expect.objectContaining({ code: 'step-not-allowed' }));
    expect(take).toThrow(`"${step}" is not possible while the article is ${state}`);
  });
});

describe('the state of an article', () => {
  it.each([
    ['draft', 'draft', null, EVENING],
    ['scheduled', 'released', EVENING, '2026-11-23T17:59:59.999Z'],
    ['published', 'released', EVENING, EVENING],
    ['published', 'released', EVENING, '2026-11-23T18:00:00.001Z'],
    ['withdrawn', 'withdrawn', EVENING, '2026-11-24T00:00:00.000Z'],
  ] as const)('is %s when it is %s for %s and the clock shows %s', (expected, phase, publishedAt, now) => {
    const state = stateOf({ phase, publishedAt }, new Date(now));

    expect(state).toBe(expected);
  });
});
