import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { KEPT } from '../staleness.ts';
import type { Problem } from './problem.ts';
import { type Caching, Reply } from './reply.ts';
import type { RequestEvent } from './request.ts';
import { queryNames, type Route } from './route.ts';

export type Response = APIGatewayProxyStructuredResultV2 & { headers: Record<string, string> };

/** A browser and an edge revalidate for the same time, because the header has one value for both. */
const CACHE_CONTROL = {
  public: `public, max-age=${KEPT.browser}, s-maxage=${KEPT.edge}, stale-while-revalidate=${KEPT.edgeRevalidation}`,
  immutable: 'public, max-age=31536000, immutable',
  history: 'private, no-cache',
  none: 'private, no-store',
} as const satisfies Record<Caching, string>;
/** Failures that are the same for everybody, so they may be cached where the route's success may be. */
export const CACHEABLE_FAILURES: ReadonlySet<number> = new Set([308, 404, 410]);

/** Builds a success response: JSON or the route's media type, with `Link` headers when it is a page of a list. */
export function toResponse(route: Route, output: unknown, event: RequestEvent): Response {
  if (output instanceof Reply) {
    const fixed = typeof route.success === 'number' ? route.success : 200;
    return fromReply(output, { status: fixed, mediaType: mediaTypeOf(route), cache: route.cache });
  }
  const status =
    typeof route.success === 'number' ? route.success : route.success[(output as { status: string }).status];
  const headers: Record<string, string> = {};
  const links = pageLinks(route, output as Partial<Neighbours>, event);
  if (links) headers.link = links;
  if (route.versioned) headers.etag = `"${(output as { version: number }).version}"`;
  const body = route.mediaType ? String(output) : JSON.stringify(output);
  return fromReply(new Reply(body, { headers }), {
    status: status ?? 200,
    mediaType: mediaTypeOf(route),
    cache: route.cache,
  });
}

const mediaTypeOf = ({ mediaType = 'application/json; charset=utf-8' }: Route) => mediaType;

interface Usual {
  readonly status: number;
  readonly mediaType: string;
  readonly cache: Caching;
}

/** Turns a reply into a gateway response. Cacheable responses get a strong ETag. */
function fromReply({ body, details }: Reply, usual: Usual): Response {
  const { status, mediaType, cache } = { ...usual, ...details };
  const headers: Record<string, string> = {
    ...(body.length > 0 ? { 'content-type': mediaType } : {}),
    'cache-control': CACHE_CONTROL[cache],
    ...details.headers,
  };
  const cookies = details.cookies ? { cookies: [...details.cookies] } : {};
  // A form's page is signed anew each time, so a copy of it is never current.
  if (cache !== 'none' && cache !== 'history' && status === 200) {
    headers.etag ??= etagOf(body);
  }
  return typeof body === 'string'
    ? { statusCode: status, headers, ...cookies, body }
    : { statusCode: status, headers, ...cookies, body: body.toString('base64'), isBase64Encoded: true };
}

/** The strong ETag of a content, or of what stands for it. */
export const etagOf = (content: string | Buffer): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;

/** Builds a failure response: a problem document (RFC 9457) or a page. */
export function toFailureResponse(
  route: Route | undefined,
  problem: Problem,
  page: Reply | undefined,
  { location, retryAfter, allowed, language, isPapers }: FailureHeaders,
): Response {
  const headers = {
    ...(location ? { location } : {}),
    ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}),
    ...(allowed ? { allow: allowed.join(', ') } : {}),
    ...(page ? {} : { 'content-language': language, vary: 'Accept-Language' }),
  };
  const reply = page ?? new Reply(JSON.stringify(problem));
  // A cache on the way may not heed Vary: it keeps what is in the paper's language, for everybody.
  const isCacheable = isPapers && route?.cache !== 'none' && CACHEABLE_FAILURES.has(problem.status);
  const cache = isCacheable ? 'public' : 'none';
  return fromReply(new Reply(reply.body, { ...reply.details, headers: { ...headers, ...reply.details.headers } }), {
    status: problem.status,
    mediaType: 'application/problem+json; charset=utf-8',
    cache,
  });
}

/** The response to one request: without its body for HEAD, and 304 where `If-None-Match` names a cacheable response. */
export function forRequest(
  response: Response,
  { headers, requestContext }: Pick<RequestEvent, 'headers' | 'requestContext'>,
) {
  const { body: _, isBase64Encoded: __, ...head } = response;
  const isCurrent =
    response.statusCode === 200 && isCacheable(response) && matches(headers['if-none-match'], response.headers.etag);
  if (isCurrent) return { ...head, statusCode: 304 };
  return requestContext.http.method === 'HEAD' ? { ...head, body: '' } : response;
}

/** Whether every reader gets the same response for a while. */
export const isShared = ({ headers, cookies }: Response): boolean =>
  headers['cache-control'] === CACHE_CONTROL.public && cookies === undefined;

const isCacheable = ({ headers }: Response): boolean => headers['cache-control']?.startsWith('public') === true;

export interface FailureHeaders {
  readonly location?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly allowed?: readonly string[] | undefined;
  /** Of the problem document. */
  readonly language: string;
  /** Whether that is the paper's. */
  readonly isPapers: boolean;
}

interface Neighbours {
  readonly next: string | null;
  readonly previous: string | null;
}

/**
 * The `Link` header of a page of a list (RFC 8288): the same address with another cursor. Parameters that the route does not
 * declare are left out, because all who add any share one answer.
 */
function pageLinks(route: Route, { next, previous }: Partial<Neighbours>, event: RequestEvent): string {
  return Object.entries({ next, prev: previous })
    .filter(([, cursor]) => typeof cursor === 'string')
    .map(([relation, cursor]) => {
      const declared = queryNames(route);
      const given = Object.entries(event.queryStringParameters ?? {}).filter(([name]) => declared.includes(name));
      const query = new URLSearchParams(given as [string, string][]);
      query.set('cursor', cursor as string);
      return `<${encodeURI(event.rawPath)}?${query}>; rel="${relation}"`;
    })
    .join(', ');
}

/** Compares `If-None-Match` with our ETag by weak comparison (RFC 9110, section 13.1.2). */
function matches(condition: string | undefined, etag: string | undefined): boolean {
  if (condition === undefined || etag === undefined) return false;
  return condition.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
