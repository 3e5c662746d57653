import type { Verdict } from '../comments/judging/schema.ts';
import { isReported } from '../comments/submitting/decision.ts';
import type { Submission } from '../comments/submitting/schema.ts';
import { Failure } from '../shared/failure.ts';

/** The decisions of moderators. */
export const actions = ['approve', 'spam', 'reject', 'remove', 'restore', 'undo'] as const;
export type ModerationAction = (typeof actions)[number];

/**
 * The verdicts from which each action is possible. A reported comment can also be approved, which keeps it. Undoing depends on
 * what was last done to the comment instead.
 */
export const possible: Readonly<Record<Exclude<ModerationAction, 'undo'>, readonly Verdict[]>> = {
  approve: ['held', 'spam', 'rejected'],
  spam: ['held', 'published', 'rejected', 'removed'],
  reject: ['held', 'published', 'spam', 'removed'],
  remove: ['published'],
  restore: ['spam', 'rejected', 'removed'],
};

/** Whether an action is possible on a comment that has its text. */
export const isPossible = (act: ModerationAction, submission: Pick<Submission, 'verdict' | 'reports' | 'undoable'>) =>
  act === 'undo'
    ? submission.undoable !== undefined
    : possible[act].includes(submission.verdict) || (act === 'approve' && isReported(submission));

/** @throws Failure `comment-already-decided`, with the action and the verdict in its detail. */
export function requireAction(act: ModerationAction, submission: Submission): void {
  const { id, verdict, history, comment } = submission;
  const last = history.at(-1);
  if (comment === '') {
    throw new Failure('comment-already-decided', ({ failures }) => failures.takenBack(id));
  }
  if (isPossible(act, submission)) return;
  const by = last && last.by !== 'rules' ? last.by : undefined;
  throw new Failure('comment-already-decided', ({ failures }) => failures.notPossible(act, id, verdict, by));
}

/**
 * The verdict after an action. Restoring publishes a removed comment again, and holds spam or a rejected one. Undoing returns to
 * the verdict before the last decision.
 */
export function verdictOf(
  act: ModerationAction,
  { verdict, history }: Pick<Submission, 'verdict' | 'history'>,
): Verdict {
  if (act === 'undo') return history.at(-2)?.verdict ?? verdict;
  if (act === 'restore') return verdict === 'removed' ? 'published' : 'held';
  return ({ approve: 'published', spam: 'spam', reject: 'rejected', remove: 'removed' } as const)[act];
}
