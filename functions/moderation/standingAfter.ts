import type { Decided } from '../comments/judging/schema.ts';
import { standingKey } from '../comments/submitting/keys.ts';
import type { Submission, Undoable } from '../comments/submitting/schema.ts';
import type { Standing } from '../comments/submitting/standing.ts';
import type { TransactionItem } from '../shared/data/transaction.ts';
import { type ModerationAction, verdictOf } from './actions.ts';

/** A change of a person's record: what is added to a number, or that it begins anew. */
type StandingChange = { readonly [Count in keyof Standing]?: 1 | 'anew' };

/**
 * How a moderator's action changes a person's record, if it does. Each comment counts once as approved, and once in the row of
 * those put away, which ends with the next approval. Only comments sent with a proven mailbox count against the person; spam
 * also resets the number of approved ones.
 * @param was the comment before the action.
 */
export function standingAfter(act: Exclude<ModerationAction, 'undo'>, was: Submission): StandingChange | undefined {
  const { person, proven } = was;
  const history = standingDecisions(was.history);
  if (person === '') return undefined;
  const isGood = verdictOf(act, was) === 'published';
  const isNew = act === 'approve' && !history.some(isApproval);
  if (isGood) {
    if (isNew) return { approved: 1, rejectedInRow: 'anew' };
    return proven ? { rejectedInRow: 'anew' } : undefined;
  }
  const isPuttingAway = verdictOf(act, was) !== 'held';
  if (!proven || !isPuttingAway) return undefined;
  const change = {
    ...(act === 'spam' && { approved: 'anew' as const }),
    ...(!isPutAway(history) && { rejectedInRow: 1 as const }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}

/** What a change adds to the record as it stands. */
export const addedBy = (change: StandingChange, { approved, rejectedInRow }: Standing): Standing => ({
  approved: change.approved === 'anew' ? -approved : (change.approved ?? 0),
  rejectedInRow: change.rejectedInRow === 'anew' ? -rejectedInRow : (change.rejectedInRow ?? 0),
});

/** The write of a change. @param table the name of the Newsroom table. */
export function changeStanding(table: string, person: string, change: StandingChange): TransactionItem {
  const counts = Object.entries(change);
  const set = ['#type = :standing', ...counts.flatMap(([name, by]) => (by === 'anew' ? [`${name} = :none`] : []))];
  const add = counts.flatMap(([name, by]) => (by === 1 ? [`${name} :one`] : []));
  return update(table, person, set, add, {
    ...(set.length > 1 && { ':none': 0 }),
    ...(add.length > 0 && { ':one': 1 }),
  });
}

/** The write that takes back what a decision added, if it added anything. */
export function takeBackStanding(table: string, person: string, added: Undoable): TransactionItem | undefined {
  const counts = (['approved', 'rejectedInRow'] as const).filter((name) => added[name] !== 0);
  if (person === '' || counts.length === 0) return undefined;
  const values = Object.fromEntries(counts.map((name) => [`:${name}`, -added[name]]));
  const add = counts.map((name) => `${name} :${name}`);
  return update(table, person, ['#type = :standing'], add, values);
}

const update = (
  table: string,
  person: string,
  set: readonly string[],
  add: readonly string[],
  values: Readonly<Record<string, number>>,
): TransactionItem => ({
  Update: {
    TableName: table,
    Key: standingKey(person),
    UpdateExpression: `SET ${set.join(', ')}${add.length > 0 ? ` ADD ${add.join(', ')}` : ''}`,
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: { ':standing': 'standing', ...values },
  },
});

/** The decisions without those that were undone, and without the undoing. */
const standingDecisions = (history: readonly Decided[]): readonly Decided[] =>
  history.filter(({ undone }, index) => !undone && !history[index - 1]?.undone);

const isModerators = ({ by }: Decided) => !['rules', 'readers', 'author'].includes(by);

/** Whether a moderator has published it. */
const isApproval = (decided: Decided) => decided.verdict === 'published' && isModerators(decided);

/** Whether a moderator has put the comment away since its last approval. */
function isPutAway(history: readonly Decided[]): boolean {
  const since = history.slice(history.findLastIndex(isApproval) + 1);
  return since.some((decided) => isModerators(decided) && decided.verdict !== 'held');
}
