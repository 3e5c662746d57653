import type { KeyRange } from '../shared/data/keyset.ts';
import { type Instant, isInstant } from '../shared/instant.ts';
import type { Phase, State } from './lifecycle.ts';
import type { Act } from './schema.ts';

const padded = (number: number) => String(number).padStart(6, '0');

export const copyPartition = (id: string) => `ARTICLE#${id}`;
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

/** One act on an article. Versions make two acts of the same millisecond different. */
export const auditKey = (id: string, at: Instant, version: number) => ({
  pk: copyPartition(id),
  sk: auditSortKey(at, version),
});
const auditSortKey = (at: Instant, version: number) => `AUDIT#${at}#${padded(version)}`;
export const AUDIT_RANGE = { low: 'AUDIT#', high: 'AUDIT#~' } as const;
export const isAuditSortKey = (key: string) => {
  const [prefix, at = '', version = '', ...rest] = key.split('#');
  return prefix === 'AUDIT' && isInstant(at) && /^\d{6}$/.test(version) && rest.length === 0;
};

/** Places in the index byStatus: articles by status, acts by day (UTC). */
export const statusPartition = (status: Phase) => `ARTICLE#${status}`;
export const dayPartition = (day: string) => `AUDIT#${day}`;
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
/**
 * As with {@link auditKey}, no two acts share a place: a page that ends between them would lose one.
 * @param subject the id of an article; of anything else, as {@link actKeys} has it.
 */
export const daySortKey = (at: Instant, subject: string, version: number) => `${at}#${subject}#${padded(version)}`;
export const isDaySortKey = (key: string) => {
  const [at = '', subject = '', version = '', ...rest] = key.split('#');
  return (
    isInstant(at) &&
    /^([0-9a-f-]{36}|[a-z]+\/[a-z0-9-]*)$/.test(subject) &&
    /^\d{6,}$/.test(version) &&
    rest.length === 0
  );
};

/** Where an act is kept: with its article, or by itself; and its place among those of its day. */
export function actKeys({
  kind,
  article,
  name,
  at,
  version,
}: Pick<Act, 'kind' | 'article' | 'name' | 'at' | 'version'>) {
  const subject = article ?? `${kind}/${name ?? ''}`;
  return {
    ...(article === null ? { pk: `ACTS#${subject}`, sk: auditSortKey(at, version) } : auditKey(article, at, version)),
    ...{ status: dayPartition(at.slice(0, 10)), statusSince: daySortKey(at, subject, version) },
  };
}
