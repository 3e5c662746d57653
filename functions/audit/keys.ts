import { type Instant, isInstant } from '../shared/instant.ts';
import { isSlug } from '../shared/text.ts';
import type { AuditEntry } from './schema.ts';

export const padded = (number: number) => String(number).padStart(6, '0');

export const copyPartition = (id: string) => `ARTICLE#${id}`;

/** The key of an entry about an article. The version distinguishes entries of the same millisecond. */
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

export const dayPartition = (day: string) => `AUDIT#${day}`;

/**
 * Unique like {@link auditKey}: a page that ends between two entries of one key would lose one.
 * @param subject the id of an article; of anything else, as {@link auditEntryKeys} has it.
 */
export const daySortKey = (at: Instant, subject: string, version: number) => `${at}#${subject}#${padded(version)}`;

/** The id of an article, or a kind and a name; nothing after the `/` means the whole site. */
const isSubject = (subject: string) => {
  const [, name] = /^[a-z]+\/(.*)$/.exec(subject) ?? [];
  return name === undefined ? /^[0-9a-f-]{36}$/.test(subject) : name === '' || isSlug(name);
};

export const isDaySortKey = (key: string) => {
  const [at = '', subject = '', version = '', ...rest] = key.split('#');
  return isInstant(at) && isSubject(subject) && /^\d{6,}$/.test(version) && rest.length === 0;
};

/** The keys of an entry: with its article or by itself, and in the index by day. */
export function auditEntryKeys({
  kind,
  article,
  name,
  at,
  version,
}: Pick<AuditEntry, 'kind' | 'article' | 'name' | 'at' | 'version'>) {
  const subject = article ?? `${kind}/${name ?? ''}`;
  return {
    ...(article === null ? { pk: `ACTS#${subject}`, sk: auditSortKey(at, version) } : auditKey(article, at, version)),
    status: dayPartition(at.slice(0, 10)),
    statusSince: daySortKey(at, subject, version),
  };
}
