import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Failure } from '../failure.ts';
import type { Response } from './response.ts';

/** The header in which CloudFront sends its key. CloudFront overwrites the header when a client sends it. */
export const ORIGIN_KEY_HEADER = 'x-origin-key';

/** The environment variable with the valid keys; unset without a CDN. */
export const ORIGIN_KEYS = 'ORIGIN_KEYS';

/** Separates keys. Generated keys may contain punctuation but never a space. */
export const ORIGIN_KEY_SEPARATOR = ' ';

export const originKeys = (): readonly string[] => process.env[ORIGIN_KEYS]?.split(ORIGIN_KEY_SEPARATOR) ?? [];

/**
 * Refuses requests that bypass the CDN, where there is one: an HTTP API supports neither a firewall nor a resource
 * policy (docs/decisions/0011). Afterwards `sourceIp` is the viewer's address and the key is removed from the headers.
 * @param keys all valid keys: two during a rotation.
 * @returns middleware; none without a CDN.
 */
export function throughCdnOnly(
  keys: readonly string[] = originKeys(),
): MiddlewareObj<APIGatewayProxyEventV2, Response>[] {
  const digests = keys.map(digest);
  const before = ({ event }: { readonly event: APIGatewayProxyEventV2 }): void => {
    const given = digest(event.headers[ORIGIN_KEY_HEADER] ?? '');
    delete event.headers[ORIGIN_KEY_HEADER];
    // Compare with every key in constant time, so that timing reveals nothing.
    if (digests.filter((each) => timingSafeEqual(each, given)).length === 0) {
      throw new Failure('forbidden', ({ failures }) => failures.siteItself);
    }
    event.requestContext.http.sourceIp = viewerAddress(event, true);
  };
  return keys.length === 0 ? [] : [{ before }];
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * The client's IP address. Behind the CDN it is `CloudFront-Viewer-Address`, which is trusted only when the request
 * came through CloudFront; otherwise the gateway's `sourceIp`. `X-Forwarded-For` is never read, because any client can
 * set it.
 */
export function viewerAddress(event: APIGatewayProxyEventV2, behindCdn: boolean): string {
  const { sourceIp } = event.requestContext.http;
  // "198.51.100.10:46532", "2001:db8::1:46532" or "[2001:db8::1]:46532": the port is what follows the last colon.
  const [, address = ''] = /^\[?(.+?)\]?:\d+$/.exec(event.headers['cloudfront-viewer-address'] ?? '') ?? [];
  return behindCdn && isIP(address) !== 0 ? address : sourceIp;
}
