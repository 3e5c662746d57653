import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { exportJWK, jwtVerify } from 'jose';
import type { Clock } from '../../functions/shared/instant.ts';
import type { Group } from '../stages.ts';
import type { Service } from './gate.ts';
import { type LocalIssuer, SIGNATURE } from './issuer.ts';

/** The path of the local server below which people sign in. */
export const SIGN_IN_PATH = '/local-issuer';
/** The desk's client at the local issuer. */
export const DESK_CLIENT = 'broadsheet-desk';

/** Who can sign in. */
export interface LocalPerson {
  readonly name: string;
  readonly groups: readonly Group[];
}

/** The people of a laptop's paper, by the button's name. */
export const localPeople: Readonly<Record<string, LocalPerson>> = {
  editor: { name: 'editor@localhost', groups: ['editors'] },
  moderator: { name: 'moderator@localhost', groups: ['moderators'] },
  both: { name: 'both@localhost', groups: ['editors', 'moderators'] },
};

export interface SignInOptions {
  readonly issuer: LocalIssuer;
  /** The site's origin, such as `http://localhost:3000`. */
  readonly site: () => string;
  readonly clock?: Clock;
  /** Who they are now; a group may be taken away. */
  readonly people?: Readonly<Record<string, LocalPerson>>;
}

interface Code {
  readonly person: string;
  readonly challenge: string;
  readonly redirect: string;
  readonly nonce: string;
  readonly until: number;
}

const CODE_MILLISECONDS = 60_000;
/** Days for which somebody who works stays signed in. */
const REFRESH_HOURS = 7 * 24;
const TOKEN_HOURS = 1;
const REFRESH_AUDIENCE = 'broadsheet-refresh';

/**
 * The laptop's counterpart of Cognito's managed login: a page with a button for each person, authorization code with PKCE,
 * refresh, revocation and global sign-out. Whoever can reach the laptop's port can sign in as any of them.
 * What was revoked is forgotten with the process.
 */
