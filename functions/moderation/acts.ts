import type { Submission, Verdict } from '../comments/schema.ts';
import { Failure } from '../shared/failure.ts';

/** What a moderator can do with a comment. */
export const acts = ['approve', 'spam', 'reject', 'remove', 'restore'] as const;
export type Act = (typeof acts)[number];

/** The verdicts each act is possible from. */
export const possible: Readonly<Record<Act, readonly Verdict[]>> = {
  approve: ['held', 'spam', 'rejected'],
  spam: ['held', 'published', 'rejected'],
  reject: ['held', 'published', 'spam'],
  remove: ['published'],
  restore: ['spam', 'rejected', 'removed'],
};

/** @throws Failure `comment-decided`, naming act and verdict. */
export function requireAct(act: Act, { id, verdict, history, comment }: Submission): void {
  const last = history.at(-1);
  if (comment === '') {
    throw new Failure('comment-decided', `Comment ${id} was taken back by its author; its text is gone.`);
  }
  if (possible[act].includes(verdict)) return;
  const by = last && last.by !== 'rules' ? `, by ${last.by}` : '';
  throw new Failure('comment-decided', `"${act}" is not possible: comment ${id} is ${verdict}${by}.`);
}

/** What a comment is after an act. Restored, it is what it was before it was put away: visible, or waiting. */
export function verdictOf(act: Act, { verdict }: Pick<Submission, 'verdict'>): Verdict {
  if (act === 'restore') return verdict === 'removed' ? 'published' : 'held';
  return ({ approve: 'published', spam: 'spam', reject: 'rejected', remove: 'removed' } as const)[act];
}
