import { copyPartition, padded } from '../../audit/keys.ts';
import type { KeyRange } from '../../shared/data/keyset.ts';
import { type Instant, isInstant } from '../../shared/instant.ts';
import type { Phase, State } from './lifecycle.ts';

/** The working copy: all of an article but its text. Read downwards, it comes first and the newest revision after it. */
export const copyKey = (id: string) => ({ pk: copyPartition(id), sk: 'REVISION#LATEST' });
/** The whole article as it was saved for the nth time. */
export const revisionKey = (id: string, revision: number) => ({
  pk: copyPartition(id),
  sk: `REVISION#${padded(revision)}`,
});
export const REVISION_PREFIX = 'REVISION#';
export const isRevisionSortKey = (key: string) => /^REVISION#\d{6}$/.test(key);

/** Says whose a slug is. A slug that was ever public is its article's for good. */
export const claimKey = (slug: string) => ({ pk: `SLUG#${slug}`, sk: 'CLAIM' });

/** Remembers what an editor began under an idempotency key, until it expires. */
export const creationKey = (digest: string) => ({ pk: `CREATION#${digest}`, sk: 'GUARD' });
/** Places in the index byStatus: articles by status, acts by day (UTC). */
export const statusPartition = (status: Phase) => `ARTICLE#${status}`;
export const statusSortKey = (since: Instant, id: string) => `${since}#${id}`;
export const isStatusSortKey = (key: string) => {
  const [since = '', id = '', ...rest] = key.split('#');
  return isInstant(since) && /^[0-9a-f-]{36}$/.test(id) && rest.length === 0;
};
/** All of a partition of the index: instants begin with digits, and `~` sorts after them. */
export const WHOLE_RANGE = { low: '0', high: '~' } as const;
/** The articles of a state among those of its phase: what is scheduled lies above now, what is published at or below it. */
export function stateRange(state: State, now: Instant): KeyRange {
  // `~` sorts after every id.
  const ceiling = `${now}#~`;
  if (state === 'published') return { ...WHOLE_RANGE, high: ceiling };
  return state === 'scheduled' ? { ...WHOLE_RANGE, low: ceiling } : WHOLE_RANGE;
}
