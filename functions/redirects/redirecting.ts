import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { RecentlyUsed } from '../shared/api/recentlyUsed.ts';
import { Reply, redirection } from '../shared/api/reply.ts';
import { type Reading, recorded } from '../shared/data/reading.ts';
import type { Clock } from '../shared/instant.ts';
import { KEPT } from '../shared/staleness.ts';
import { type Address, addressOf, LONGEST_ADDRESS, ownAddress, targetOf, textOf } from './address.ts';
import { createCountStore } from './countStore.ts';
import { createRedirectStore, type Matched } from './store.ts';

/**
 * Answers a request that has no page: with a redirect, or 410 without a body. Undefined where no redirect is for its address.
 * @param isMiss whether it is then asked for in vain.
 */
export type Redirecting = (
  event: Pick<APIGatewayProxyEventV2, 'rawPath' | 'rawQueryString' | 'requestContext'>,
  isMiss: boolean,
) => Promise<Reply | undefined>;

/** Where an address leads: to a location, or nowhere any more. */
interface Led {
  readonly id: string;
  readonly location: string | null;
}

interface Remembered {
  readonly led: Led | undefined;
  readonly reading: Reading;
  readonly at: number;
}

const MOST_BYTES = 1024 * 1024;
/** Redirects that are followed for one answer. More in a row exist only where an editor changed two at the same moment. */
const MOST_HOPS = 3;
/** A parameter that names an article by its number, as in older systems. Others may tell who asked. */
const NUMBERED = /^[a-z_]{1,20}=\d{1,10}$/i;

/**
 * Redirects where there is no page (docs/decisions/0041). What an address leads to is remembered for a few seconds; one
 * redirect that leads to another answers with the last address.
 */
export function createRedirecting(client: DynamoDBDocumentClient, table: string, clock: Clock): Redirecting {
  const redirects = createRedirectStore(client, table);
  const counts = createCountStore(client, table, clock);
  const remembered = new RecentlyUsed<Remembered>(MOST_BYTES);

  const lead = async (address: Address): Promise<Led | undefined> => {
    const first = await redirects.match(address);
    if (!first) return undefined;
    let location = locationOf(first, address);
    for (let hops = 1; location !== null && hops < MOST_HOPS; hops += 1) {
      const reached = ownAddress(location);
      const next = reached && (await redirects.match(reached));
      // What is for a beginning may have pages beside it.
      if (!next || next.rest !== undefined) break;
      location = locationOf(next, reached);
    }
    return { id: first.id, location };
  };

  const leadFromMemory = async (address: Address, text: string): Promise<Led | undefined> => {
    const now = clock().getTime();
    const known = remembered.get(text);
    if (known && now >= known.at && now < known.at + KEPT.answer * 1_000 && known.reading.holds(now)) return known.led;
    const { value, reading } = recorded(() => lead(address));
    const led = await value;
    remembered.set(text, { led, reading, at: now }, led?.location?.length ?? 0);
    return led;
  };

  return async ({ rawPath, rawQueryString, requestContext }, isMiss) => {
    const { method } = requestContext.http;
    if ((method !== 'GET' && method !== 'HEAD') || /^\/v1(\/|$)/.test(rawPath)) return undefined;
    if (rawPath.length + rawQueryString.length > LONGEST_ADDRESS) return undefined;
    const address = addressOf(rawPath, rawQueryString);
    const led = await leadFromMemory(address, textOf(address));
    if (!led) {
      if (isMiss) await counts.miss(textOf({ ...address, query: NUMBERED.test(address.query) ? address.query : '' }));
      return undefined;
    }
    await counts.hit(led.id);
    return led.location === null ? new Reply('', { status: 410 }) : redirection(301, led.location);
  };
}

/** Whether a failure says that an address has no page. One with a slash too many gets its redirect in one hop. */
export const isNowhere = ({ status, code }: { readonly status: number; readonly code: string }): boolean =>
  status === 404 || status === 410 || code === 'address-moved';

/** Where a redirect leads. The query of an address goes along, unless the redirect has one, or is for that query. */
function locationOf({ redirect: { from, to }, rest }: Matched, { query }: Address): string | null {
  if (to === null) return null;
  const target = targetOf(to, rest);
  const takesAlong = query !== '' && !from.includes('?') && !/[?#]/.test(target);
  return takesAlong ? `${target}?${query}` : target;
}
