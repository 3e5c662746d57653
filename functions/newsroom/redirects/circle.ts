import { type Address, candidatesOf, ownAddress, targetOf } from '../../redirects/address.ts';
import type { Redirect } from '../../redirects/schema.ts';
import type { Matched, RedirectStore } from '../../redirects/store.ts';

/** What stands for any rest of a path: no address has it otherwise. */
const ANY_REST = '*';
/** Most redirects in a row. */
const MOST_HOPS = 10;

/**
 * The chain of addresses by which a redirect would come back to itself, or never end; undefined when it ends somewhere.
 * @param isLiving whether an address has a page: nobody is led on from there.
 */
export async function circleOf(
  redirect: Pick<Redirect, 'from' | 'to'>,
  redirects: RedirectStore,
  isLiving: (address: Address) => Promise<boolean>,
): Promise<readonly string[] | undefined> {
  const chain = [redirect.from];
  let next = redirect.to === null ? null : targetOf(redirect.to, ANY_REST);
  while (next !== null) {
    chain.push(next);
    const address = ownAddress(next);
    if (!address || (await isLiving(address))) return undefined;
    const candidates = candidatesOf(address);
    const own = candidates.find(({ from }) => from === redirect.from);
    const other = await redirects.match(address);
    if (own && !isBefore(other, own.from, candidates)) return [...chain, redirect.from].filter(isNew);
    if (!other) return undefined;
    if (chain.length > MOST_HOPS) return chain;
    const { to } = other.redirect;
    next = to === null ? null : targetOf(to, other.rest);
  }
  return undefined;
}

/** Whether a redirect that is there takes precedence over the one at an address. */
const isBefore = (other: Matched | undefined, from: string, candidates: ReturnType<typeof candidatesOf>): boolean => {
  const indexOf = (text: string | undefined) => candidates.findIndex((each) => each.from === text);
  return other !== undefined && indexOf(other.redirect.from) < indexOf(from);
};

const isNew = (text: string, index: number, chain: readonly string[]): boolean => text !== chain[index - 1];
