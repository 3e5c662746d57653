import * as z from 'zod/mini';
import { itemReader } from '../shared/data/itemReader.ts';
import type { TransactionItem } from '../shared/data/transaction.ts';
import { formerAddressKey, formerId, MOVING, type Moving } from './keys.ts';

/**
 * A former address in the list of redirects. It has no target: that is looked up when the list is read, so that nothing
 * has to be written when what has moved moves again.
 */
export const FormerAddress = z.object({
  kind: z.enum(MOVING),
  /** The slug of an article, page or author, or the name of a section. */
  name: z.string(),
  /** The path that it was. */
  from: z.string(),
  /** The id of the article, page or section that had it; the former slug of an author. */
  owner: z.string(),
});
export type FormerAddress = z.output<typeof FormerAddress>;

export const fromFormerAddressItem = itemReader(FormerAddress);

/** Parts of the transaction that moves something. */
export interface FormerAddresses {
  list(former: FormerAddress): TransactionItem;
  /** What had an address has it again. */
  unlist(kind: Moving, name: string): TransactionItem;
}

/** @param TableName of the Newsroom. */
export const createFormerAddresses = (TableName: string): FormerAddresses => ({
  list: (former) => ({
    Put: {
      TableName,
      Item: { ...formerAddressKey(formerId(former.kind, former.name)), type: 'former-address', ...former },
    },
  }),
  unlist: (kind, name) => ({ Delete: { TableName, Key: formerAddressKey(formerId(kind, name)) } }),
});
