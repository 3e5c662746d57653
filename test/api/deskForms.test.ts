import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { deskPage } from '../../functions/desk/session/routes.ts';
import { createSeal } from '../../functions/desk/session/seal.ts';
import { createSessions, formTokenOf } from '../../functions/desk/session/sessions.ts';
import { createDesk, type Desk, deskParts } from '../../functions/desk/shell/createDesk.ts';
import { createTheme } from '../../functions/pages/site.ts';
import { settings } from '../../functions/pages/theme/settings.ts';
import { redirection } from '../../functions/shared/api/reply.ts';
import type { Response } from '../../functions/shared/api/response.ts';
import { defineRoutes } from '../../functions/shared/api/route.ts';
import type { Log } from '../../functions/shared/log.ts';
import { collectAssets } from '../../infra/assets.ts';
import { toContext, toEvent } from '../../infra/local/event.ts';
import { NOON, ORIGIN, testKey } from '../../infra/local/testing.ts';
import { htmlFaults } from '../support/html.ts';
import { owasp } from '../support/owasp.ts';

/* What every form of the desk gets from its frame, by a form that only keeps what it was sent. */

const routes = defineRoutes('desk.edit', {
  save: {
    ...deskPage,
    method: 'POST',
    path: '/desk/notes/{id}',
    proxy: '/desk/{proxy+}',
    audience: 'editor',
    summary: 'Save a note',
    params: z.object({ id: z.string() }),
    body: z.object({ headline: z.string().check(z.maxLength(20)), note: z.optional(z.string()) }),
    forms: 'redirected',
    redirects: 303,
    failures: [],
  },
});

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const given: Desk = {
  theme: createTheme(collectAssets().names, settings),
  clock: () => new Date(NOON),
  log: silent,
  sessionKey: testKey,
  issuer: { issuer: 'https://issuer.example', clientId: 'desk', fetch: () => Promise.reject(new TypeError('away')) },
};
let saved: object[] = [];
const handler = createDesk(
  routes,
  {
    save: async ({ params, body, request: { caller } }) => {
      saved.push({ ...params, ...body, by: caller.name });
      return redirection(303, '/desk');
    },
  },
  given,
  deskParts(given),
);

beforeEach(() => {
  saved = [];
});

async function aSession(name = 'ines@example.org') {
  const sessions = createSessions(createSeal(testKey), { refresh: () => Promise.reject(new Error()) }, given.clock);
  const person = { subject: name, name, groups: ['editors'] };
  const sealed = await sessions.begin({ person, refresh: 'none' });
  const session = await sessions.read(sealed);
  if (!session) throw new Error('There is no session');
  return { cookie: `__Host-desk=${sealed}`, token: formTokenOf(session) };
}

function post(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const sent = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    origin: ORIGIN,
    ...headers,
  };
  const event = toEvent(
    {
      method: 'POST',
      target: '/desk/notes/one',
      headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, [value]])),
      body: Buffer.from(String(new URLSearchParams(fields))),
      sourceIp: '203.0.113.7',
    },
    { routeKey: 'POST /desk/{proxy+}', route: routes.save, pathParameters: { proxy: 'notes/one' } },
  );
  return handler(event, toContext('desk.edit', 'test', 10_000));
}

const TYPED = { headline: 'A <bold> one', note: 'Two\nlines & more' };

describe('a form of the desk', () => {
  it('is taken with the session’s token, which its route need not declare', async () => {
    const { cookie, token } = await aSession();

    const answer = await post({ ...TYPED, token }, { cookie });

    expect(answer.statusCode).toBe(303);
    expect(saved).toEqual([{ id: 'one', ...TYPED, by: 'ines@example.org' }]);
  });

  it('of another session does nothing yet, and can be sent again with what was typed', async () => {
    const [former, session] = [await aSession(), await aSession()];

    const answer = await post({ ...TYPED, token: former.token }, { cookie: session.cookie });

    expect([answer.statusCode, saved]).toEqual([403, []]);
    expect(answer.body).toContain('A &lt;bold> one');
    expect(answer.body).toContain('Two\nlines &amp; more');
    expect(answer.body).toContain('<form method="post" action="/desk/notes/one">');
    expect(answer.body).toContain(`name="token" value="${session.token}"`);
    expect(answer.body).not.toContain(former.token);
    expect(await htmlFaults(answer.body ?? '')).toEqual([]);
    await post({ ...TYPED, token: session.token }, { cookie: session.cookie });
    expect(saved).toHaveLength(1);
  });

  it('that comes after the session keeps what was typed, beside a way to sign in', async () => {
    const answer = await post({ ...TYPED, token: 'former' });

    expect([answer.statusCode, saved]).toEqual([401, []]);
    expect(answer.body).toContain('A &lt;bold> one');
    expect(answer.body).toMatch(/<a class="act" href="[^"]*\/desk\/session\/sign-in" target="_blank" rel="noopener">/);
    expect(await htmlFaults(answer.body ?? '')).toEqual([]);
  });

  it('from another site is not taken even with the token, and offers nothing to send', async () => {
    const { cookie, token } = await aSession();

    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site', origin: 'https://blog.broadsheet.example' },
      { 'sec-fetch-site': 'cross-site', origin: 'null', 'content-type': 'text/plain' },
    ]) {
      const answer = await post({ ...TYPED, token }, { cookie, ...headers });

      expect([answer.statusCode, saved]).toEqual([403, []]);
      expect(answer.body).not.toContain('action="/desk/notes');
    }
  });

  it('with a fault says what is wrong and keeps what was typed', async () => {
    const { cookie, token } = await aSession();

    const answer = await post({ ...TYPED, headline: 'l'.repeat(21), token }, { cookie });

    expect([answer.statusCode, saved]).toEqual([422, []]);
    expect(answer.body).toContain('headline');
    expect(answer.body).toContain('l'.repeat(21));
    expect(answer.body).toContain('Two\nlines &amp; more');
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'is no other kind of body: %s',
    async (type) => {
      const { cookie } = await aSession();

      const answer = await post(TYPED, { cookie, 'content-type': type });

      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(saved).toEqual([]);
    },
  );

  it('shows whatever was typed, and whoever typed it, as text', async () => {
    for (const [, attack] of owasp) {
      const { cookie } = await aSession(attack);

      const answer = await post({ headline: attack, [attack]: attack }, { cookie });

      expect(answer.statusCode).toBe(403);
      expect(answer.body).not.toMatch(/<(script|img|svg|iframe|object|embed|style|base|input onfocus)\b/i);
    }
  });
});
