import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { returnAddress } from '../../functions/desk/session/returnAddress.ts';
import { createSeal } from '../../functions/desk/session/seal.ts';
import { createSessions } from '../../functions/desk/session/sessions.ts';
import { routes } from '../../functions/routes.ts';
import { NOON } from '../../infra/local/testing.ts';
import { type Answer, ORIGIN } from '../support/app.ts';
import { type DeskApp, DeskBrowser, startDesk } from '../support/desk.ts';
import { htmlFaults } from '../support/html.ts';

const COOKIE = '__Host-desk';
const SIGN_IN_COOKIE = '__Host-desk-sign-in';
const SIGN_OUT = '/desk/session/sign-out';

let desk: DeskApp;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => {
  expect(desk.app.logs.filter(({ level, message }) => level === 'error' && message === 'internal')).toEqual([]);
});

const minutes = (count: number) => new Date(Date.parse(NOON) + count * 60_000).toISOString();

async function signedIn(person = 'editor'): Promise<DeskBrowser> {
  const browser = desk.browser();
  await browser.signIn(person);
  return browser;
}

const isSignIn = ({ statusCode, headers }: Answer) =>
  statusCode === 303 && headers.location?.startsWith(`${ORIGIN}/desk/session/sign-in`) === true;

describe('signing in', () => {
  it('leads from the page asked for to the issuer and back', async () => {
    const browser = desk.browser();

    const asked = await browser.request('GET', '/desk/articles?state=published');
    const to = new URL(asked.headers.location ?? '').searchParams.get('to') ?? '';
    const back = await browser.signIn('editor', to);
    const page = await browser.get(back.headers.location ?? '');

    expect([isSignIn(asked), back.statusCode, back.headers.location]).toEqual([
      true,
      303,
      '/desk/articles?state=published',
    ]);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('editor@localhost');
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
  });

  it('asks for a code with PKCE, and keeps what it needs in a sealed cookie', async () => {
    const browser = desk.browser();

    const address = new URL(await browser.begin());

    const { state, nonce, code_challenge: challenge, ...others } = Object.fromEntries(address.searchParams);
    expect(others).toEqual({
      response_type: 'code',
      client_id: 'broadsheet-desk',
      redirect_uri: `${ORIGIN}/desk/session/callback`,
      scope: 'openid email',
      code_challenge_method: 'S256',
    });
    expect([state, nonce, challenge].every((each) => (each?.length ?? 0) >= 43)).toBe(true);
    expect(browser.cookies.get(SIGN_IN_COOKIE)).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('sets a cookie that only this host gets, no script reads, and other sites’ forms do not send', async () => {
    const browser = desk.browser();

    const { cookies = [] } = await browser.signIn('editor');

    expect(cookies).toHaveLength(2);
    expect(cookies[0]).toBe(`${SIGN_IN_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`);
    expect(cookies[1]).toMatch(/^__Host-desk=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/);
    expect(Buffer.byteLength(cookies[1] ?? '')).toBeLessThan(4_096);
    expect(cookies[1]).not.toContain('localhost');
  });

  it.each(['refused', 'cancelled'])('that is %s tells so, with a way to begin again', async () => {
    const browser = desk.browser();

    const answer = await browser.signIn('');

    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('You were not signed in where your account is.');
    expect(answer.body).toContain('<a class="act" href="/desk">');
    expect(browser.cookies.size).toBe(0);
  });

  it('tells that the issuer is away, and works when it is back', async () => {
    const browser = desk.browser();
    desk.break('unreachable');
    const away = await browser.request('GET', '/desk/session/sign-in');
    desk.break('failing');
    const failing = await browser.request('GET', '/desk/session/sign-in');
    desk.break(undefined);

    const back = await browser.signIn('editor');

    expect([away.statusCode, failing.statusCode, back.statusCode]).toEqual([503, 503, 303]);
    expect(away.body).toContain('Something went wrong');
    expect(away.body).not.toContain('fetch failed');
  });
});

describe('the way back from the issuer', () => {
  it('is good once: a code that is used again begins no session', async () => {
    const [browser, thief] = [desk.browser(), desk.browser()];
    const path = await browser.choose(await browser.begin(), 'editor');
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    await browser.request('GET', path);

    const again = await browser.request('GET', path);
    const stolen = await thief.request('GET', path);

    expect([again.statusCode, again.headers.location]).toEqual([303, '/desk']);
    expect([stolen.statusCode, thief.cookies.has(COOKIE)]).toEqual([403, false]);
  });

  it.each<[string, (path: string) => string]>([
    ['another state', (path) => path.replace(/state=[^&]+/, `state=${'x'.repeat(43)}`)],
    ['no state', (path) => path.replace(/state=[^&]+&/, '')],
    ['another issuer', (path) => path.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example')],
    ['another code', (path) => path.replace(/code=[^&]+/, 'code=forged')],
    ['no code', (path) => path.replace(/&code=[^&]+/, '')],
    ['two states', (path) => `${path}&state=${'x'.repeat(43)}`],
  ])('with %s begins no session', async (_what, change) => {
    const browser = desk.browser();
    const path = await browser.choose(await browser.begin(), 'editor');

    const answer = await browser.request('GET', change(path));

    expect([answer.statusCode, browser.cookies.has(COOKIE)]).toEqual([403, false]);
  });

  it('belongs to the browser that began: another one’s way back is no sign-in (login CSRF)', async () => {
    const [attacker, victim] = [desk.browser(), desk.browser()];
    const path = await attacker.choose(await attacker.begin(), 'editor');

    const without = await victim.request('GET', path);
    await victim.begin();
    const withOwn = await victim.request('GET', path);

    expect([without.statusCode, withOwn.statusCode, victim.cookies.has(COOKIE)]).toEqual([403, 403, false]);
  });

  it('needs the nonce that was asked for', async () => {
    const browser = desk.browser();
    const address = await browser.begin();
    const path = await browser.choose(address.replace(/nonce=[^&]+/, 'nonce=another'), 'editor');

    const answer = await browser.request('GET', path);

    expect([answer.statusCode, browser.cookies.has(COOKIE)]).toEqual([403, false]);
  });

  it('comes too late after a quarter of an hour', async () => {
    const browser = desk.browser();
    const address = await browser.begin();
    desk.setClock(minutes(16));
    const path = await browser.choose(address, 'editor');

    const answer = await browser.request('GET', path);

    expect([answer.statusCode, browser.cookies.has(COOKIE)]).toEqual([403, false]);
  });
});

describe('the address to return to', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/desk',
    'https:evil.example',
    'javascript:alert(1)',
    '/desk/../admin',
    '/desk/%2e%2e/admin',
    '/desk/..',
    '/desk//evil.example',
    '/desk\\..\\evil',
    '/deskevil',
    '/desk.evil.example',
    '/desk/\tarticles',
    '/desk\n//evil.example',
    '/desk/\u0000',
    '/desk/ü',
    '/desk/session/sign-out',
    '/desk/session',
    ' /desk',
    '/',
    '',
    `/desk?${'x'.repeat(3_000)}`,
  ])('is never another than the desk’s: %j', async (to) => {
    const browser = desk.browser();

    const answer = await browser.signIn('editor', to);

    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/desk']);
  });

  it.each([
    '/desk',
    '/desk?x=1',
    '/desk/articles',
    '/desk/articles?state=draft&section=%C3%BC',
    '/desk/articles/1/preview',
  ])('may be %s', (to) => {
    expect(returnAddress(to)).toBe(to);
  });
});

