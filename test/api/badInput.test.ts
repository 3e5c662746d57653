import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toSubmissionItem } from '../../functions/comments/submitting/decision.ts';
import { COMMENT_BODY_LIMIT } from '../../functions/comments/submitting/schema.ts';
import { routes } from '../../functions/routes.ts';
import { Problem } from '../../functions/shared/api/problem.ts';
import { routeKeys } from '../../functions/shared/api/route.ts';
import { decodedPath } from '../../infra/local/event.ts';
import { createMatcher } from '../../infra/local/match.ts';
import { type Answer, type App, type RequestOptions, startApp } from '../support/app.ts';
import { aHeldComment, anArticle, aSubmission } from '../support/builders.ts';
import { hostileRequest, hostileRequestTo, KNOWN_COMMENT, known } from '../support/requests.ts';
import { aTheme } from '../support/views.ts';

const THREAD = '/v1/articles/ferry/comments';

let app: App;

beforeAll(async () => {
  app = await startApp({
    rateLimit: { most: Number.MAX_SAFE_INTEGER, seconds: 600 },
    paper: { security: { contacts: ['mailto:security@broadsheet.example'] } },
  });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  await app.publication.publish(anArticle({ slug: 'tram' }), undefined);
  await app.publication.publish(anArticle({ slug: 'later', publishedAt: '2027-01-01T00:00:00.000Z' }), undefined);
  const caller = { name: 'ines@example.org', groups: ['editors'] } as const;
  const { json: page } = await app.request('POST', '/v1/newsroom/pages', {
    caller,
    body: { headline: 'Ferry', slug: 'ferry', body: 'Words.' },
  });
  await app.request('POST', `/v1/newsroom/pages/${page.id}/publish`, {
    caller,
    body: {},
    headers: { 'if-match': '"1"' },
  });
  const Item = toSubmissionItem(aHeldComment({ id: KNOWN_COMMENT, thread: 'ferry', section: 'abroad' }));
  await app.client.send(new PutCommand({ TableName: app.tables.newsroom, Item }));
  await app.moderation.approve(KNOWN_COMMENT);
});

/** What each code has to name, and where. */
const named: Readonly<Record<string, object>> = {
  'parameter-invalid': { parameter: expect.stringMatching(/^(slug|section|tag|author|id|month|file)$/) },
  'query-invalid': { parameter: expect.stringMatching(/^(limit|cursor|from|to|order|article|replyTo|token)$/) },
  'cursor-invalid': { parameter: 'cursor' },
  'header-invalid': { header: 'idempotency-key' },
  'idempotency-key-reused': { header: 'idempotency-key' },
  'media-type-unsupported': { header: 'content-type' },
  'body-malformed': { pointer: '' },
  'field-invalid': {
    pointer: expect.stringMatching(
      /^(|\/(name|email|comment|parentId|website|notify|remember|rendered|token|reason))$/,
    ),
  },
};

/** Where a name stands that nobody knows. */
const anyPlace: Readonly<Record<string, object>> = {
  'query-invalid': { parameter: expect.any(String) },
  'field-invalid': { pointer: expect.stringMatching(/^(\/.*)?$/s) },
};

