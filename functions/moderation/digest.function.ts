import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { verdictPartition, WHOLE_QUEUE } from '../comments/submitting/keys.ts';
import { posted } from '../mail/outbox.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { countUpTo, readableTotal, type Total } from '../shared/data/countUpTo.ts';

export interface Digesting extends Pick<Collaborators<'newsroom'>, 'client' | 'tables' | 'clock'> {
  /** The moderators' email address. */
  readonly moderators: string;
  /** The site's public origin. */
  readonly site: string;
}

/** Whether a digest was posted; if not, because nothing waits or because the day's digest exists already. */
export type DigestOutcome = 'posted' | 'nothing-waits' | 'posted-before';

/** Mails moderators once a day how many held and reported comments wait; sends nothing when none do. */
export function sendDigest({ client, tables, moderators, site, clock }: Digesting) {
  const table = tables.newsroom;
  const count = (verdict: string) =>
    countUpTo(client, { table, index: 'byStatus', partition: verdictPartition(verdict), range: WHOLE_QUEUE });
  return async (): Promise<DigestOutcome> => {
    const [held, reported] = await Promise.all([count('held'), count('reported')]);
    if (held.count === 0 && reported.count === 0) return 'nothing-waits';
    const now = clock();
    const parts = [
      { total: held, subject: 'to decide', sentence: 'for a moderator to decide on' },
      {
        total: reported,
        subject: 'reported by readers',
        sentence: 'that readers have reported, for a moderator to look at',
      },
    ].filter(({ total }) => total.count > 0);
    const mail = {
      // The id is per day, because the schedule may call twice.
      id: `digest-${now.toISOString().slice(0, 10)}`,
      kind: 'digest',
      to: moderators,
      subject: parts.map(({ total, subject }) => `${comments(total)} ${subject}`).join(', '),
      text: parts
        .map(
          ({ total, sentence }) =>
            `At ${site} there ${total.count === 1 ? 'is' : 'are'} ${comments(total)} ${sentence}.\n`,
        )
        .join(''),
    };
    const { Attributes } = await client.send(
      new PutCommand({ ...posted(table, mail, now).Put, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes ? 'posted-before' : 'posted';
  };
}

const comments = (total: Total) => `${readableTotal(total)} ${total.count === 1 ? 'comment' : 'comments'}`;
