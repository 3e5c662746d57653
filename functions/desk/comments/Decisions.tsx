import type { Decided } from '../../comments/judging/schema.ts';
import { actions } from '../../moderation/actions.ts';
import type { Instant } from '../../shared/instant.ts';
import type { DeskSite } from '../shell/site.ts';
import type { DeskWords } from '../words/deskWords.ts';
import { When } from './When.tsx';

const isNamed = (by: string): by is 'rules' | 'readers' | 'author' => ['rules', 'readers', 'author'].includes(by);

/** Whether somebody of the paper has decided, not the rules or readers. */
export const isModerators = ({ by }: Decided): boolean => !isNamed(by) && by !== 'the person';

/** Who has decided. */
function nameOf(by: string, { queue }: DeskWords): string {
  if (isNamed(by)) return queue.by[by];
  return by === 'the person' ? queue.by.person : by;
}

/** Why: the rule in words with what it found, or a moderator's own reason. */
export function reasonOf({ rule, matched, by }: Decided, { queue }: DeskWords): string | undefined {
  const isAction = (actions as readonly string[]).includes(rule);
  if (by !== 'rules' && by !== 'readers') return isAction ? undefined : (queue.rules[rule] ?? rule);
  const words = queue.rules[rule] ?? rule;
  return matched ? `${words}: ${matched}` : words;
}

/** Whether the rules decided when the comment was sent, which takes them less than a minute. */
const isAsSent = (at: Instant, sentAt: Instant | undefined) =>
  sentAt !== undefined && Date.parse(at) - Date.parse(sentAt) < 60_000;

interface DecisionProps {
  readonly decided: Decided;
  /** When the comment was sent, where that is told beside it. */
  readonly sentAt?: Instant;
  readonly now: Date;
  readonly site: DeskSite;
}

/** One decision: what, by whom, when and why. */
export function Decision({ decided, sentAt, now, site }: DecisionProps) {
  const { queue } = site.words;
  const reason = reasonOf(decided, site.words);
  return (
    <>
      <strong>{queue.name[decided.verdict]}</strong> <bdi>{queue.decidedBy(nameOf(decided.by, site.words))}</bdi>
      {!isAsSent(decided.at, sentAt) && (
        <>
          , <When at={decided.at} now={now} site={site} />
        </>
      )}
      {reason !== undefined && (
        <>
          {': '}
          <bdi>{reason}</bdi>
        </>
      )}
      {decided.undone && ` (${queue.undone})`}
    </>
  );
}