const everyHeaders = {
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The headers a refusal may have: none can carry anything that was sent. */
const refusalHeaders = {
  ...everyHeaders,
  'content-type': 'application/problem+json; charset=utf-8',
  'content-language': expect.stringMatching(/^(en-GB|nl|de|fr|es|ar)$/),
  vary: 'Accept-Language',
};

/** Those of a refusal that a person is told as a page. */
const pageHeaders = {
  ...everyHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': expect.stringMatching(/^default-src 'none'; /),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
};

const match = createMatcher(Object.values(routes));

/** How a refusal may be cached: as long as a page where nothing is there for anybody, and where a page may be cached. */
function cachingOfRefusal(method: string, target: string, status = 0): string {
  const isPublic = match(method, decodedPath(target))?.route.cache !== 'none' && [308, 404, 410].includes(status);
  return isPublic ? 'public, max-age=10, s-maxage=20, stale-while-revalidate=10' : 'private, no-store';
}

/**
 * Asserts that an answer is good, or a problem document that is true to its status and says what was wrong; or a page,
 * where no program asks.
 */
function expectGoodOrClear(answer: Answer, method: string, target: string): void {
  expect(answer.statusCode).toBeLessThan(500);
  for (const value of Object.values(answer.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
  if ((answer.statusCode ?? 0) < 400) return;

  const { allow, 'retry-after': retryAfter, 'cache-control': caching, ...headers } = answer.headers;
  expect(caching).toBe(cachingOfRefusal(method, target, answer.statusCode));
  const isPage = headers['content-type']?.startsWith('text/html');
  const isSecret = match(method, decodedPath(target))?.route.mailedToken;
  expect(headers).toEqual({
    ...(isPage ? pageHeaders : refusalHeaders),
    ...(isSecret ? { 'referrer-policy': 'no-referrer' } : {}),
  });
  expect(allow ?? 'GET').toMatch(/^[A-Z]+(, [A-Z]+)*$/);
  expect(retryAfter !== undefined).toBe(answer.statusCode === 429);
  expect(retryAfter ?? '1').toMatch(/^[1-9]\d*$/);
  if (method === 'HEAD') {
    expect(answer.body).toBe('');
    return;
  }
  if (isPage) {
    expect(answer.body).toMatch(/^<!doctype html>/);
    return;
  }

  const problem = Problem.parse(answer.json);
  expect(problem.status).toBe(answer.statusCode);
  expect(problem.type).toBe(`urn:broadsheet:problem:${problem.code}`);
  const place = named[problem.code];
  if (!place) return;
  expect(problem.errors?.length).toBeGreaterThan(0);
  for (const error of problem.errors ?? []) {
    const isOurs = !/^(is not|holds a name of \d+ characters, which is no) (a )?(field|parameter) here/.test(
      error.detail,
    );
    expect(error).toEqual({ ...(isOurs ? place : anyPlace[problem.code]), detail: expect.stringMatching(/\S/) });
  }
}

describe('whatever is sent', () => {
  const requests = Object.values(routes)
    // The desk's are in test/api/deskHostile.test.ts.
    .filter(({ path, proxy }) => path !== '$default' && proxy === undefined)
    .flatMap((route) =>
      routeKeys(route).map((key) => [key, hostileRequestTo(key.split(' ', 1)[0] ?? '', route)] as const),
    );

  it.each([...requests, ['any method at any address', hostileRequest] as const])(
    '%s answers well or says clearly what is wrong',
    async (_to, request) => {
      await fc.assert(
        fc.asyncProperty(request, async ({ method, target, options }) => {
          expectGoodOrClear(await app.request(method, target, options), method, target);
        }),
        { numRuns: 60 },
      );

      expect(app.logs.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});

describe('an address', () => {
  it.each([
    ['/v1'],
    ['/v1/articles/'],
    ['/v1/articles//comments'],
    ['/v1/articles/a%2Fb'],
    ['/v1/articles/a%2F..%2Fb'],
    ['/v1/articles/ferry/comments/'],
    ['/v1/nothing'],
    ['/v1/nothing/at/all'],
  ])('that does not exist is unknown: %s', async (target) => {
    const answer = await app.get(target);

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'address-not-found']);
  });

  it.each([
    ['POST', '/v1/articles', 'GET, HEAD'],
    ['PUT', '/v1/articles/ferry', 'GET, HEAD'],
    ['DELETE', THREAD, 'GET, HEAD, POST'],
    ['OPTIONS', THREAD, 'GET, HEAD, POST'],
    ['PROPFIND', '/v1/health', 'GET, HEAD'],
    ['get', '/openapi.json', 'GET, HEAD'],
  ])('tells its methods to %s %s', async (method, target, allow) => {
    const answer = await app.request(method, target);

    expect([answer.statusCode, answer.json.code]).toEqual([405, 'method-not-allowed']);
    expect(answer.headers.allow).toBe(allow);
  });

  it.each([
    ['slug', '/v1/articles/%ZZ'],
    ['slug', '/v1/articles/%C3'],
    ['slug', '/v1/articles/%ED%A0%80'],
    ['slug', '/v1/articles/%00'],
    ['slug', '/v1/articles/..'],
    ['slug', '/v1/articles/%2e%2e'],
    ['slug', '/v1/articles/__proto__'],
    ['slug', '/v1/articles/Ferry'],
    ['slug', '/v1/articles/-ferry'],
    ['slug', '/v1/articles/ferry-'],
    ['slug', '/v1/articles/night--boat'],
    ['slug', '/v1/articles/ferry%0A'],
    ['slug', '/v1/articles/%20ferry'],
    ['slug', `/v1/articles/${encodeURIComponent('fеrry')}`],
    ['slug', `/v1/articles/${encodeURIComponent('ｆｅｒｒｙ')}`],
    ['slug', `/v1/articles/${'a'.repeat(121)}`],
    ['slug', '/v1/articles/A/comments'],
    ['section', '/v1/sections/Abroad'],
    ['section', '/v1/sections/Abroad/articles'],
    ['section', `/v1/sections/${'a'.repeat(41)}`],
    ['tag', '/v1/tags/H%C3%A4fen/articles'],
    ['tag', `/v1/tags/${'a'.repeat(61)}/articles`],
    ['author', '/v1/authors/Ines%20Calder/articles'],
    ['author', `/v1/authors/${'a'.repeat(81)}/articles`],
    ['slug', '/v1/__proto__'],
    ['slug', '/v1/%ZZ'],
    ['slug', '/v1/%00'],
  ])('with a bad %s names it: %s', async (parameter, target) => {
    const answer = await app.get(target);

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'parameter-invalid']);
    expect(new Set(answer.json.errors.map((error: { parameter: string }) => error.parameter))).toEqual(
      new Set([parameter]),
    );
  });
});

describe('a query', () => {
  const lists = ['/v1/articles', '/v1/sections/abroad/articles', '/v1/tags/harbour/articles', THREAD];

  it.each(
    ['', '0', '101', '1e9', 'NaN', '-1', '1.5', '%205', '5%20', '%2B5', '1,2', '0x10', '%D9%A5', 'all', 'Infinity'].map(
      (limit) => [limit],
    ),
  )('with the limit "%s" is refused by every list', async (limit) => {
    for (const list of lists) {
      const answer = await app.get(`${list}?limit=${limit}`);

      expect([list, answer.statusCode, answer.json.code]).toEqual([list, 400, 'query-invalid']);
      expect(answer.json.errors).toEqual([{ parameter: 'limit', detail: expect.any(String) }]);
    }
  });

  it.each(['1', '100'])('with the limit "%s" is answered', async (limit) => {
    const answer = await app.get(`/v1/articles?limit=${limit}`);

    expect(answer.statusCode).toBe(200);
    expect(answer.json.items).not.toEqual([]);
  });

  it.each([
    ['limit', '/v1/articles?limit=5&limit=6'],
    ['limit', '/v1/articles?limit=5&limit=5'],
    ['from', '/v1/articles?from=yesterday'],
    ['from', '/v1/articles?from=2026-11-23'],
    ['from', '/v1/articles?from=2026-11-23T09:00:00'],
    ['from', '/v1/articles?from=2026-02-30T00:00:00Z'],
    ['from', '/v1/articles?from=2026-11-23T24:00:00Z'],
    ['from', '/v1/articles?from=0000-01-01T00:00:00%2B23:59'],
    ['to', '/v1/articles?to=9999-12-31T23:59:59-23:59'],
    ['to', '/v1/articles?to='],
    ['to', '/v1/articles?from=2026-11-23T09:00:00Z&to=2026-11-23T09:00:00Z'],
    ['to', '/v1/articles?from=2026-11-23T10:00:00Z&to=2026-11-23T11:00:00%2B02:00'],
    ['order', `${THREAD}?order=best`],
    ['order', `${THREAD}?order=`],
    ['order', `${THREAD}?order=__proto__`],
  ])('with a bad %s names it: %s', async (parameter, target) => {
    const answer = await app.get(target);

    expect([answer.statusCode, answer.json.code]).toEqual([400, 'query-invalid']);
    expect(answer.json.errors).toEqual([{ parameter, detail: expect.any(String) }]);
  });

  it('with several faults names them all', async () => {
    const answer = await app.get(`${THREAD}?limit=0&order=best`);

    expect(answer.json.errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual(['limit', 'order']);
  });

  it('with both ends of a period unreadable names each once', async () => {
    const answer = await app.get('/v1/articles?from=yesterday&to=today');

    expect(answer.json.errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual(['from', 'to']);
  });

  it('with parameters nobody knows is answered as if they were not there', async () => {
    const plain = await app.get('/v1/articles');

    const answer = await app.get('/v1/articles?__proto__=1&constructor=2&%ZZ=%C3&=&&utm_source=post');

    expect(answer.json).toEqual(plain.json);
  });
});

describe('a cursor', () => {
  const forged = (...payload: unknown[]) => Buffer.from(JSON.stringify(payload)).toString('base64url');
  const KEY = '2026-11-23T09:00:00.000Z#ferry';

  it.each([
    ['no base64', '***'],
    ['padded base64', `${forged(1, 'latest', 'after', KEY)}=`],
    ['truncated', forged(1, 'latest', 'after', KEY).slice(0, -4)],
    ['no JSON', Buffer.from('latest').toString('base64url')],
    ['no UTF-8', Buffer.from([0xff, 0xfe]).toString('base64url')],
    ['no list', Buffer.from('{"__proto__":1}').toString('base64url')],
    ['of another version', forged(2, 'latest', 'after', KEY)],
    ['of another list', forged(1, 'section/abroad', 'after', KEY)],
    ['of a table', forged(1, 'ARTICLE#ferry', 'after', KEY)],
    ['without a direction', forged(1, 'latest', 'around', KEY)],
    ['with a part too many', forged(1, 'latest', 'after', KEY, 'more')],
    ['at no instant', forged(1, 'latest', 'after', '2026-02-30T09:00:00.000Z#ferry')],
    ['at no slug', forged(1, 'latest', 'after', '2026-11-23T09:00:00.000Z#Ferry')],
    ['at another kind of item', forged(1, 'latest', 'after', 'PUBLISHED')],
    ['at an object', forged(1, 'latest', 'after', { $gt: '' })],
    ['longer than 1,200 characters', forged(1, 'latest', 'after', `${KEY}${'y'.repeat(900)}`)],
    ['far too long', 'a'.repeat(9_000)],
  ])('that is %s is refused', async (_what, cursor) => {
    const answer = await app.get(`/v1/articles?cursor=${encodeURIComponent(cursor)}`);

    expect([answer.statusCode, answer.json.code]).toEqual([400, 'cursor-invalid']);
    expect(answer.json.errors).toEqual([{ parameter: 'cursor', detail: expect.any(String) }]);
  });

  it.each([
    ['another order', `${THREAD}?order=newest`, 'comments/ferry/oldest'],
    ['another thread', '/v1/articles/tram/comments?order=oldest', 'comments/ferry/oldest'],
    ['a listing', `${THREAD}?order=oldest`, 'latest'],
  ])('of a thread that belongs to %s is refused', async (_what, target, list) => {
    const cursor = forged(1, list, 'after', '2026-11-23T09:00:00.000Z#00000000-0000-4000-8000-000000000000');

    const answer = await app.get(`${target}&cursor=${cursor}`);

    expect([answer.statusCode, answer.json.code]).toEqual([400, 'cursor-invalid']);
  });

  it.each([
    ['after', '0000-01-01T00:00:00.000Z', 0],
    ['before', '0000-01-01T00:00:00.000Z', 2],
    ['after', '9999-12-31T23:59:59.999Z', 2],
    ['before', '9999-12-31T23:59:59.999Z', 0],
  ])('that is forged to stand %s %s finds only what is public', async (direction, at, count) => {
    const answer = await app.get(`/v1/articles?cursor=${forged(1, 'latest', direction, `${at}#ferry`)}`);

    expect(answer.statusCode).toBe(200);
    expect(answer.json.items).toHaveLength(count);
  });
});

describe('a body', () => {
  const good = JSON.stringify(aSubmission());
  const inside = (text: string) => good.replace('{', `{${text},`);
  const nested = (depth: number) => inside(`"extra":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`);

  it.each<[string, string | Buffer, string]>([
    ['empty', '', 'is empty'],
    ['text', 'Hear, hear', 'is not JSON'],
    ['a form', 'name=Wren&email=wren%40example.org', 'is not JSON'],
    ['cut off', good.slice(0, -1), 'is not JSON'],
    ['two documents', good + good, 'is not JSON'],
    ['JavaScript', "{name: 'Wren'}", 'is not JSON'],
    ['JSON with a comment', `${good} // so`, 'is not JSON'],
    ['NaN', '{"name": NaN}', 'is not JSON'],
    ['with a raw line break in a string', '{"name": "Wren\n"}', 'is not JSON'],
    ['behind a byte order mark', `\ufeff${good}`, 'byte order mark'],
    ['in UTF-16', Buffer.from(good, 'utf16le'), 'is not'],
    ['with a key twice', inside('"name":"Ines"'), '"name" twice'],
    ['with a key twice, once escaped', inside('"n\\u0061me":"Ines"'), '"name" twice'],
    ['with a key twice, further down', inside('"extra":{"a":[{"b":1,"b":2}]}'), '"b" twice'],
    ['with __proto__', inside('"__proto__":{"isAdmin":true}'), '"__proto__"'],
    ['with an escaped __proto__', inside('"\\u005f_proto__":{"isAdmin":true}'), '"__proto__"'],
    ['with constructor.prototype', inside('"constructor":{"prototype":{}}'), '"constructor"'],
    ['33 levels deep', nested(33), 'nests deeper than 32'],
    ['1,000 levels deep', nested(1_000), 'nests deeper than 32'],
    ['10,000 levels deep', nested(10_000), 'nests deeper than 32'],
    ['60,000 levels deep', nested(60_000), 'nests deeper than 32'],
    ['opened 100,000 times', '['.repeat(100_000), 'is not JSON|nests deeper'],
  ])('that is %s is malformed', async (_what, body, why) => {
    const answer = await app.post(THREAD, body);

    expect([answer.statusCode, answer.json.code]).toEqual([400, 'body-malformed']);
    expect(answer.json.errors).toEqual([{ pointer: '', detail: expect.stringMatching(why) }]);
    expect(answer.json.detail).not.toContain('call stack');
  });

  it('with bytes that are no text is refused where they stand', async () => {
    const body = Buffer.from(good);
    body[good.indexOf('Wren')] = 0xff;

    const answer = await app.post(THREAD, body);

    expect(answer.json).toMatchObject({ code: 'field-invalid', errors: [{ pointer: '/name' }] });
  });

  it.each([
    ['of 1 MB', inside(`"extra":"${'x'.repeat(1024 * 1024)}"`)],
    ['a byte over the limit', good.padEnd(COMMENT_BODY_LIMIT + 1)],
    ['over the limit in bytes, not in characters', inside(`"extra":"${'🚢'.repeat(COMMENT_BODY_LIMIT / 4)}"`)],
    ['400,000 levels deep', nested(400_000)],
  ])('%s is too large', async (_what, body) => {
    const answer = await app.post(THREAD, body);

    expect([answer.statusCode, answer.json.code]).toEqual([413, 'body-too-large']);
  });

  it('that is a form of too many fields is refused', async () => {
    const fields = Array.from({ length: 121 }, (_, index) => `field${index}=`).join('&');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };

    const answer = await app.post(THREAD.replace('ferry', 'nowhere'), fields, { headers });

    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('holds more than 120 fields');
  });

  it.each([
    ['decomposed letters in JSON', 'ộ'.normalize('NFD').repeat(10_000), 'json'],
    ['decomposed syllables in a form', '각'.normalize('NFD').repeat(10_000), 'form'],
    ['signs outside the first plane in a form', '🚢'.repeat(5_000), 'form'],
  ])('with the longest comment is read, however its characters are written: %s', async (what, comment, kind) => {
    const sent = { ...aSubmission({ email: `${what.length}@example.org` }), comment };
    const json = JSON.stringify(sent).replace(
      /[^\x20-\x7e]/g,
      (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    const form = String(new URLSearchParams({ name: sent.name, email: sent.email, comment }));
    const type = kind === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';

    const answer = await app.post(THREAD, kind === 'json' ? json : form, { headers: { 'content-type': type } });

    expect([answer.statusCode, answer.json?.errors]).toEqual([kind === 'json' ? 202 : 303, undefined]);
  });

  it('just within the limit is read', async () => {
    const own = JSON.stringify(aSubmission({ email: 'within@example.org', comment: 'Within the limit.' }));

    const answer = await app.post(THREAD, own.padEnd(COMMENT_BODY_LIMIT));

    expect(answer.statusCode).toBe(202);
  });

  it.each([
    ['32 levels deep', nested(32)],
    ['with a key twice in different objects', inside('"extra":[{"a":1},{"a":2}]')],
    ['with a key that is a value too', inside('"extra":["name","name"]')],
    ['with braces in its strings', inside(`"extra":"${'{'.repeat(100)}\\"${'['.repeat(100)}"`)],
    ['with a number beyond all numbers', inside('"extra":1e400')],
  ])('%s is read, and its field refused that nobody knows', async (_what, body) => {
    const answer = await app.post(THREAD, body);

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(answer.json.errors).toEqual([{ pointer: '/extra', detail: 'is not a field here' }]);
  });

  it.each([
    [''],
    ['text/plain'],
    ['text/json'],
    ['application/jsonp'],
    ['multipart/form-data; boundary=x'],
    ['application/octet-stream'],
    ['application/json,text/plain'],
  ])('of the media type "%s" is not read', async (type) => {
    const answer = await app.post(THREAD, good, { headers: { 'content-type': type } });

    expect([answer.statusCode, answer.json.code]).toEqual([415, 'media-type-unsupported']);
    expect(answer.json.errors).toEqual([{ header: 'content-type', detail: expect.any(String) }]);
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/vnd.broadsheet+json'])(
    'of the media type "%s" is read, also where the gateway hands it over in base64',
    async (type) => {
      const body = aSubmission({ comment: `Sent as ${type}.` });

      const answer = await app.post(THREAD, body, { headers: { 'content-type': type } });

      expect(answer.statusCode).toBe(202);
    },
  );

  it('in base64 that holds no UTF-8 is malformed', async () => {
    const options = { headers: { 'content-type': 'application/vnd.broadsheet+json' } };

    const answer = await app.post(THREAD, Buffer.from([0x22, 0xff, 0x22]), options);

    expect(answer.json).toMatchObject({ code: 'body-malformed', detail: 'The body is not valid UTF-8.' });
  });

  it.each(['null', 'true', '1', '1e400', '"Wren"', '[]', `[${good}]`])('that is %s is no submission', async (body) => {
    const answer = await app.post(THREAD, body);

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(answer.json.errors).toEqual([{ pointer: '', detail: 'must be a JSON object' }]);
  });
});

describe('what is wrong first', () => {
  it.each<[string, string, string, string, unknown]>([
    ['the path before the query', '/v1/articles/A/comments?limit=0', 'GET', 'parameter-invalid', undefined],
    ['the media type before the fields', THREAD, 'POST', 'media-type-unsupported', '{}'],
  ])('is told: %s', async (_what, target, method, code, body) => {
    const answer = await app.request(method, target, { headers: { 'content-type': 'text/plain' }, body });

    expect(answer.json.code).toBe(code);
  });
});

describe('HEAD', () => {
  const reads = Object.values(routes).filter((route) => routeKeys(route).some((key) => key.startsWith('HEAD ')));
  const tokenPurposes = {
    '/comments/confirmation': 'mailbox',
    '/comments/unsubscription': 'unsubscribe',
    '/comments/personal-data': 'personal',
    '/v1/commenters/personal-data': 'personal',
  } as const;

  /** A good request to a route that is read. */
  const requestOf = async (path: string): Promise<[string, RequestOptions?]> => {
    const until = new Date('2026-11-24T00:00:00.000Z');
    const purpose = tokenPurposes[path as keyof typeof tokenPurposes];
    if (purpose) return [`${path}?token=${await app.tokens.sign(purpose, { person: 'somebody' }, until)}`];
    if (path === '/comments/new') return [`${path}?article=ferry`];
    if (path === '/assets/{file}') return [aTheme.assetPath('theme.css')];
    const target = path.replaceAll(/\{\w+\}/g, (parameter) => known[parameter] ?? '');
    if (path !== '/comments/{id}') return [target];
    const own = await app.tokens.sign('own', { id: KNOWN_COMMENT }, until);
    return [target, { headers: { cookie: `__Secure-own-comment=${own}` } }];
  };

  it.each(reads.map(({ path }) => [path]))('%s has the status and headers of GET, and no body', async (path) => {
    const [target, options] = await requestOf(path);
    const get = await app.get(target, options);

    const head = await app.request('HEAD', target, options);

    expect(head.statusCode).toBeLessThan(400);
    expect([head.statusCode, head.headers]).toEqual([get.statusCode, get.headers]);
    expect(head.body).toBe('');
  });

  it.each(['/nowhere', '/v1/articles/A', '/v1/articles/nowhere', '/v1/articles?limit=0'])(
    '%s is refused as GET is, without a body',
    async (target) => {
      const get = await app.get(target);

      const head = await app.request('HEAD', target);

      expect(head.statusCode).toBe(get.statusCode);
      expect(head.headers).toEqual(get.headers);
      expect(head.body).toBe('');
    },
  );
});