describe('a session', () => {
  it('asks the issuer again within five minutes, and no sooner than it must', async () => {
    const browser = await signedIn();
    const first = browser.cookies.get(COOKIE);
    desk.asked.length = 0;

    await browser.get('/desk');
    desk.setClock(minutes(3));
    await browser.get('/desk');
    const before = [...desk.asked];
    desk.setClock(minutes(4.5));
    const page = await browser.get('/desk');

    expect(before).toEqual([]);
    expect(desk.asked).toContain('/token');
    expect([page.statusCode, browser.cookies.get(COOKIE) !== first]).toEqual([200, true]);
  });

  it('loses a group within five minutes of its being taken away', async () => {
    const browser = await signedIn();
    desk.people.editor = { name: 'editor@localhost', groups: [] };

    desk.setClock(minutes(5));
    const page = await browser.get('/desk');

    expect(page.statusCode).toBe(403);
    expect(page.body).toContain('You are in no group of this paper.');
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
  });

  it('is over within five minutes of the person’s being removed', async () => {
    const browser = await signedIn();
    delete desk.people.editor;

    desk.setClock(minutes(5));
    const page = await browser.request('GET', '/desk');

    expect([isSignIn(page), browser.cookies.has(COOKIE)]).toEqual([true, false]);
  });

  it('outlives an issuer that is away, but no longer than its word counts', async () => {
    const browser = await signedIn();
    desk.break('unreachable');
    desk.setClock(minutes(4.5));
    const within = await browser.get('/desk');
    desk.setClock(minutes(5.5));
    const after = await browser.get('/desk');
    const typed = await browser.post('/desk/session/nowhere', { comment: 'Long words.' });
    desk.break(undefined);
    const back = await browser.get('/desk');

    expect([within.statusCode, after.statusCode, back.statusCode]).toEqual([200, 503, 200]);
    expect(typed.statusCode).toBe(404);
  });

  it('ends after twelve hours without a request, and not before', async () => {
    const browser = await signedIn();
    desk.setClock(minutes(12 * 60 - 1));
    const before = await browser.request('GET', '/desk');
    desk.setClock(minutes(24 * 60));
    const after = await browser.request('GET', '/desk');

    expect(before.statusCode).toBe(200);
    expect([isSignIn(after), browser.cookies.has(COOKIE)]).toEqual([true, false]);
  });

  it.each<[string, (cookie: string) => string]>([
    ['is changed', (cookie) => `${cookie.slice(0, -2)}${cookie.endsWith('A') ? 'BB' : 'AA'}`],
    ['is cut', (cookie) => cookie.slice(0, -10)],
    ['is no session', () => 'nonsense'],
    ['is empty', () => ''],
    ['is huge', (cookie) => cookie + 'x'.repeat(8_000)],
    ['claims alg none', () => `${Buffer.from('{"alg":"none"}').toString('base64url')}..x.x.x`],
    ['is the cookie of a sign-in', () => 'sign-in'],
  ])('whose cookie %s is none', async (_what, change) => {
    const browser = await signedIn();
    const other = desk.browser();
    await other.begin();
    const changed = change(browser.cookies.get(COOKIE) ?? '');
    browser.cookies.set(COOKIE, changed === 'sign-in' ? (other.cookies.get(SIGN_IN_COOKIE) ?? '') : changed);

    const answer = await browser.request('GET', '/desk');

    expect(isSignIn(answer)).toBe(true);
  });

  it('of another stage is none, and one sealed by the former of two keys is', async () => {
    const granted = { person: { subject: 's', name: 'ines', groups: ['editors'] }, refresh: 'r' };
    const sessionsOf = (key: string) =>
      createSessions(
        createSeal(async () => key),
        { refresh: () => Promise.reject(new Error()) },
        () => new Date(NOON),
      );
    const sealed = await sessionsOf('first').begin(granted);

    const opened = await Promise.all(['another', 'second first', 'first'].map((key) => sessionsOf(key).read(sealed)));

    expect(opened.map((session) => session?.name)).toEqual([undefined, 'ines', 'ines']);
  });
});

