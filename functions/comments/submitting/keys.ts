import { type Instant, isInstant } from '../../shared/instant.ts';
import { isRootKey } from '../threads/keys.ts';

/** A comment as submitted. */
export const submissionKey = (id: string) => ({ pk: `COMMENT#${id}`, sk: 'SUBMISSION' });
/** The id of the submission whose key it is. */
export const submissionOf = (pk: unknown) => String(pk).slice('COMMENT#'.length);
/** Its place among the comments of one verdict, oldest first. */
export const verdictKey = (verdict: string, since: Instant, id: string) => ({
  status: verdictPartition(verdict),
  statusSince: `${since}#${id}`,
});
export const verdictPartition = (verdict: string) => `COMMENT#${verdict}`;
/** A visible comment that readers have reported, as it waits for a moderator to look at it. */
export const reportedKey = (id: string) => ({ pk: `REPORTED#${id}`, sk: 'COMMENT' });
/** The id of the comment whose key it is. */
export const reportedOf = (pk: string) => pk.slice('REPORTED#'.length);
/** Its place among those: by how many have reported it, and then by when the last of them did. */
export const reportedPlace = (reports: number, at: Instant, id: string) => ({
  status: verdictPartition('reported'),
  statusSince: `${String(Math.min(reports, MOST_REPORTS)).padStart(4, '0')}#${at}#${id}`,
});
/** More are in no order. */
const MOST_REPORTS = 9_999;

/** Its place among all that one person wrote. */
export const personKey = (person: string, since: Instant, id: string) => ({
  ofPerson: personPartition(person),
  ofPersonSince: `${since}#${id}`,
});
export const personPartition = (person: string) => `PERSON#${person}`;
/** The person; nobody where there is no place, which is how the erased are kept. */
export const personOf = (partition: unknown) => String(partition ?? '').slice('PERSON#'.length);

/** Whether a text is a place among all that one person wrote. */
export const isPersonPosition = (key: string) => isRootKey(key);

/** Its place among the comments on one article, by verdict. */
export const threadKey = (thread: string, verdict: string, since: Instant, id: string) => ({
  onThread: `THREAD#${thread}`,
  onThreadSince: `${verdict}#${since}#${id}`,
});

export const threadOf = (partition: unknown) => String(partition).slice('THREAD#'.length);

/** All the places of a queue: instants begin with digits, and `~` sorts after them. */
export const WHOLE_QUEUE = { low: '0', high: '~' } as const;

/** All the places of one verdict on an article. */
export const threadPlace = (thread: string, verdict: string) => ({
  partition: `THREAD#${thread}`,
  range: { low: `${verdict}#`, high: `${verdict}#~` },
});
/** Whether a text is a place in a queue: of one verdict, of one verdict on an article, or of reported comments. */
export function isQueuePosition(key: string): boolean {
  const [since = '', id = '', ...rest] = key.replace(/^([a-z]+|\d{4})#/, '').split('#');
  return rest.length === 0 && isInstant(since) && /^[0-9a-f-]{36}$/.test(id);
}

/** What is known of a person: that a mailbox is theirs, how many comments of theirs were approved. */
export const standingKey = (person: string) => ({ pk: `PERSON#${person}`, sk: 'STANDING' });
/** Guards: items that stand for a fact for a while. They hold keyed hashes, never what was hashed. */
export const onceKey = (hash: string) => ({ pk: `SUBMISSION#${hash}`, sk: 'GUARD' });
export const duplicateKey = (hash: string) => ({ pk: `DUPLICATE#${hash}`, sk: 'GUARD' });
export const reportKey = (hash: string) => ({ pk: `REPORT#${hash}`, sk: 'GUARD' });
export const rateKey = (hash: string, window: number) => ({ pk: `RATE#${hash}#${window}`, sk: 'GUARD' });
