import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from './problem.ts';
import { type Caching, Reply } from './reply.ts';
import type { RequestEvent } from './request.ts';
import type { Route } from './route.ts';

export type Response = APIGatewayProxyStructuredResultV2 & { headers: Record<string, string> };

/**
 * How long caches may keep a public response. A reader sees a response at most 60 seconds old (docs/decisions/0004): 20
 * + 10 seconds at the edge, 10 + 10 in a browser that ignores the copy's age, and 10 in the function's section cache.
 */
const CACHE_CONTROL = {
  public: 'public, max-age=10, s-maxage=20, stale-while-revalidate=10',
  immutable: 'public, max-age=31536000, immutable',
  history: 'private, no-cache',
  none: 'private, no-store',
} as const satisfies Record<Caching, string>;
/** Failures that are the same for everybody, so they may be cached where the route's success may be. */
const CACHEABLE = new Set([308, 404, 410]);

/** Builds a success response: JSON or the route's media type, with `Link` headers when it is a page of a list. */
export function toResponse(route: Route, output: unknown, event: RequestEvent): Response {
  if (output instanceof Reply) {
    const fixed = typeof route.success === 'number' ? route.success : 200;
    return fromReply(output, { status: fixed, mediaType: mediaTypeOf(route), cache: route.cache }, event);
  }
  const status =
    typeof route.success === 'number' ? route.success : route.success[(output as { status: string }).status];
  const headers: Record<string, string> = {};
  const links = pageLinks(output as Partial<Neighbours>, event);
  if (links) headers.link = links;
  if (route.versioned) headers.etag = `"${(output as { version: number }).version}"`;
  const body = route.mediaType ? String(output) : JSON.stringify(output);
  return fromReply(
    new Reply(body, { headers }),
    { status: status ?? 200, mediaType: mediaTypeOf(route), cache: route.cache },
    event,
  );
}

const mediaTypeOf = ({ mediaType = 'application/json; charset=utf-8' }: Route) => mediaType;

interface Usual {
  readonly status: number;
  readonly mediaType: string;
  readonly cache: Caching;
}

/** Turns a reply into a gateway response. Cacheable responses get a strong ETag and answer If-None-Match. */
function fromReply({ body, details }: Reply, usual: Usual, event: RequestEvent): Response {
  const { status, mediaType, cache } = { ...usual, ...details };
  const headers: Record<string, string> = {
    ...(body.length > 0 ? { 'content-type': mediaType } : {}),
    'cache-control': CACHE_CONTROL[cache],
    ...details.headers,
  };
  const cookies = details.cookies ? { cookies: [...details.cookies] } : {};
  // A form's page is signed anew each time, so a copy of it is never current.
  if (cache !== 'none' && cache !== 'history' && status === 200) {
    headers.etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    if (matches(event.headers['if-none-match'], headers.etag)) return { statusCode: 304, headers, ...cookies };
  }
  if (event.requestContext.http.method === 'HEAD') return { statusCode: status, headers, ...cookies, body: '' };
  return typeof body === 'string'
    ? { statusCode: status, headers, ...cookies, body }
    : { statusCode: status, headers, ...cookies, body: body.toString('base64'), isBase64Encoded: true };
}

/** Builds a failure response: a problem document (RFC 9457) or a page. */
export function toFailureResponse(
  route: Route | undefined,
  problem: Problem,
  page: Reply | undefined,
  { location, retryAfter, allowed }: FailureHeaders,
  event: RequestEvent,
): Response {
  const headers = {
    ...(location ? { location } : {}),
    ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}),
    ...(allowed ? { allow: allowed.join(', ') } : {}),
  };
  const reply = page ?? new Reply(JSON.stringify(problem));
  const cache = route?.cache !== 'none' && CACHEABLE.has(problem.status) ? 'public' : 'none';
  return fromReply(
    new Reply(reply.body, { ...reply.details, headers: { ...headers, ...reply.details.headers } }),
    { status: problem.status, mediaType: 'application/problem+json; charset=utf-8', cache },
    event,
  );
}

export interface FailureHeaders {
  readonly location?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly allowed?: readonly string[] | undefined;
}

interface Neighbours {
  readonly next: string | null;
  readonly previous: string | null;
}

/** The `Link` header of a page of a list (RFC 8288): the same address with another cursor. */
function pageLinks({ next, previous }: Partial<Neighbours>, event: RequestEvent): string {
  return Object.entries({ next, prev: previous })
    .filter(([, cursor]) => typeof cursor === 'string')
    .map(([relation, cursor]) => {
      const query = new URLSearchParams(event.queryStringParameters as Record<string, string>);
      query.set('cursor', cursor as string);
      return `<${encodeURI(event.rawPath)}?${query}>; rel="${relation}"`;
    })
    .join(', ');
}

/** Compares `If-None-Match` with our ETag by weak comparison (RFC 9110, section 13.1.2). */
function matches(condition: string | undefined, etag: string): boolean {
  if (condition === undefined) return false;
  return condition.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
