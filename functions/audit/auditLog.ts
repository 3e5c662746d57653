import { itemReader } from '../shared/data/itemReader.ts';
import type { TransactionItem } from '../shared/data/transaction.ts';
import { auditEntryKeys } from './keys.ts';
import { type AuditEntry, StoredAuditEntry } from './schema.ts';

/** The transaction part that writes an audit log entry, so that the entry exists if and only if the change does. */
export const recordEntry = (table: string, act: AuditEntry): TransactionItem => ({
  Put: { TableName: table, Item: { ...auditEntryKeys(act), type: 'act', ...act } },
});

export const fromAuditItem: (item: Record<string, unknown>) => AuditEntry = itemReader(StoredAuditEntry);
