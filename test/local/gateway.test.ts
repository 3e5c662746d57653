import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import type { Route } from '../../functions/shared/api/route.ts';
import { cors } from '../../infra/constructs/cors.ts';
import { type Access, createGateway, type GatewayOptions } from '../../infra/local/gateway.ts';

const MEGABYTE = 1024 * 1024;

describe('the local gateway', () => {
  it('invokes the function of the matched route with event and context, and answers what it answers', async () => {
    const gateway = await start({
      invoke: async () => ({
        statusCode: 201,
        headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
        body: '{"name":"Zoë 🌊"}',
      }),
    });

    const answer = await gateway.fetch('/articles/caf%C3%A9?limit=5', { method: 'POST', body: 'hello' });

    const [call] = gateway.calls;
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-length')).toBe('20');
    expect(await answer.text()).toBe('{"name":"Zoë 🌊"}');
    expect(call?.route).toMatchObject({ method: 'POST', path: '/articles/{slug}' });
    expect(call?.event).toMatchObject({
      routeKey: 'POST /articles/{slug}',
      rawPath: '/articles/café',
      rawQueryString: 'limit=5',
      pathParameters: { slug: 'café' },
      body: 'hello',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', sourceIp: '127.0.0.1' } },
    });
    expect(call?.context.functionName).toBe('articles.read');
    expect(call?.context.awsRequestId).toBe(call?.event.requestContext.requestId);
  });

  it('hands over every value of a header that is sent twice', async () => {
    const gateway = await start();

    const request = httpRequest(`${gateway.url}/articles`, {
      headers: { 'X-Forwarded-For': ['192.0.2.1', '192.0.2.2'] },
    });
    const [response] = await once(request.end(), 'response');
    response.resume();

    expect(gateway.calls[0]?.event.headers['x-forwarded-for']).toBe('192.0.2.1,192.0.2.2');
  });

  it.each([
    ['GET', '/nowhere'],
    ['POST', '/articles'],
    ['GET', '/articles/'],
    ['GET', '/articles/a%2Fb'],
    ['OPTIONS', '/articles'],
  ])('answers 404 to %s %s where there is no route and no $default', async (method, path) => {
    const gateway = await start();

    const answer = await gateway.fetch(path, { method });

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.text()).toBe('{"message":"Not Found"}');
    expect(gateway.calls).toEqual([]);
  });

  it('gives $default whatever has no route', async () => {
    const gateway = await start({ routes: [aRoute('GET', '/articles'), aRoute('ANY', '$default')] });

    await gateway.fetch('/nowhere', { method: 'DELETE' });

    expect(gateway.calls.map(({ event }) => [event.routeKey, event.rawPath])).toEqual([['$default', '/nowhere']]);
  });

  it.each([
    ['a small limit', 100, { requestBytes: 100 }],
    ['the real one', 10 * MEGABYTE, {}],
  ])('takes a body up to %s, and answers 413 to one byte more', async (_, bytes, limits) => {
    const gateway = await start({ limits });
    const post = (length: number) => gateway.fetch('/articles/tides', { method: 'POST', body: Buffer.alloc(length) });

    const fits = await post(bytes);
    const over = await post(bytes + 1);

    expect(fits.status).toBe(200);
    expect(over.status).toBe(413);
    expect(await over.text()).toBe('{"message":"Request Entity Too Large"}');
    expect(gateway.calls.map(({ event }) => Buffer.from(event.body ?? '', 'base64').length)).toEqual([bytes]);
  });

  it('refuses a request with two hosts', async () => {
    const gateway = await start();
    const twice = await gateway.raw('GET /articles HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n');

    expect(twice).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('answers 500 to a response of more than 6 MB', async () => {
    const gateway = await start({
      invoke: async (_, { rawPath }) => ({
        statusCode: 200,
        body: 'x'.repeat(rawPath === '/articles/six' ? 6 * MEGABYTE : 5 * MEGABYTE),
      }),
    });

    const fits = await gateway.fetch('/articles/five');
    const over = await gateway.fetch('/articles/six');

    expect(fits.status).toBe(200);
    expect(await fits.text()).toHaveLength(5 * MEGABYTE);
    expect(over.status).toBe(500);
    expect(await over.text()).toBe('{"message":"Internal Server Error"}');
    expect(gateway.faults).toHaveLength(1);
  });

  it.each<[string, GatewayOptions['invoke']]>([
    ['rejects', () => Promise.reject(new Error('the secret of the table'))],
    [
      'throws',
      () => {
        throw new Error('the secret of the table');
      },
    ],
  ])('answers 500 to an invocation that %s, and tells its owner only', async (_, invoke) => {
    const gateway = await start({ invoke });

    const raw = await gateway.raw('GET /articles HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');

    expect(raw).toMatch(/^HTTP\/1\.1 500 .*\{"message":"Internal Server Error"\}$/s);
    expect(raw).not.toContain('secret');
    expect(gateway.faults).toEqual([new Error('the secret of the table')]);
  });

  it.each([
    ['a header that HTTP does not allow', { statusCode: 200, headers: { location: '/a\nb: c' } }],
    ['a status that HTTP does not have', { statusCode: 42 }],
  ])('answers 500 to %s, and goes on', async (_, result) => {
    const gateway = await start({ invoke: async () => result });

    const answers = [await gateway.fetch('/articles'), await gateway.fetch('/articles')];

    expect(answers.map(({ status }) => status)).toEqual([500, 500]);
    expect(gateway.faults).toHaveLength(2);
  });

  it('answers 503 to an invocation that takes too long', async () => {
    const gateway = await start({ limits: { milliseconds: 30 }, invoke: () => new Promise(() => {}) });

    const answer = await gateway.fetch('/articles');

    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('{"message":"Service Unavailable"}');
    expect(gateway.calls[0]?.context.getRemainingTimeInMillis()).toBeLessThanOrEqual(0);
  });

  it('invokes for so many at the same moment, and lets the others wait for their turn', async () => {
    const WAITING = 12;
    let running = 0;
    let most = 0;
    const begun: string[] = [];
    const gateway = await start({
      limits: { invocations: 3, milliseconds: 1_000 },
      invoke: async (_route, { rawPath }) => {
        begun.push(rawPath);
        running += 1;
        most = Math.max(most, running);
        await pause(20);
        running -= 1;
        if (rawPath === '/articles/2') throw new Error('Lost');
        return { statusCode: 200 };
      },
    });

    const answers = await Promise.all(Array.from({ length: WAITING }, (_, n) => gateway.fetch(`/articles/${n}`)));

    const statuses = answers.map(({ status }) => status);
    expect(most).toBe(3);
    expect(statuses).toEqual(statuses.map((_, n) => (n === 2 ? 500 : 200)));
    expect(new Set(begun).size).toBe(WAITING);
  });

  it('gives the turn of an invocation that takes too long to the next', async () => {
    const gateway = await start({
      limits: { invocations: 1, milliseconds: 30 },
      invoke: (_route, { rawPath }) =>
        rawPath === '/articles/first' ? new Promise(() => {}) : Promise.resolve({ statusCode: 200 }),
    });

    const first = await gateway.fetch('/articles/first');
    const next = await gateway.fetch('/articles/next');

    expect([first.status, next.status]).toEqual([503, 200]);
  });

  it('sets every cookie by a header of its own', async () => {
    const cookies = ['session=a; HttpOnly; Path=/', 'theme=dark; Expires=Mon, 23 Nov 2026 12:00:00 GMT'];
    const gateway = await start({ invoke: async () => ({ statusCode: 200, cookies }) });

    const answer = await gateway.fetch('/articles');

    expect(answer.headers.getSetCookie()).toEqual(cookies);
  });

  it('decodes a response in base64', async () => {
    const bytes = Buffer.from([0, 1, 0x80, 0xff]);
    const gateway = await start({
      invoke: async () => ({ statusCode: 200, isBase64Encoded: true, body: bytes.toString('base64') }),
    });

    const answer = await gateway.fetch('/articles');

    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('content-length')).toBe('4');
  });

  it.each([
    ['HEAD', 200, /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s],
    ['GET', 204, /^HTTP\/1\.1 204 No Content\r\n.*\r\n\r\n$/s],
    ['GET', 304, /^HTTP\/1\.1 304 Not Modified\r\n.*\r\n\r\n$/s],
    ['GET', 200, /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nthe body$/s],
  ])('answers %s with %i and no more than belongs to it', async (method, statusCode, expected) => {
    const gateway = await start({ invoke: async () => ({ statusCode, headers: { etag: '"7"' }, body: 'the body' }) });

    const raw = await gateway.raw(`${method} /articles HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);

    expect(raw).toMatch(expected);
    expect(raw).toContain('etag: "7"\r\n');
  });

  it('answers a CORS preflight by itself, whatever the path', async () => {
    const gateway = await start();
    const headers = { origin: 'https://reader.example', 'access-control-request-method': 'POST' };

    const answer = await gateway.fetch('/nowhere', { method: 'OPTIONS', headers });

    expect(answer.status).toBe(204);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': cors.allowMethods.join(','),
      'access-control-allow-headers': cors.allowHeaders.join(','),
      'access-control-max-age': '86400',
    });
    expect(gateway.calls).toEqual([]);
  });

  it.each([
    ['a good answer', '/articles', 200],
    ['an answer without a body', '/articles/gone', 204],
    ['its own refusal', '/nowhere', 404],
  ])('lets pages of other sites read %s', async (_, path, status) => {
    const gateway = await start({ invoke: async () => ({ statusCode: status }) });

    const answer = await gateway.fetch(path, { headers: { origin: 'https://reader.example' } });
    const plain = await gateway.fetch(path);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toBe(cors.exposeHeaders.join(','));
    expect(plain.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('tells every answer for the access log', async () => {
    const gateway = await start({ limits: { requestBytes: 10 } });

    await gateway.fetch('/articles?q=%20');
    await gateway.fetch('/nowhere', { method: 'HEAD' });
    await gateway.fetch('/articles/tides', { method: 'POST', body: 'x'.repeat(11) });

    expect(gateway.accesses).toEqual([
      { method: 'GET', target: '/articles?q=%20', status: 200, milliseconds: expect.any(Number) },
      { method: 'HEAD', target: '/nowhere', status: 404, milliseconds: expect.any(Number) },
      { method: 'POST', target: '/articles/tides', status: 413, milliseconds: expect.any(Number) },
    ]);
    expect(gateway.accesses.every(({ milliseconds }) => milliseconds >= 0 && milliseconds < 10_000)).toBe(true);
  });

  it('outlives a client that goes away while it sends', async () => {
    const gateway = await start();

    const socket = connect(gateway.port, '127.0.0.1');
    socket.write('POST /articles/tides HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n');
    await once(socket, 'data');
    socket.destroy();
    const answer = await gateway.fetch('/articles');

    expect(answer.status).toBe(200);
    expect(gateway.calls.map(({ event }) => event.routeKey)).toEqual(['GET /articles']);
    expect(gateway.faults).toEqual([]);
  });
});

/** A gateway at a free port that notes all it is told, with the routes of a small newspaper unless given others. */
async function start(options: Partial<GatewayOptions> = {}) {
  const calls: { route: Route; event: APIGatewayProxyEventV2; context: Context }[] = [];
  const accesses: Access[] = [];
  const faults: unknown[] = [];
  const invoke = options.invoke ?? (async (): Promise<APIGatewayProxyStructuredResultV2> => ({ statusCode: 200 }));
  const server = createGateway({
    routes: [aRoute('GET', '/articles'), aRoute('GET', '/articles/{slug}'), aRoute('POST', '/articles/{slug}')],
    onAccess: (access) => accesses.push(access),
    onFault: (fault) => faults.push(fault),
    ...options,
    invoke: (route, event, context) => {
      calls.push({ route, event, context });
      return invoke(route, event, context);
    },
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    calls,
    accesses,
    faults,
    fetch: (path: string, init: RequestInit = {}) =>
      fetch(`${url}${path}`, { signal: AbortSignal.timeout(20_000), ...init }),
    /** Sends bytes and gives back all that comes until the connection ends. */
    raw: (bytes: string) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(bytes);
      return text(socket);
    },
  };
}

function aRoute(method: Route['method'], path: Route['path']): Route {
  const summary = `${method} ${path}`;
  return {
    function: 'articles.read',
    audience: 'public',
    response: z.never(),
    success: 200,
    cache: 'none',
    failures: [],
    method,
    path,
    summary,
  };
}
