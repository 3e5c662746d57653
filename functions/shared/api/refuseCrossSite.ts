import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Failure } from '../failure.ts';
import { isJson } from './json.ts';
import type { Route } from './route.ts';
import { originOf } from './siteOrigin.ts';

/**
 * Refuses what a page of another site makes a browser send without asking first: any POST that is no JSON (WHATWG Fetch,
 * "CORS-safelisted request-header"). It would act from its visitor's network, and leave cookies in their browser.
 * @throws Failure `cross-site`, before anything is read.
 */
export const refuseCrossSite = ({ mailedToken }: Route): MiddlewareObj<APIGatewayProxyEventV2> => ({
  before: ({ event }) => {
    if (isJson(event) || isFromHere(event, mailedToken === true)) return;
    throw new Failure(
      'cross-site',
      'It came from a page of another site, and nothing was done. Please open the page on this site, and send it from there.',
    );
  },
});

/**
 * Whether a request comes from a page of this site, from its reader alone, or from no browser at all.
 *
 * `Sec-Fetch-Site` says it best (W3C Fetch Metadata): no page can change it, and a page that tells nobody its address says
 * `same-origin` there, and `null` as its origin. `same-site` is a subdomain, which may be somebody else's. Browsers of
 * before 2023 send `Origin` alone; programs, such as those that unsubscribe with one click (RFC 8058), neither.
 * @param isUnnamed whether the page with the form tells nobody its address, which is why its origin may be `null`.
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

/** A laptop's site has two names: `localhost`, and the address that the browser went to. */
function isOwn(origin: string, event: APIGatewayProxyEventV2): boolean {
  const site = originOf(event);
  return origin === site || origin === `${new URL(site).protocol}//${event.requestContext.domainName}`;
}
