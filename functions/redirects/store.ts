import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { itemReader } from '../shared/data/itemReader.ts';
import { busy } from '../shared/failure.ts';
import { type Address, candidatesOf } from './address.ts';
import { redirectId, redirectKey } from './keys.ts';
import { Redirect } from './schema.ts';

/** A redirect that an address has. */
export interface Matched {
  readonly id: string;
  readonly redirect: Redirect;
  /** What its `*` stands for. */
  readonly rest: string | undefined;
}

export interface RedirectStore {
  /** The redirect for an address: that of the address itself before one for a beginning of it. One request. */
  match(address: Address): Promise<Matched | undefined>;
}

const readRedirect = itemReader(Redirect);

export const createRedirectStore = (client: DynamoDBDocumentClient, table: string): RedirectStore => ({
  async match(address) {
    const candidates = candidatesOf(address).map((candidate) => ({ ...candidate, id: redirectId(candidate.from) }));
    const Keys = [...new Set(candidates.map(({ id }) => id))].map(redirectKey);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys } } }),
    );
    if (UnprocessedKeys?.[table]) throw busy();
    const found = new Map((Responses?.[table] ?? []).map((item) => [item.from as string, item]));
    for (const { from, id, rest } of candidates) {
      const item = found.get(from);
      if (item) return { id, redirect: readRedirect(item), rest };
    }
    return undefined;
  },
});
