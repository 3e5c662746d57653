import type { TransactionItem } from '../shared/data/transaction.ts';
import { auditEntryKeys } from './keys.ts';
import type { AuditEntry } from './schema.ts';

/** The part of a transaction that keeps who did what: it is there when the rest of it is. */
export const recordEntry = (table: string, act: AuditEntry): TransactionItem => ({
  Put: { TableName: table, Item: { ...auditEntryKeys(act), type: 'act', ...act } },
});

/** An act as it is kept; before there were other kinds, all acts were on articles. */
export const fromAuditItem = (item: Record<string, unknown>): AuditEntry => {
  const { pk: _pk, sk: _sk, type: _type, status: _status, statusSince: _since, ...act } = item;
  return { kind: 'article', name: null, ...act } as AuditEntry;
};
