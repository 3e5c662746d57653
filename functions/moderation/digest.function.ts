import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { verdictPartition, WHOLE_QUEUE } from '../comments/submitting/keys.ts';
import { posted } from '../mail/outbox.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { countUpTo, readableTotal, type Total } from '../shared/data/countUpTo.ts';

export interface Digesting extends Pick<Collaborators<'newsroom'>, 'client' | 'tables' | 'clock'> {
  /** Where moderators read their mail. */
  readonly moderators: string;
  /** The site's public origin. */
  readonly site: string;
}

/** What became of a digest: posted, or not, because nothing waits or the day has had one. */
export type DigestOutcome = 'posted' | 'nothing-waits' | 'posted-before';

/** Tells the moderators once a day, by mail, how many comments wait for them, held or reported; nothing when none does. */
export function sendDigest({ client, tables, moderators, site, clock }: Digesting) {
  const table = tables.newsroom;
  const count = (verdict: string) =>
    countUpTo(client, table, { index: 'byStatus', partition: verdictPartition(verdict), range: WHOLE_QUEUE });
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
      // The schedule may call twice; the day has one digest.
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
