import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { verdictPartition, WHOLE_QUEUE } from '../comments/submitting/keys.ts';
import { posted } from '../mail/outbox.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { countUpTo, readableTotal } from '../shared/data/countUpTo.ts';

export interface Digesting extends Pick<Collaborators<'newsroom'>, 'client' | 'tables' | 'clock'> {
  /** Where moderators read their mail. */
  readonly moderators: string;
  /** The site's public origin. */
  readonly site: string;
}

/** What became of a digest: posted, or not, because nothing is held or the day has had one. */
export type DigestOutcome = 'posted' | 'nothing-held' | 'posted-before';

/** Tells the moderators once a day, by mail, how many comments wait for them; nothing when none does. */
export function sendDigest({ client, tables, moderators, site, clock }: Digesting) {
  const table = tables.newsroom;
  return async (): Promise<DigestOutcome> => {
    const held = await countUpTo(client, table, {
      ...{ index: 'byStatus', partition: verdictPartition('held'), range: WHOLE_QUEUE },
    });
    if (held.count === 0) return 'nothing-held';
    const now = clock();
    const count = `${readableTotal(held)} ${held.count === 1 ? 'comment' : 'comments'}`;
    const mail = {
      // The schedule may call twice; the day has one digest.
      id: `digest-${now.toISOString().slice(0, 10)}`,
      kind: 'digest',
      to: moderators,
      subject: `${count} to decide`,
      text: `${count} at ${site} ${held.count === 1 ? 'waits' : 'wait'} for a moderator's decision.\n`,
    };
    const { Attributes } = await client.send(
      new PutCommand({ ...posted(table, mail, now).Put, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes ? 'posted-before' : 'posted';
  };
}
