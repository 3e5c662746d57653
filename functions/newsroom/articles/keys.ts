import { copyPartition, padded } from '../../audit/keys.ts';
import type { KeyRange } from '../../shared/data/keyset.ts';
import { type Instant, isInstant } from '../../shared/instant.ts';
import type { Phase, State } from './lifecycle.ts';

/** The working copy, without the text. In descending order it sorts first, before the newest revision. */
export const copyKey = (id: string) => ({ pk: copyPartition(id), sk: 'REVISION#LATEST' });
/** The nth revision, with the text. */
export const revisionKey = (id: string, revision: number) => ({
  pk: copyPartition(id),
  sk: `REVISION#${padded(revision)}`,
});
export const REVISION_PREFIX = 'REVISION#';
export const isRevisionSortKey = (key: string) => /^REVISION#\d{6}$/.test(key);

/** What has drafts, revisions and a life of its own. */
export type DocumentName = 'article' | 'page';

/**
 * The claim of an article on a slug. A slug that was ever public stays claimed for good. A page's address begins with its
 * slug, as a section's does with its name: it has claims of its own.
 */
export const claimKey = (slug: string, of: DocumentName = 'article') => ({
  pk: `${of === 'page' ? 'PAGE' : 'SLUG'}#${slug}`,
  sk: 'CLAIM',
});
export const slugOfClaim = (partition: string) => partition.slice(partition.indexOf('#') + 1);
/** Says which article or page was made from a source. */
export const sourceKey = (source: string) => ({ pk: `SOURCE#${source}`, sk: 'CLAIM' });

/** Says whose name an author's slug was first made from, or given to. */
export const authorClaimKey = (slug: string) => ({ pk: `AUTHOR#${slug}`, sk: 'CLAIM' });

/** The article that was created with an idempotency key, until the key expires. */
export const creationKey = (digest: string) => ({ pk: `CREATION#${digest}`, sk: 'GUARD' });
/** Partitions of the index byStatus: articles, or pages, by status; `dayPartition` holds the audit log by day (UTC). */
export const statusPartition = (status: Phase, of: DocumentName = 'article') =>
  `${of === 'page' ? 'PAGE' : 'ARTICLE'}#${status}`;
export const statusSortKey = (since: Instant, id: string) => `${since}#${id}`;
export const isStatusSortKey = (key: string) => {
  const [since = '', id = '', ...rest] = key.split('#');
  return isInstant(since) && /^[0-9a-f-]{36}$/.test(id) && rest.length === 0;
};
/** A whole partition of the index: sort keys begin with digits, and `~` sorts after them. */
export const WHOLE_RANGE = { low: '0', high: '~' } as const;
/** The range of a state within its phase: scheduled articles sort above now, published ones at or below it. */
export function stateRange(state: State, now: Instant): KeyRange {
  // `~` sorts after every id.
  const ceiling = `${now}#~`;
  if (state === 'published') return { ...WHOLE_RANGE, high: ceiling };
  return state === 'scheduled' ? { ...WHOLE_RANGE, low: ceiling } : WHOLE_RANGE;
}
