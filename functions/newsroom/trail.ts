import type { TransactionItem } from '../shared/data/transaction.ts';
import { actKeys } from './keys.ts';
import type { Act } from './schema.ts';

/** The part of a transaction that keeps who did what: it is there when the rest of it is. */
export const recordAct = (table: string, act: Act): TransactionItem => ({
  Put: { TableName: table, Item: { ...actKeys(act), type: 'act', ...act } },
});

/** An act as it is kept; before there were other kinds, all acts were on articles. */
export const fromActItem = (item: Record<string, unknown>): Act => {
  const { pk: _pk, sk: _sk, type: _type, status: _status, statusSince: _since, ...act } = item;
  return { kind: 'article', name: null, ...act } as Act;
};
