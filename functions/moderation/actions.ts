import type { Verdict } from '../comments/judging/schema.ts';
import { isReported } from '../comments/submitting/decision.ts';
import type { Submission } from '../comments/submitting/schema.ts';
import { Failure } from '../shared/failure.ts';

/** What a moderator can do with a comment. */
export const actions = ['approve', 'spam', 'reject', 'remove', 'restore'] as const;
export type ModerationAction = (typeof actions)[number];

/** The verdicts each act is possible from; of a published comment that readers have reported, approving says that it stays. */
export const possible: Readonly<Record<ModerationAction, readonly Verdict[]>> = {
  approve: ['held', 'spam', 'rejected'],
  spam: ['held', 'published', 'rejected', 'removed'],
  reject: ['held', 'published', 'spam', 'removed'],
  remove: ['published'],
  restore: ['spam', 'rejected', 'removed'],
};

/** @throws Failure `comment-already-decided`, naming act and verdict. */
export function requireAction(act: ModerationAction, submission: Submission): void {
  const { id, verdict, history, comment } = submission;
  const last = history.at(-1);
  if (comment === '') {
    throw new Failure('comment-already-decided', `Comment ${id} was taken back by its author; its text is gone.`);
  }
  if (possible[act].includes(verdict) || (act === 'approve' && isReported(submission))) return;
  const by = last && last.by !== 'rules' ? `, by ${last.by}` : '';
  throw new Failure('comment-already-decided', `"${act}" is not possible: comment ${id} is ${verdict}${by}.`);
}

/** What a comment is after an act. Restored, it is what it was before it was put away: visible, or waiting. */
export function verdictOf(act: ModerationAction, { verdict }: Pick<Submission, 'verdict'>): Verdict {
  if (act === 'restore') return verdict === 'removed' ? 'published' : 'held';
  return ({ approve: 'published', spam: 'spam', reject: 'rejected', remove: 'removed' } as const)[act];
}
