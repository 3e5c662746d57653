import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { verdictPartition, WHOLE_QUEUE } from '../comments/submitting/keys.ts';
import { posted } from '../mail/outbox.ts';
import { createPaperSettings, paperLanguage } from '../sections/settingsStore.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { countUpTo } from '../shared/data/countUpTo.ts';
import { paperWords } from '../words/words.ts';

export interface Digesting
  extends Pick<Collaborators<'published' | 'newsroom'>, 'client' | 'tables' | 'clock' | 'language'> {
  /** The moderators' email address. */
  readonly moderators: string;
  /** The site's public origin. */
  readonly site: string;
}

/** Whether a digest was posted; if not, because nothing waits or because the day's digest exists already. */
export type DigestOutcome = 'posted' | 'nothing-waits' | 'posted-before';

/** Mails moderators once a day how many held and reported comments wait; sends nothing when none do. */
export function sendDigest({ client, tables, moderators, language, site, clock }: Digesting) {
  const table = tables.newsroom;
  const count = (verdict: string) =>
    countUpTo(client, { table, index: 'byStatus', partition: verdictPartition(verdict), range: WHOLE_QUEUE });
  const papers = paperLanguage(createPaperSettings(client, tables.published, clock), language);
  return async (): Promise<DigestOutcome> => {
    const [held, reported] = await Promise.all([count('held'), count('reported')]);
    if (held.count === 0 && reported.count === 0) return 'nothing-waits';
    const now = clock();
    const { mail: words } = paperWords(await papers.present());
    const parts = [
      { ...held, subject: words.heldSubject, sentence: words.held },
      { ...reported, subject: words.reportedSubject, sentence: words.reported },
    ].filter((part) => part.count > 0);
    const mail = {
      // The id is per day, because the schedule may call twice.
      id: `digest-${now.toISOString().slice(0, 10)}`,
      kind: 'digest',
      to: moderators,
      subject: parts.map(({ count, exact, subject }) => subject(count, exact)).join(', '),
      text: parts.map(({ count, exact, sentence }) => `${sentence(count, exact, site)}\n`).join(''),
    };
    const { Attributes } = await client.send(
      new PutCommand({ ...posted(table, mail, now).Put, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes ? 'posted-before' : 'posted';
  };
}
