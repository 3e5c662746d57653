import { type Instant, isInstant } from '../../shared/instant.ts';
import { isRootKey } from '../threads/keys.ts';

/** The key of a submission. */
export const submissionKey = (id: string) => ({ pk: `COMMENT#${id}`, sk: 'SUBMISSION' });
/** The id in a submission's partition key. */
export const submissionOf = (pk: unknown) => String(pk).slice('COMMENT#'.length);
/** The count of what keeps a comment's place in its thread. */
export const placeKey = (id: string) => ({ pk: submissionKey(id).pk, sk: 'PLACE' });
/** The queue of a verdict, oldest first, in the index byStatus. */
export const verdictKey = (verdict: string, since: Instant, id: string) => ({
  status: verdictPartition(verdict),
  statusSince: `${since}#${id}`,
});
export const verdictPartition = (verdict: string) => `COMMENT#${verdict}`;
/** The key of an item that queues a reported, still visible comment. */
export const reportedKey = (id: string) => ({ pk: `REPORTED#${id}`, sk: 'COMMENT' });
/** The id in a reported comment's partition key. */
export const reportedOf = (pk: string) => pk.slice('REPORTED#'.length);
/** The queue of reported comments: by number of reports, then by the time of the last one. */
export const reportedPlace = (reports: number, at: Instant, id: string) => ({
  status: verdictPartition('reported'),
  statusSince: `${String(Math.min(reports, MOST_REPORTS)).padStart(4, '0')}#${at}#${id}`,
});
/** Most reports that the order distinguishes, in four digits. */
const MOST_REPORTS = 9_999;

/** The comments of a person, in the index byPerson. */
export const personKey = (person: string, since: Instant, id: string) => ({
  ofPerson: personPartition(person),
  ofPersonSince: `${since}#${id}`,
});
export const personPartition = (person: string) => `PERSON#${person}`;
/** The person of a partition; empty when there is none, as in erased submissions. */
export const personOf = (partition: unknown) => String(partition ?? '').slice('PERSON#'.length);

/** Whether a text is a sort key among a person's comments. */
export const isPersonPosition = (key: string) => isRootKey(key);

/** The comments of a thread, by verdict, in the index byThread. */
export const threadKey = (thread: string, verdict: string, since: Instant, id: string) => ({
  onThread: `THREAD#${thread}`,
  onThreadSince: `${verdict}#${since}#${id}`,
});

export const threadOf = (partition: unknown) => String(partition).slice('THREAD#'.length);

/** The whole range of a queue: sort keys begin with digits, and `~` sorts after them. */
export const WHOLE_QUEUE = { low: '0', high: '~' } as const;

/** The range of a verdict in a thread. */
export const threadPlace = (thread: string, verdict: string) => ({
  partition: `THREAD#${thread}`,
  range: { low: `${verdict}#`, high: `${verdict}#~` },
});
/** Whether a text is a sort key of a queue: of a verdict, of a verdict in a thread, or of reported comments. */
export function isQueuePosition(key: string): boolean {
  const [since = '', id = '', ...rest] = key.replace(/^([a-z]+|\d{4})#/, '').split('#');
  return rest.length === 0 && isInstant(since) && /^[0-9a-f-]{36}$/.test(id);
}

/** The record of a person: how many of their comments were approved, and how many rejected in a row. */
export const standingKey = (person: string) => ({ pk: `PERSON#${person}`, sk: 'STANDING' });
// Guards: expiring items that prevent a repetition. Their keys are keyed hashes, so they reveal nothing.
export const onceKey = (hash: string) => ({ pk: `SUBMISSION#${hash}`, sk: 'GUARD' });
export const duplicateKey = (hash: string) => ({ pk: `DUPLICATE#${hash}`, sk: 'GUARD' });
export const reportKey = (hash: string) => ({ pk: `REPORT#${hash}`, sk: 'GUARD' });
export const rateKey = (hash: string, window: number) => ({ pk: `RATE#${hash}#${window}`, sk: 'GUARD' });
