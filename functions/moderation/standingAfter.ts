import type { Decided } from '../comments/judging/schema.ts';
import { standingKey } from '../comments/submitting/keys.ts';
import type { Submission } from '../comments/submitting/schema.ts';
import type { TransactionItem } from '../shared/data/transaction.ts';
import { type ModerationAction, verdictOf } from './actions.ts';

/**
 * What a moderator's act makes of what is known of the person who sent the comment, if anything. Each comment counts once among
 * the approved, and once among those put away in a row: until one is found good again. Only what a proven mailbox has sent tells
 * against its owner; spam takes what they had gained as well.
 * @param table the Newsroom's name.
 * @param was the comment before the act.
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

/** An update with as many of the values as its expression names: DynamoDB refuses those that it does not. */
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

/** Whether a moderator has put it away, and none has found it good since. */
function isPutAway(history: readonly Decided[]): boolean {
  const since = history.slice(history.findLastIndex(isApproval) + 1);
  return since.some((decided) => isModerators(decided) && decided.verdict !== 'held');
}
