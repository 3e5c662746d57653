import type { TransactionItem } from '../shared/data/transaction.ts';
import { auditEntryKeys } from './keys.ts';
import type { AuditEntry } from './schema.ts';

/** The transaction part that writes an audit log entry, so that the entry exists if and only if the change does. */
export const recordEntry = (table: string, act: AuditEntry): TransactionItem => ({
  Put: { TableName: table, Item: { ...auditEntryKeys(act), type: 'act', ...act } },
});

/** Parses a stored entry. Entries without a kind are about articles, the only kind at first. */
export const fromAuditItem = (item: Record<string, unknown>): AuditEntry => {
  const { pk: _pk, sk: _sk, type: _type, status: _status, statusSince: _since, ...act } = item;
  return { kind: 'article', name: null, ...act } as AuditEntry;
};
