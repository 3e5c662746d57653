import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { hitsKey, MISSES_PARTITION, missKey, redirectId, redirectKey } from '../../redirects/keys.ts';
import { Miss, Redirect } from '../../redirects/schema.ts';
import type { PageRequest } from '../../shared/api/encodePage.ts';
import { batchGet } from '../../shared/data/batch.ts';
import { type KeysetPage, queryOf, readPage } from '../../shared/data/keyset.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import { type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { atVersion, type Made } from '../../shared/version.ts';
import { fromFormerAddressItem } from '../formerAddresses.ts';
import {
  formerAddressKey,
  isFormerId,
  parseFormerAddressKey,
  REDIRECTS_PARTITION,
  REDIRECTS_RANGE,
  redirectEntryKey,
} from '../keys.ts';
import type { FormerTargets } from './formerTargets.ts';
import type { EditedRedirect } from './schema.ts';

/** An item of the list of all. */
type Entry = Readonly<Record<string, unknown>> & { readonly sk: string };

/** A redirect with its version, and the request that made it. */
export const StoredRedirect = z.object({ ...Redirect.shape, version: z.int(), request: z.optional(z.string()) });
export type StoredRedirect = z.output<typeof StoredRedirect> & Made;

type Listed = EditedRedirect & Made;

/** Redirects as editors change them, each with an entry in the Newsroom's list of all, and the former addresses there. */
export interface RedirectEditing {
  /** Also a former address. */
  find(id: string): Promise<Listed | undefined>;
  /** By address; then the former addresses, by what had them. */
  list(request: PageRequest): Promise<KeysetPage<EditedRedirect>>;
  /** The writes that store a redirect, if its version is the one before. */
  put(redirect: StoredRedirect): Writes;
  /** The writes that remove one, if its version is still this. */
  remove(redirect: StoredRedirect): Writes;
  /** @returns false when the version was another one; then nothing is written. */
  write(writes: Writes): Promise<boolean>;
  /** Most often asked for first. */
  misses(): Promise<Miss[]>;
  /** Forgets that an address was asked for in vain. */
  forgetMiss(address: string): Promise<void>;
}

/** @param targetsOf looks up where former addresses lead. */
export function createRedirectEditing(
  client: DynamoDBDocumentClient,
  tables: TableNames,
  targetsOf: FormerTargets,
): RedirectEditing {
  const TableName = tables.published;

  /** The redirects that exist, with how often each was followed, in the order of the ids. */
  const readAll = async (ids: readonly string[]): Promise<Listed[]> => {
    if (ids.length === 0) return [];
    const items = await batchGet(
      client,
      TableName,
      ids.flatMap((id) => [redirectKey(id), hitsKey(id)]),
    );
    const byKey = new Map(items.map((item) => [item.pk, item]));
    return ids.flatMap((id) => {
      const item = byKey.get(redirectKey(id).pk);
      const counted = byKey.get(hitsKey(id).pk);
      if (!item) return [];
      return [
        {
          id,
          ...z.parse(StoredRedirect, item),
          automatic: false,
          hits: Number(counted?.count ?? 0),
          lastHitAt: (counted?.lastAt as string | undefined) ?? null,
        },
      ];
    });
  };

  /** Former addresses whose owners are there, in the order of their items. */
  const readFormer = async (items: readonly Entry[]): Promise<Listed[]> => {
    const all = items.map((item) => ({ ...fromFormerAddressItem(item), id: parseFormerAddressKey(item.sk) ?? '' }));
    const targets = await targetsOf(all);
    return all.flatMap(({ id, from }, index) => {
      const to = targets[index];
      const status = to === null ? (410 as const) : (301 as const);
      return to === undefined
        ? []
        : [{ id, from, to, status, automatic: true, hits: null, lastHitAt: null, version: 0 }];
    });
  };

  return {
    find: async (id) => {
      if (!isFormerId(id)) return (await readAll([id]))[0];
      const { Item } = await client.send(
        new GetCommand({ TableName: tables.newsroom, Key: formerAddressKey(id), ConsistentRead: true }),
      );
      return Item && (await readFormer([Item as Entry]))[0];
    },

    async list({ limit, position }) {
      // One page of a BatchGetItem: each redirect has two items.
      const page = await readPage<Entry>({
        query: queryOf(client, { table: tables.newsroom, partition: REDIRECTS_PARTITION, consistent: true }),
        keyOf: ({ sk }) => sk,
        range: REDIRECTS_RANGE,
        order: 'ascending',
        position,
        limit: Math.min(limit, 50),
      });
      const isFormer = ({ sk }: Entry) => parseFormerAddressKey(sk) !== undefined;
      const [redirects, former] = await Promise.all([
        readAll(page.items.filter((item) => !isFormer(item)).map(({ sk }) => redirectId(sk))),
        readFormer(page.items.filter(isFormer)),
      ]);
      return { ...page, items: [...redirects, ...former] };
    },

    put: (redirect) => ({
      redirect: {
        Put: {
          TableName,
          Item: { ...redirectKey(redirectId(redirect.from)), type: 'redirect', ...redirect },
          ...atVersion(redirect.version - 1),
        },
      },
      ...(redirect.version === 1 && {
        entry: {
          Put: { TableName: tables.newsroom, Item: { ...redirectEntryKey(redirect.from), type: 'redirect-entry' } },
        },
      }),
    }),
    remove: ({ from, version }) => ({
      redirect: { Delete: { TableName, Key: redirectKey(redirectId(from)), ...atVersion(version) } },
      entry: { Delete: { TableName: tables.newsroom, Key: redirectEntryKey(from) } },
      hits: { Delete: { TableName, Key: hitsKey(redirectId(from)) } },
    }),
    write: async (writes) => (await writeTogether(client, writes)) === undefined,

    async misses() {
      const found: Miss[] = [];
      const request = {
        TableName,
        KeyConditionExpression: 'pk = :misses',
        ExpressionAttributeValues: { ':misses': MISSES_PARTITION },
      };
      for await (const { Items = [] } of paginateQuery({ client }, request)) {
        found.push(...Items.map((item) => z.parse(Miss, item)));
      }
      return found.sort((one, other) => other.count - one.count || (one.address < other.address ? -1 : 1));
    },

    async forgetMiss(address) {
      try {
        await client.send(
          new DeleteCommand({
            TableName,
            Key: missKey(address),
            ConditionExpression: 'address = :address',
            ExpressionAttributeValues: { ':address': address },
          }),
        );
      } catch (error) {
        // Another address has the place.
        if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
      }
    },
  };
}
