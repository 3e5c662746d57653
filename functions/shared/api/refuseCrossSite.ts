import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Failure } from '../failure.ts';
import { isJson } from './json.ts';
import type { Route } from './route.ts';
import { originOf } from './siteOrigin.ts';

/**
 * Refuses cross-site POSTs that browsers send without a preflight, which is any POST that is not JSON (WHATWG Fetch,
 * "CORS-safelisted request-header"). They would act from the visitor's network and set cookies in the visitor's
 * browser.
 * @throws Failure `cross-site`, before the body is parsed.
 */
export const refuseCrossSite = ({ mailedToken, proxy }: Route): MiddlewareObj<APIGatewayProxyEventV2> => ({
  before: ({ event }) => {
    // A page of the desk has no other clients than the desk.
    const mayBeProgram = proxy === undefined && isJson(event);
    if (mayBeProgram || isFromHere(event, mailedToken === true)) return;
    throw new Failure('cross-site', ({ failures }) => failures.crossSite);
  },
});

/**
 * Whether a request comes from a page of this site, from the address bar, or from a client that is not a browser.
 *
 * `Sec-Fetch-Site` is the most reliable (W3C Fetch Metadata): pages cannot set it, and it says `same-origin` even for a
 * page with `no-referrer`, whose `Origin` is `null`. `same-site` may be somebody else's subdomain. Browsers before 2023
 * send only `Origin`; other clients, such as one-click unsubscribe (RFC 8058), send neither.
 * @param isUnnamed whether the form's page has `no-referrer`, so that its origin may be `null`.
 */
function isFromHere(event: APIGatewayProxyEventV2, isUnnamed: boolean): boolean {
  const { origin, 'sec-fetch-site': site } = event.headers;
  switch (site) {
    case 'same-origin':
    case 'none':
      return true;
    case undefined:
      return origin === undefined || isOwn(origin, event) || (isUnnamed && origin === 'null');
    default:
      return site === 'same-site' && origin !== undefined && isOwn(origin, event);
  }
}

/** The local site has two origins: `localhost` and the address in the browser. */
function isOwn(origin: string, event: APIGatewayProxyEventV2): boolean {
  const site = originOf(event);
  return origin === site || origin === `${new URL(site).protocol}//${event.requestContext.domainName}`;
}