describe('signing out', () => {
  it('ends the session here and at the issuer, so that a copy of the cookie is good for five minutes at most', async () => {
    const browser = await signedIn();
    const copy = browser.cookies.get(COOKIE) ?? '';
    const token = DeskBrowser.tokenIn(await browser.get('/desk'));

    const out = await browser.post(SIGN_OUT, { token });
    const page = await browser.request('GET', out.headers.location ?? '');
    browser.cookies.set(COOKIE, copy);
    desk.setClock(minutes(5));
    const replayed = await browser.request('GET', '/desk');

    expect([out.statusCode, out.headers.location]).toEqual([303, '/desk/session/signed-out']);
    expect(page.body).toContain('<meta http-equiv="refresh" content="0;url=');
    expect(desk.asked).toContain('/revoke');
    expect([isSignIn(replayed), browser.cookies.has(COOKIE)]).toEqual([true, false]);
  });

  it('leaves other sessions alone, and everywhere ends them all', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const tokenOf = async (browser: DeskBrowser) => DeskBrowser.tokenIn(await browser.get('/desk'));
    await one.post(SIGN_OUT, { token: await tokenOf(one) });
    desk.setClock(minutes(5));
    const kept = await other.request('GET', '/desk');
    const third = await signedIn();
    desk.setClock(minutes(6));
    await other.post(SIGN_OUT, { token: await tokenOf(other), everywhere: 'yes' });
    desk.setClock(minutes(12));
    const ended = await third.request('GET', '/desk');

    expect([kept.statusCode, isSignIn(ended)]).toEqual([200, true]);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['another site', {}, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a page without the session’s token', { token: 'forged' }, {}],
    ['a page without a token', { token: '' }, {}],
  ])('is not done for %s', async (_who, fields, headers) => {
    const browser = await signedIn();
    const token = DeskBrowser.tokenIn(await browser.get('/desk'));

    const answer = await browser.post(SIGN_OUT, { token, ...fields }, headers);
    const page = await browser.get('/desk');

    expect([answer.statusCode, page.statusCode]).toEqual([403, 200]);
    expect(desk.asked).not.toContain('/revoke');
  });
});

