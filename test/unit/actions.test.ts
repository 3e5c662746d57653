import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdicts } from '../../functions/comments/judging/schema.ts';
import { actions, possible, requireAction, verdictOf } from '../../functions/moderation/actions.ts';
import { aHeldComment, NOON } from '../support/builders.ts';

const acts = actions.filter((act) => act !== 'undo');
const act = fc.constantFrom(...acts);
const verdict = fc.constantFrom(...verdicts);

describe('acts', () => {
  it('never lead to the verdict that is there already', () => {
    fc.assert(
      fc.property(act, verdict, (act, verdict) => {
        fc.pre(possible[act].includes(verdict));

        expect(verdictOf(act, { verdict, history: [] })).not.toBe(verdict);
      }),
    );
  });

  it('lead from every verdict back to a published comment', () => {
    fc.assert(
      fc.property(verdict, (verdict) => {
        const reached = acts
          .filter((act) => possible[act].includes(verdict))
          .map((act) => verdictOf(act, { verdict, history: [] }));

        expect(verdict === 'published' || reached.includes('published')).toBe(true);
      }),
    );
  });

  it.each([
    ['removed', 'published'],
    ['spam', 'held'],
    ['rejected', 'held'],
  ] as const)('restore what is %s to %s', (was, becomes) => {
    expect(verdictOf('restore', { verdict: was, history: [] })).toBe(becomes);
  });
});

describe('requireAct', () => {
  const decided = (by: string) =>
    aHeldComment({
      verdict: 'removed',
      history: [{ verdict: 'removed', at: NOON, by, rule: 'remove', matched: null }],
    });

  it('lets a possible act be', () => {
    expect(() => requireAction('approve', aHeldComment())).not.toThrow();
  });

  it('names act, verdict and whoever was first', () => {
    const comment = decided('mo@example.org');

    expect(() => requireAction('approve', comment)).toThrow(
      expect.objectContaining({
        code: 'comment-already-decided',
        message: `"approve" is not possible: comment ${comment.id} is removed, by mo@example.org.`,
      }),
    );
  });

  it('names nobody where the rules were', () => {
    const comment = decided('rules');

    expect(() => requireAction('approve', comment)).toThrow(`comment ${comment.id} is removed.`);
  });

  it('refuses every act on a comment whose text is gone', () => {
    for (const each of actions) {
      expect(() => requireAction(each, { ...decided('author'), comment: '' })).toThrow('its text is gone');
    }
  });
});
