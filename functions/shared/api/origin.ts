import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Failure } from '../failure.ts';
import type { Response } from './response.ts';

/** The header in which CloudFront shows that a request came through it; it replaces what a client sends under the name. */
export const ORIGIN_KEY_HEADER = 'x-origin-key';

/** The name of the variable that holds the keys which are good; unset where there is no CDN. */
export const ORIGIN_KEYS = 'ORIGIN_KEYS';

/** Stands between keys: what makes them makes none with a space, whatever punctuation it may use. */
export const ORIGIN_KEY_SEPARATOR = ' ';

export const originKeys = (): readonly string[] => process.env[ORIGIN_KEYS]?.split(ORIGIN_KEY_SEPARATOR) ?? [];

/**
 * Lets nobody in but the CDN, where there is one: an HTTP API has neither a firewall nor a resource policy that could
 * (docs/decisions/0011). From here on `sourceIp` is the reader's address, and the key is nowhere to be seen.
 * @param keys all that are good at the moment: two while one takes over from the other.
 * @returns what a Middy chain uses: nothing where there is no CDN.
 */
export function throughCdnOnly(
  keys: readonly string[] = originKeys(),
): MiddlewareObj<APIGatewayProxyEventV2, Response>[] {
  const digests = keys.map(digest);
  const before = ({ event }: { readonly event: APIGatewayProxyEventV2 }): void => {
    const given = digest(event.headers[ORIGIN_KEY_HEADER] ?? '');
    delete event.headers[ORIGIN_KEY_HEADER];
    // Every key is compared, and in constant time: how long it takes tells nothing.
    if (digests.filter((each) => timingSafeEqual(each, given)).length === 0) {
      throw new Failure('forbidden', 'Ask for this at the address of the site itself.');
    }
    event.requestContext.http.sourceIp = viewerAddress(event, true);
  };
  return keys.length === 0 ? [] : [{ before }];
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Who asks, as an IP address. Behind the CDN that is what CloudFront says, which is believed only when the request is
 * known to have come through it; otherwise whoever the gateway was called by. `X-Forwarded-For` is never read: anybody can
 * send one.
 */
export function viewerAddress(event: APIGatewayProxyEventV2, behindCdn: boolean): string {
  const { sourceIp } = event.requestContext.http;
  // "198.51.100.10:46532", "2001:db8::1:46532" or "[2001:db8::1]:46532": the port is what follows the last colon.
  const [, address = ''] = /^\[?(.+?)\]?:\d+$/.exec(event.headers['cloudfront-viewer-address'] ?? '') ?? [];
  return behindCdn && isIP(address) !== 0 ? address : sourceIp;
}
