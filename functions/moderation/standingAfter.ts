import type { Decided } from '../comments/judging/schema.ts';
import { standingKey } from '../comments/submitting/keys.ts';
import type { Submission } from '../comments/submitting/schema.ts';
import type { TransactionItem } from '../shared/data/transaction.ts';
import { type ModerationAction, verdictOf } from './actions.ts';

/**
 * The update of a person's record by a moderator's action, if there is one. Each comment counts once as approved, and
 * once in the row of those put away, which ends with the next approval. Only comments sent with a proven mailbox count
 * against the person; spam also resets the number of approved ones.
 * @param table the name of the Newsroom table.
 * @param was the comment before the action.
 */
export function standingAfter(table: string, act: ModerationAction, was: Submission): TransactionItem | undefined {
  const { person, proven, history } = was;
  if (person === '') return undefined;
  const isGood = verdictOf(act, was) === 'published';
  const isNew = act === 'approve' && !history.some(isApproval);
  if (isGood) {
    if (isNew) return change(table, person, 'SET #type = :standing, rejectedInRow = :none ADD approved :one');
    return proven ? change(table, person, 'SET #type = :standing, rejectedInRow = :none') : undefined;
  }
  const isPuttingAway = verdictOf(act, was) !== 'held';
  if (!proven || !isPuttingAway) return undefined;
  const gained = act === 'spam' ? ', approved = :none' : '';
  const counted = isPutAway(history) ? '' : ' ADD rejectedInRow :one';
  return gained || counted ? change(table, person, `SET #type = :standing${gained}${counted}`) : undefined;
}

/** An update with only the values that its expression uses, because DynamoDB refuses unused ones. */
const change = (table: string, person: string, expression: string): TransactionItem => ({
  Update: {
    TableName: table,
    Key: standingKey(person),
    UpdateExpression: expression,
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries({ ':standing': 'standing', ':one': 1, ':none': 0 }).filter(([name]) => expression.includes(name)),
    ),
  },
});

const isModerators = ({ by }: Decided) => !['rules', 'readers', 'author'].includes(by);

/** Whether a moderator has published it. */
const isApproval = (decided: Decided) => decided.verdict === 'published' && isModerators(decided);

/** Whether a moderator has put the comment away since its last approval. */
function isPutAway(history: readonly Decided[]): boolean {
  const since = history.slice(history.findLastIndex(isApproval) + 1);
  return since.some((decided) => isModerators(decided) && decided.verdict !== 'held');
}
