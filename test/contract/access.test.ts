import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../functions/routes.ts';
import { callerOf } from '../../functions/shared/api/caller.ts';
import { builtIn } from '../../functions/shared/api/paperLanguage.ts';
import { type Audience, type FunctionName, type Route, routeKeys } from '../../functions/shared/api/route.ts';
import { createHandler, type Handler } from '../../functions/shared/api/stack.ts';
import { Failure } from '../../functions/shared/failure.ts';
import type { Log } from '../../functions/shared/log.ts';
import { createAuthorizer } from '../../infra/local/authorizer.ts';
import { createGateway } from '../../infra/local/gateway.ts';
import { ISSUER_KEY_FILE, type LocalIssuer, openIssuer, SIGNATURE } from '../../infra/local/issuer.ts';
import { type Group, groups } from '../../infra/stages.ts';

/** Each key of the route table but the desk's (test/api/deskSession.test.ts), with an address that matches it and who may call it. */
const keys = Object.values(routes)
  .filter(({ proxy }) => proxy === undefined)
  .flatMap((route) =>
    routeKeys(route).map((key) => ({
      key,
      route,
      method: key === '$default' ? 'GET' : (key.split(' ', 1)[0] ?? ''),
      path: key === '$default' ? '/nowhere' : route.path.replaceAll(/\{\w+\}/g, '1'),
      audience: route.audience,
    })),
  );
const guarded = keys.filter(({ audience }) => audience !== 'public');
const open = keys.filter(({ audience }) => audience === 'public');

const directories = ['home', 'foreign'].map((name) => mkdtempSync(join(tmpdir(), `broadsheet-${name}-`)));
let issuer: LocalIssuer;
let foreign: LocalIssuer;
let server: Server;
let origin: string;
let invocations = 0;

/** The real chain of each function around operations that only tell that they were reached. */
function handlersOf(table: Readonly<Record<string, Route>>): ReadonlyMap<FunctionName, Handler> {
  const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const owned = Map.groupBy(Object.entries(table), ([, route]) => route.function);
  const reached = async () => {
    throw new Failure('service-unavailable', () => 'Reached.');
  };
  return new Map(
    [...owned].map(([name, entries]) => [
      name,
      createHandler(Object.fromEntries(entries), Object.fromEntries(entries.map(([id]) => [id, reached])), {
        language: builtIn('en-GB'),
        log: silent,
        identify: callerOf,
      }),
    ]),
  );
}