describe('who may see what', () => {
  it.each([
    ['editor', '/desk', 200],
    ['editor', '/desk/articles', 200],
    ['editor', '/desk/comments', 403],
    ['moderator', '/desk/articles', 403],
    ['moderator', '/desk/comments', 200],
    ['both', '/desk', 200],
    ['both', '/desk/comments', 200],
  ])('%s at %s: %i', async (person, path, status) => {
    const browser = await signedIn(person);

    const page = await browser.get(path);

    expect(page.statusCode).toBe(status);
    const group = path === '/desk/comments' ? 'moderators' : 'editors';
    if (status === 403) expect(page.body).toContain(`“${group}”`);
    expect(page.body?.includes('href="/desk/articles"')).toBe(person !== 'moderator');
    expect(page.body?.includes('href="/desk/comments"')).toBe(person !== 'editor');
  });

  it('sends whoever only moderates from the first page to the comments', async () => {
    const browser = await signedIn('moderator');

    const page = await browser.request('GET', '/desk');

    expect([page.statusCode, page.headers.location]).toEqual([303, '/desk/comments']);
  });

  it('takes no token of the API for a session, and no session for a token', async () => {
    const caller = { name: 'ines@example.org', groups: ['editors'] };
    const browser = await signedIn();

    const withToken = await desk.app.request('GET', '/desk', { caller });
    const withCookie = await browser.request('GET', '/v1/newsroom/articles');

    expect(isSignIn(withToken)).toBe(true);
    expect(withCookie.statusCode).toBe(401);
  });
});

const pages = Object.values(routes).filter(({ proxy }) => proxy !== undefined);
const addressOf = (path: string) => path.replaceAll('{id}', '00000000-0000-4000-8000-000000000000');

describe.each(pages)('$method $path', ({ method, path, audience }) => {
  it('is stored by nobody, framed by nobody, found by nobody, and runs no script', async () => {
    const browser = await signedIn('both');

    const { headers } =
      method === 'POST' ? await browser.post(addressOf(path), {}) : await browser.request('GET', addressOf(path));

    expect(headers['cache-control']).toBe('private, no-store');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['x-robots-tag']).toBe('noindex');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['content-security-policy'] ?? '').toMatch(/frame-ancestors 'none'/);
    expect(headers['content-security-policy'] ?? '').not.toMatch(/unsafe|script-src/);
  });

  it.skipIf(audience === 'public')('needs a session', async () => {
    const browser = desk.browser();

    const answer =
      method === 'POST' ? await browser.post(addressOf(path), {}) : await browser.request('GET', addressOf(path));

    if (method === 'POST') expect(answer.statusCode).toBe(401);
    else expect(isSignIn(answer)).toBe(true);
  });

  it.skipIf(method !== 'POST')('refuses what another site sends, and a form without the session’s token', async () => {
    const browser = await signedIn('both');
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };

    const foreign = await browser.post(addressOf(path), { note: 'Foreign <words>' }, elsewhere);
    const stale = await browser.post(addressOf(path), { token: 'stale' });

    expect([foreign.statusCode, stale.statusCode]).toEqual([403, 403]);
    expect(foreign.body).toContain('Foreign &lt;words>');
    expect(foreign.body).not.toContain(`action="${addressOf(path)}"`);
  });
});

describe('an address of the desk', () => {
  it.each([
    ['GET', '/desk/nowhere', 404],
    ['GET', '/desk/articles/', 404],
    ['GET', '/desk/articles/1/2/3/4', 404],
    ['GET', '/desk/articles/not-an-id', 404],
    ['GET', '/desk/comments/nowhere', 404],
    ['GET', '/desk/session/nowhere', 404],
    ['POST', '/desk/articles', 405],
    ['POST', '/desk/comments', 405],
    ['GET', '/desk/session/sign-out', 405],
    ['GET', '/desk/articles?state=nothing', 400],
    ['GET', '/desk/articles?cursor=forged', 400],
    ['GET', '/desk/articles?stranger=1', 400],
  ])('that is none is a page that says so: %s %s', async (method, target, status) => {
    const browser = await signedIn('both');

    const answer = method === 'POST' ? await browser.post(target, {}) : await browser.request(method, target);

    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(await htmlFaults(answer.body ?? '')).toEqual([]);
  });
});