export function createSignIn({
  issuer,
  site,
  clock = () => new Date(),
  people = localPeople,
}: SignInOptions): (request: Request) => Promise<Response> {
  const codes = new Map<string, Code>();
  const revoked = new Set<string>();
  /** When all sessions of a person ended, in seconds. */
  const endedAt = new Map<string, number>();
  const base = () => `${site()}${SIGN_IN_PATH}`;
  const callback = () => `${site()}/desk/session/callback`;

  const describe = () => ({
    issuer: issuer.issuer,
    authorization_endpoint: `${base()}/authorize`,
    token_endpoint: `${base()}/token`,
    revocation_endpoint: `${base()}/revoke`,
    end_session_endpoint: `${base()}/logout`,
    jwks_uri: `${base()}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [SIGNATURE],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'email'],
    token_endpoint_auth_methods_supported: ['none'],
  });

  /** What is wrong with an authorization request. */
  const faultOf = (query: URLSearchParams): string | undefined => {
    if (query.get('client_id') !== DESK_CLIENT) return 'The client is unknown.';
    if (query.get('redirect_uri') !== callback()) return 'The address to return to is not that of the desk.';
    if (query.get('response_type') !== 'code') return 'Only codes are given.';
    if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge')) return 'PKCE is required.';
    return query.get('state') ? undefined : 'A state is required.';
  };

  const authorize = (query: URLSearchParams, chosen: string): Response => {
    const to = new URL(callback());
    to.searchParams.set('state', query.get('state') ?? '');
    to.searchParams.set('iss', issuer.issuer);
    if (Object.hasOwn(people, chosen)) {
      const code = randomBytes(24).toString('base64url');
      codes.set(code, {
        person: chosen,
        challenge: query.get('code_challenge') ?? '',
        redirect: query.get('redirect_uri') ?? '',
        nonce: query.get('nonce') ?? '',
        until: clock().getTime() + CODE_MILLISECONDS,
      });
      to.searchParams.set('code', code);
    } else to.searchParams.set('error', 'access_denied');
    return new Response(null, { status: 303, headers: { location: to.href } });
  };

  const grant = async (person: string, nonce?: string): Promise<Response> => {
    const who = people[person];
    if (!who) return refused('invalid_grant');
    const request = { ...who, hours: TOKEN_HOURS };
    const [idToken, accessToken, refreshToken] = await Promise.all([
      issuer.tokenFor(DESK_CLIENT, request, nonce ? { nonce } : {}),
      issuer.tokenFor('broadsheet-access', request, { token_use: 'access', person }),
      issuer.tokenFor(REFRESH_AUDIENCE, { ...request, hours: REFRESH_HOURS }, { token_use: 'refresh', person }),
    ]);
    return Response.json({
      token_type: 'Bearer',
      expires_in: TOKEN_HOURS * 3_600,
      id_token: idToken,
      access_token: accessToken,
      refresh_token: refreshToken,
    });
  };

  const personOf = async (token: string, audience: string) => {
    const verified = await jwtVerify(token, issuer.publicKey, {
      algorithms: [SIGNATURE],
      issuer: issuer.issuer,
      audience,
      currentDate: clock(),
    }).catch(() => undefined);
    const { person, jti = '', iat = 0 } = verified?.payload ?? {};
    if (typeof person !== 'string' || revoked.has(jti) || iat <= (endedAt.get(person) ?? 0)) return undefined;
    return { person, jti };
  };

  const answerToken = async (form: URLSearchParams): Promise<Response> => {
    if (form.get('client_id') !== DESK_CLIENT) return refused('invalid_client');
    if (form.get('grant_type') === 'refresh_token') {
      const owner = await personOf(form.get('refresh_token') ?? '', REFRESH_AUDIENCE);
      return owner ? grant(owner.person) : refused('invalid_grant');
    }
    if (form.get('grant_type') !== 'authorization_code') return refused('unsupported_grant_type');
    const code = codes.get(form.get('code') ?? '');
    // A code is good once, whatever comes of it.
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      code !== undefined &&
      code.until > clock().getTime() &&
      code.redirect === form.get('redirect_uri') &&
      code.challenge === challenge;
    return isGood ? grant(code.person, code.nonce) : refused('invalid_grant');
  };

  const post = async (path: string, request: Request, query: URLSearchParams): Promise<Response> => {
    const text = await request.text();
    if (path === '/authorize') {
      const fault = isFromPage(request, site()) ? faultOf(query) : 'This came from another site.';
      return fault ? message(400, fault) : authorize(query, new URLSearchParams(text).get('person') ?? '');
    }
    // The rest is for functions: a page could read nothing of it, and has no business here.
    if (request.headers.has('origin') || request.headers.has('sec-fetch-site'))
      return message(403, 'Not for browsers.');
    if (path === '/token') return answerToken(new URLSearchParams(text));
    if (path === '/revoke') {
      const owner = await personOf(new URLSearchParams(text).get('token') ?? '', REFRESH_AUDIENCE);
      if (owner) revoked.add(owner.jti);
      return new Response(null, { status: 200 });
    }
    if (path === '/' && request.headers.get('x-amz-target') === 'AWSCognitoIdentityProviderService.GlobalSignOut') {
      const owner = await personOf(JSON.parse(text).AccessToken, 'broadsheet-access');
      if (!owner) return Response.json({ __type: 'NotAuthorizedException' }, { status: 400 });
      endedAt.set(owner.person, Math.floor(clock().getTime() / 1_000));
      return Response.json({});
    }
    return message(404, 'There is nothing here.');
  };

  return async (request) => {
    const { pathname, searchParams: query } = new URL(request.url);
    const path = pathname.slice(SIGN_IN_PATH.length);
    if (request.method === 'POST') return post(path, request, query);
    switch (path) {
      case '/.well-known/openid-configuration':
        return Response.json(describe());
      case '/jwks': {
        const key = { ...(await exportJWK(issuer.publicKey)), kid: issuer.keyId, alg: SIGNATURE, use: 'sig' };
        return Response.json({ keys: [key] });
      }
      case '/authorize': {
        const fault = faultOf(query);
        return fault ? message(400, fault) : page(200, choice(people));
      }
      case '/logout': {
        const back = query.get('post_logout_redirect_uri') ?? '';
        if (!back.startsWith(`${site()}/desk/session/`)) return message(400, 'There is no way back.');
        return new Response(null, { status: 303, headers: { location: back } });
      }
      default:
        return message(404, 'There is nothing here.');
    }
  };
}

/** The same as a service of the local server. A name that only leads here (DNS rebinding) is refused. */
export function signInService(answer: (request: Request) => Promise<Response>, port: () => number): Service {
  return async (request, response) => {
    const { host = '' } = request.headers;
    if (!['localhost', '127.0.0.1'].some((name) => host === `${name}:${port()}`)) {
      request.resume();
      response.writeHead(403, { connection: 'close' }).end();
      return;
    }
    const body = request.method === 'POST' ? await buffer(request) : undefined;
    const answered = await answer(
      new Request(`http://${host}${request.url}`, {
        method: request.method ?? 'GET',
        headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
        ...(body && { body: new Uint8Array(body) }),
      }),
    );
    response.writeHead(answered.status, Object.fromEntries(answered.headers));
    response.end(Buffer.from(await answered.arrayBuffer()));
  };
}

/** Whether a page of this server sends the form. */
const isFromPage = ({ headers }: Request, site: string): boolean =>
  (headers.get('sec-fetch-site') ?? 'same-origin') === 'same-origin' && [site, null].includes(headers.get('origin'));

const refused = (error: string) => Response.json({ error }, { status: 400 });

const page = (status: number, body: string) =>
  new Response(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><link rel="icon" href="data:,"></head><body><main>${body}</main></body></html>`,
    {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
      },
    },
  );

const message = (status: number, text: string) => page(status, `<h1>Sign in</h1><p>${text}</p>`);

/** Names come from our own table, so nothing in them needs an escape. */
const choice = (people: Readonly<Record<string, LocalPerson>>) =>
  `<h1>Sign in</h1><p>This laptop asks for no password. Who are you?</p><form method="post">${Object.entries(people)
    .map(
      ([button, { name, groups }]) =>
        `<p><button type="submit" name="person" value="${button}">${button}</button> ${name} (${groups.join(', ') || 'no group'})</p>`,
    )
    .join('')}<p><button type="submit" name="person" value="">Cancel</button></p></form>`;