beforeAll(async () => {
  const [home = '', abroad = ''] = directories;
  issuer = openIssuer(home);
  foreign = openIssuer(abroad);
  const handlers = handlersOf(routes);
  server = createGateway({
    routes: Object.values(routes),
    authorizer: createAuthorizer(issuer),
    invoke: async (route, event, context) => {
      invocations += 1;
      const handler = handlers.get(route.function);
      if (!handler) throw new Error(`There is no function ${route.function}`);
      return handler(event, context);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
  for (const directory of directories) rmSync(directory, { recursive: true });
});

beforeEach(() => {
  invocations = 0;
});

const call = ({ method, path, route }: (typeof keys)[number], authorization?: string) =>
  fetch(`${origin}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(route.body ? { 'content-type': 'application/json' } : {}),
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(route.body ? { body: '{}' } : {}),
  });

const groupOf: Readonly<Record<Exclude<Audience, 'public'>, Group>> = { editor: 'editors', moderator: 'moderators' };
const rightGroup = (audience: Audience): Group => groupOf[audience as keyof typeof groupOf];
const wrongGroups = (audience: Audience) =>
  (Object.keys(groups) as Group[]).filter((group) => group !== rightGroup(audience));
const tokenOf = (groups: readonly Group[], from = issuer, hours = 1) =>
  from.token({ name: 'ines@example.org', groups, hours });

/** A token that our own key has signed, of another issuer or for another audience. */
async function signedByUs(group: Group, changes: { readonly iss?: string; readonly aud?: string }): Promise<string> {
  const key = createPrivateKey(readFileSync(join(directories[0] ?? '', ISSUER_KEY_FILE)));
  return new SignJWT({ iss: issuer.issuer, aud: issuer.audience, 'cognito:groups': [group], ...changes })
    .setProtectedHeader({ alg: SIGNATURE, kid: issuer.keyId })
    .setExpirationTime('1h')
    .sign(key);
}

/** What a forger can make: the parts of a good token, one of them changed. */
async function withPart(index: 0 | 1, token: string, change: object): Promise<string> {
  const parts = token.split('.');
  const part = JSON.parse(Buffer.from(parts[index] ?? '', 'base64url').toString());
  parts[index] = Buffer.from(JSON.stringify({ ...part, ...change })).toString('base64url');
  return parts.join('.');
}

/** Tokens that must not be believed, each otherwise of the right group. */
const bad: Readonly<Record<string, (group: Group) => Promise<string | undefined> | string | undefined>> = {
  'no token': () => undefined,
  'another scheme': () => 'Basic aW5lczpzZWNyZXQ=',
  'a token that is none': () => 'Bearer nonsense',
  'an expired token': async (group) => `Bearer ${await tokenOf([group], issuer, -1)}`,
  'a token of a foreign key': async (group) => `Bearer ${await tokenOf([group], foreign)}`,
  'a token of a foreign key under our key’s name': async (group) =>
    `Bearer ${await withPart(0, await tokenOf([group], foreign), { kid: issuer.keyId })}`,
  'a token of another issuer': async (group) => `Bearer ${await signedByUs(group, { iss: 'urn:another' })}`,
  'a token for another audience': async (group) => `Bearer ${await signedByUs(group, { aud: 'another' })}`,
  'a token of alg none': (group) => {
    const claims = { iss: issuer.issuer, aud: issuer.audience, 'cognito:groups': [group] };
    return `Bearer ${new UnsecuredJWT(claims).setExpirationTime('1h').encode()}`;
  },
  'a token turned to alg none': async (group) => {
    const [header, payload] = (await withPart(0, await tokenOf([group]), { alg: 'none' })).split('.');
    return `Bearer ${header}.${payload}.`;
  },
  'a token whose key is our public one': async (group) => {
    const secret = Buffer.from(issuer.publicKey.export({ type: 'spki', format: 'pem' }));
    const claims = { iss: issuer.issuer, aud: issuer.audience, 'cognito:groups': [group] };
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: issuer.keyId });
    return `Bearer ${await token.setExpirationTime('1h').sign(secret)}`;
  },
  'a tampered token': async (group) => `Bearer ${await withPart(1, await tokenOf([]), { 'cognito:groups': [group] })}`,
};

describe('the walk over the route table', () => {
  it('has routes to walk', () => {
    expect(guarded.length).toBeGreaterThan(20);
    expect(open.length).toBeGreaterThan(10);
  });
});

describe('a token that our key has signed', () => {
  it('is refused for its issuer or its audience and for nothing else', async () => {
    const [each] = guarded;
    if (!each) throw new Error('No route is guarded');
    const token = await signedByUs(rightGroup(each.audience), {});

    const answer = await call(each, `Bearer ${token}`);

    expect([401, 403]).not.toContain(answer.status);
  });
});

describe.each(guarded)('$key', (each) => {
  it.each(Object.keys(bad))('answers 401 to %s, and calls no function', async (name) => {
    const authorization = await bad[name]?.(rightGroup(each.audience));

    const answer = await call(each, authorization);

    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
    expect(await answer.text()).toBe(each.method === 'HEAD' ? '' : '{"message":"Unauthorized"}');
    expect(invocations).toBe(0);
  });

  it.each([
    ['another group', wrongGroups(each.audience)],
    ['no group', []],
  ])('answers 403 to a token of %s', async (_, wrong) => {
    const token = await tokenOf(wrong);

    const answer = await call(each, `Bearer ${token}`);

    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.text()).toMatch(each.method === 'HEAD' ? /^$/ : /"code":"forbidden"/);
  });

  it.each([
    ['its group', (audience: Audience) => [rightGroup(audience)]],
    ['both groups', () => Object.keys(groups) as Group[]],
  ])('lets a token of %s past', async (_, groupsFor) => {
    const token = await tokenOf(groupsFor(each.audience));

    const answer = await call(each, `Bearer ${token}`);

    expect([401, 403]).not.toContain(answer.status);
    expect(invocations).toBe(1);
  });
});

describe.each(open)('$key', (each) => {
  it.each([
    ['no token', undefined],
    ['a token that is none', 'Bearer nonsense'],
  ])('is for everybody: it answers %s', async (_, authorization) => {
    const answer = await call(each, authorization);

    expect([401, 403]).not.toContain(answer.status);
    expect(invocations).toBe(1);
  });
});
