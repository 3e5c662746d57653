import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Route } from '../../functions/shared/api/route.ts';
import { decodedPath, toContext, toEvent, type WireRequest } from '../../infra/local/event.ts';
import type { RouteMatch } from '../../infra/local/match.ts';

const route: Route = {
  function: 'articles.read',
  method: 'GET',
  path: '/v1/articles/{slug}',
  audience: 'public',
  summary: 'An article',
  response: z.never(),
  success: 200,
  cache: 'none',
  failures: [],
};
const article = aMatch('GET /v1/articles/{slug}', { slug: 'tides' });
const listing = aMatch('GET /v1/articles');

describe('toEvent', () => {
  it('tells what was asked, by whom and when', () => {
    const request = aRequest({ headers: { Host: ['localhost:3000'], 'User-Agent': ['curl/8.0'] } });

    const event = toEvent(request, article, new Date('2026-11-23T12:00:00.000Z'));

    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/articles/{slug}',
      rawPath: '/v1/articles/tides',
      pathParameters: { slug: 'tides' },
      requestContext: {
        domainName: 'localhost:3000',
        http: {
          method: 'GET',
          path: '/v1/articles/tides',
          protocol: 'HTTP/1.1',
          sourceIp: '203.0.113.7',
          userAgent: 'curl/8.0',
        },
        routeKey: 'GET /v1/articles/{slug}',
        stage: '$default',
        timeEpoch: Date.UTC(2026, 10, 23, 12),
      },
    });
  });

  it('gives the time in the form of an access log', () => {
    const now = new Date('2026-11-03T09:05:07.000Z');

    const event = toEvent(aRequest(), article, now);

    expect(event.requestContext.time).toBe('03/Nov/2026:09:05:07 +0000');
  });

  it('gives every request an id of its own', () => {
    const request = aRequest();

    const ids = [1, 2, 3].map(() => toEvent(request, article).requestContext.requestId);

    expect(new Set(ids).size).toBe(3);
  });

  it('leaves out what a request does not have', () => {
    const request = aRequest({ target: '/v1/articles' });

    const event = toEvent(request, listing);

    expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
    for (const name of ['body', 'cookies', 'pathParameters', 'queryStringParameters']) {
      expect(event).not.toHaveProperty(name);
    }
  });

  it('lower-cases the names of headers and joins their values by commas', () => {
    const request = aRequest({
      headers: { 'X-Forwarded-For': ['192.0.2.1', '192.0.2.2'], ACCEPT: ['text/html, */*'], 'if-match': undefined },
    });

    const event = toEvent(request, article);

    expect(event.headers).toEqual({ 'x-forwarded-for': '192.0.2.1,192.0.2.2', accept: 'text/html, */*' });
  });

  it('lists cookies apart from the headers', () => {
    const request = aRequest({ headers: { Cookie: ['session=a=b; theme=dark'], accept: ['*/*'] } });

    const event = toEvent(request, article);

    expect(event.cookies).toEqual(['session=a=b', 'theme=dark']);
    expect(event.headers).toEqual({ accept: '*/*' });
  });

  it.each([
    ['limit=5', { limit: '5' }],
    ['tag=a&tag=b&tag=c', { tag: 'a,b,c' }],
    ['q=two+words', { q: 'two words' }],
    ['q=two%20words', { q: 'two words' }],
    ['q=1%2B1', { q: '1+1' }],
    ['caf%C3%A9=%E2%82%AC', { café: '€' }],
    ['empty=&bare', { empty: '', bare: '' }],
    ['a=1=2', { a: '1=2' }],
    ['q=100%&r=%zz', { q: '100%', r: '%zz' }],
    ['q=who?', { q: 'who?' }],
  ])('reads the query %s, and shows it as it was sent', (query, parameters) => {
    const request = aRequest({ target: `/v1/articles?${query}` });

    const event = toEvent(request, listing);

    expect(event.queryStringParameters).toEqual(parameters);
    expect(event.rawQueryString).toBe(query);
    expect(event.rawPath).toBe('/v1/articles');
  });

  it('keeps parameters and headers that are named as what every object has', () => {
    const request = aRequest({
      target: '/v1/articles?__proto__=a&constructor=b&toString=c',
      headers: { constructor: ['d'] },
    });

    const event = toEvent(request, listing);

    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['toString', 'c'],
    ]);
    expect(Object.entries(event.headers)).toEqual([['constructor', 'd']]);
  });

  it('shows the path decoded in both its places', () => {
    const request = aRequest({ target: '/v1/articles/caf%C3%A9%20au%20lait?x=%20' });

    const event = toEvent(request, aMatch('GET /v1/articles/{slug}', { slug: 'café au lait' }));

    expect(event.rawPath).toBe('/v1/articles/café au lait');
    expect(event.requestContext.http.path).toBe('/v1/articles/café au lait');
    expect(event.pathParameters).toEqual({ slug: 'café au lait' });
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'text/plain', 'text/csv'])(
    'hands a body of %s over as text',
    (type) => {
      const request = aRequest({ headers: { 'Content-Type': [type] }, body: Buffer.from('{"name":"Zoë 🌊"}') });

      const event = toEvent(request, article);

      expect(event).toMatchObject({ body: '{"name":"Zoë 🌊"}', isBase64Encoded: false });
    },
  );

  it.each([
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'multipart/form-data; boundary=text/',
    'image/png',
  ])('hands a body of %s over in base64', (type) => {
    const body = Buffer.from([0, 0xff, 0x80, 0x0a]);
    const request = aRequest({ headers: { 'Content-Type': [type] }, body });

    const event = toEvent(request, article);

    expect(event).toMatchObject({ body: 'AP+ACg==', isBase64Encoded: true });
  });
});

describe('decodedPath', () => {
  it.each([
    ['/v1/articles', '/v1/articles'],
    ['/v1/articles?q=%41', '/v1/articles'],
    ['/v1/articles/caf%C3%A9', '/v1/articles/café'],
    ['/v1/articles/a+b', '/v1/articles/a+b'],
    ['/v1/articles/a%2Fb', '/v1/articles/a/b'],
    ['/v1/articles/a%3Fb', '/v1/articles/a?b'],
    ['/v1/articles/%2525', '/v1/articles/%25'],
    ['/v1/articles/%zz', '/v1/articles/%zz'],
    ['/v1/articles/%', '/v1/articles/%'],
    ['/v1/articles/%ff', '/v1/articles/%ff'],
  ])('decodes %s as %s', (target, expected) => {
    const path = decodedPath(target);

    expect(path).toBe(expected);
  });
});

describe('toContext', () => {
  it('counts down to the time-out', () => {
    const context = toContext('articles.read', 'a-request', 10_000);

    const remaining = context.getRemainingTimeInMillis();

    expect(context).toMatchObject({ functionName: 'articles.read', awsRequestId: 'a-request' });
    expect(remaining).toBeLessThanOrEqual(10_000);
    expect(remaining).toBeGreaterThan(5_000);
  });
});

function aMatch(routeKey: string, pathParameters: Record<string, string> = {}): RouteMatch {
  return { routeKey, route, pathParameters };
}

function aRequest(changes: Partial<WireRequest> = {}): WireRequest {
  const sourceIp = '203.0.113.7';
  return { method: 'GET', target: '/v1/articles/tides', headers: {}, body: Buffer.alloc(0), sourceIp, ...changes };
}
