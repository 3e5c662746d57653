import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from './problem.ts';
import type { RequestEvent } from './request.ts';
import type { Route } from './route.ts';

export type Response = APIGatewayProxyStructuredResultV2 & { headers: Record<string, string> };

/**
 * How long caches may keep a public answer. The worst a reader can see is the sum: an edge that serves its copy at the
 * very end of its 20 + 10 seconds, to a browser that ignores the copy's age and then does the same with its own
 * 10 + 10, and the 10 seconds a function may remember the sections' names: 60 in all (docs/decisions/0004).
 */
const CACHE_CONTROL = {
  public: 'public, max-age=10, s-maxage=20, stale-while-revalidate=10',
  none: 'private, no-store',
} as const;

/** How long a function may remember what it has read, in milliseconds: a part of the sum above. */
export const MEMORY_MILLISECONDS = 10_000;

/** Failures whose answer is the same for everybody for a while, and so may be cached like a page. */
const CACHEABLE = new Set([308, 404, 410]);

/** A good answer: JSON, a strong ETag of its very bytes, `Link` to its neighbours where it is a page of a list. */
export function toResponse(route: Route, output: unknown, event: RequestEvent): Response {
  const body = JSON.stringify(output);
  const status =
    typeof route.success === 'number' ? route.success : route.success[(output as { status: string }).status];
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': CACHE_CONTROL[route.cache],
  };
  const links = pageLinks(output as Partial<Neighbours>, event);
  if (links) headers.link = links;
  if (route.versioned) headers.etag = `"${(output as { version: number }).version}"`;
  const sent = event.requestContext.http.method === 'HEAD' ? '' : body;
  if (route.cache === 'none') return { statusCode: status ?? 200, headers, body: sent };

  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  headers.etag = etag;
  if (matches(event.headers['if-none-match'], etag)) return { statusCode: 304, headers };
  return { statusCode: status ?? 200, headers, body: sent };
}

/** A failure's answer (RFC 9457). */
export function toProblemResponse(problem: Problem, details: ProblemDetails, method: string): Response {
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': CACHEABLE.has(problem.status) ? CACHE_CONTROL.public : CACHE_CONTROL.none,
  };
  if (details.location) headers.location = details.location;
  if (details.retryAfter) headers['retry-after'] = String(details.retryAfter);
  if (details.allowed) headers.allow = details.allowed.join(', ');
  return { statusCode: problem.status, headers, body: method === 'HEAD' ? '' : JSON.stringify(problem) };
}

export interface ProblemDetails {
  readonly location?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly allowed?: readonly string[] | undefined;
}

interface Neighbours {
  readonly next: string | null;
  readonly previous: string | null;
}

/** The `Link` header of a page of a list (RFC 8288): the same address with the neighbour's cursor. */
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

/** `If-None-Match` against our tag, by weak comparison (RFC 9110, section 13.1.2). */
function matches(condition: string | undefined, etag: string): boolean {
  if (condition === undefined) return false;
  return condition.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
