import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routes } from '../../functions/routes.ts';
import { builtIn } from '../../functions/shared/api/paperLanguage.ts';
import type { Response } from '../../functions/shared/api/response.ts';
import { type Route, routeKeys } from '../../functions/shared/api/route.ts';
import { SITE_ORIGIN } from '../../functions/shared/api/siteOrigin.ts';
import { createHandler } from '../../functions/shared/api/stack.ts';
import { Failure } from '../../functions/shared/failure.ts';
import type { Log } from '../../functions/shared/log.ts';
import { toContext, toEvent } from '../../infra/local/event.ts';

const SITE = 'https://broadsheet.example';
const FORM = 'application/x-www-form-urlencoded';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const table: readonly (readonly [string, Route])[] = Object.entries(routes);

/** All that a browser sends to a page of ours without asking first: whatever is posted. */
const posts = table.filter(
  ([, { method, audience, proxy }]) => method === 'POST' && (audience === 'public' || proxy !== undefined),
);

let before: string | undefined;
beforeAll(() => {
  before = process.env[SITE_ORIGIN];
  process.env[SITE_ORIGIN] = SITE;
});
afterAll(() => {
  if (before === undefined) delete process.env[SITE_ORIGIN];
  else process.env[SITE_ORIGIN] = before;
});

/** Sends something to a route's real chain, and tells whether its operation was reached. */
async function send(id: string, route: Route, headers: Record<string, string>, body = 'token=x&name=Wren') {
  let isReached = false;
  const reached = async () => {
    isReached = true;
    throw new Failure('service-unavailable', () => 'Reached.');
  };
  // Schemas are not what this is about: whatever is let past the check reaches the operation.
  const { params: _params, query: _query, headers: _headers, ...bare } = route;
  const open = { ...bare, ...(route.body ? { body: anything } : {}) } as Route;
  const handler = createHandler(
    { [id]: open },
    { [id]: reached },
    { language: builtIn('en-GB'), log: silent, identify },
  );
  const sent = { 'content-type': FORM, ...headers };
  const event = toEvent(
    {
      method: route.method,
      target: route.path.replaceAll(/\{\w+\}/g, '1'),
      headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, [value]])),
      body: Buffer.from(body),
      sourceIp: '203.0.113.7',
    },
    { routeKey: routeKeys(route)[0] ?? '', route, pathParameters: {} },
  );
  const answer: Response = await handler(event, toContext(route.function, 'test', 10_000));
  return { isReached, status: answer.statusCode, code: JSON.parse(answer.body ?? '{}').code, headers: answer.headers };
}

/** Who may call is not what this is about either. */
const identify = () => ({ name: 'ines@example.org' });

/** Takes whatever comes. */
const anything = z.any();

const REFUSED = { isReached: false, status: 403, code: 'cross-site' };

describe('the walk over the route table', () => {
  it('finds every form', () => {
    const forms = table.filter(([, { forms }]) => forms).map(([id]) => id);

    expect(forms.length).toBeGreaterThanOrEqual(8);
    expect(posts.map(([id]) => id)).toEqual(expect.arrayContaining([...forms, 'unsubscribe', 'signOut']));
  });
});

describe.each(posts)('%s', (id, route) => {
  it.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another site that hides its name', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['another site, whatever its origin says', { 'sec-fetch-site': 'cross-site', origin: SITE }],
    ['another site, and no origin', { 'sec-fetch-site': 'cross-site' }],
    ['a subdomain', { 'sec-fetch-site': 'same-site', origin: 'https://blog.broadsheet.example' }],
    ['a subdomain that hides its name', { 'sec-fetch-site': 'same-site', origin: 'null' }],
    ['a subdomain, and no origin', { 'sec-fetch-site': 'same-site' }],
    ['nobody knows where', { 'sec-fetch-site': 'elsewhere' }],
    ['another site, in a browser that is older', { origin: 'https://evil.example' }],
    ['a subdomain, in a browser that is older', { origin: 'https://blog.broadsheet.example' }],
    ['a name that begins like ours', { origin: `${SITE}.evil.example` }],
    ['a name that ends like ours', { origin: 'https://evil-broadsheet.example' }],
    ['another port', { origin: `${SITE}:8443` }],
    ['our name without a key', { origin: 'http://broadsheet.example' }],
    ['two places', { origin: `${SITE},https://evil.example` }],
    ['nowhere', { origin: '' }],
  ])('refuses what comes from %s', async (_where, headers) => {
    for (const type of [
      FORM,
      'text/plain',
      'multipart/form-data; boundary=x',
      '',
      'text/plain; charset=application/json',
    ]) {
      const answer = await send(id, route, { ...headers, 'content-type': type }, '{"token":"x"}');

      expect(answer).toMatchObject(REFUSED);
      expect(answer.headers['cache-control']).toBe('private, no-store');
    }
  });

  it.each<[string, Record<string, string>]>([
    ['our own pages', { 'sec-fetch-site': 'same-origin', origin: SITE }],
    ['pages of ours that tell nobody where they are', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    ['the reader themselves', { 'sec-fetch-site': 'none' }],
    ['our own pages, in a browser that is older', { origin: SITE }],
    ['programs, which tell neither', {}],
  ])('takes what comes from %s', async (_where, headers) => {
    const answer = await send(id, route, headers);

    expect(answer.isReached).toBe(true);
  });

  it.skipIf(route.proxy !== undefined)('takes JSON from everywhere, as CORS says', async () => {
    const headers = {
      'content-type': 'application/json',
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    };

    const answer = await send(id, route, headers, '{"token":"x"}');

    expect(answer.isReached).toBe(true);
  });

  it('takes an origin that hides its name from an older browser only where our page makes it do so', async () => {
    const answer = await send(id, route, { origin: 'null' });

    expect(answer.isReached).toBe(route.mailedToken === true);
  });
});

describe.each(posts.filter(([, { proxy }]) => proxy !== undefined))('%s of the desk', (id, route) => {
  it('refuses JSON from another site, too', async () => {
    const headers = {
      'content-type': 'application/json',
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.example',
    };

    const answer = await send(id, route, headers, '{}');

    expect(answer).toMatchObject(REFUSED);
  });
});

describe.each(table.filter(([, { mailedToken }]) => mailedToken))('%s', (id, route) => {
  it('hands the address with its token on to nobody', async () => {
    const answer = await send(id, route, { 'sec-fetch-site': 'same-origin' });

    expect(answer.headers['referrer-policy']).toBe('no-referrer');
  });
});

describe('a route with a token in its address', () => {
  const hasToken = ({ query }: Route) => 'token' in ((query as { shape?: object } | undefined)?.shape ?? {});

  it('is one whose token was mailed', () => {
    const withToken = table.filter(([, route]) => hasToken(route));

    expect(withToken.length).toBeGreaterThanOrEqual(6);
    expect(withToken.filter(([, { mailedToken }]) => !mailedToken).map(([id]) => id)).toEqual([]);
  });
});
