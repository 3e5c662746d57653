import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIssuer } from '../../infra/local/issuer.ts';
import { createSignIn, DESK_CLIENT, type LocalPerson, localPeople, SIGN_IN_PATH } from '../../infra/local/signIn.ts';
import { NOON } from '../../infra/local/testing.ts';
import { type Answer, type App, type AppOptions, ORIGIN, startApp } from './app.ts';

const ISSUER_SITE = ORIGIN;

/** The product with an issuer to sign in at, whose people a test may change. */
export interface DeskApp {
  readonly app: App;
  /** Who they are now, by their buttons. */
  readonly people: Record<string, LocalPerson>;
  /** Sets the clock of the product and of the issuer. */
  setClock(instant: string): void;
  /** Asks the issuer as a browser does. */
  atIssuer(address: string, init?: RequestInit): Promise<Response>;
  /** What the product asks the issuer, by the last part of its addresses. */
  readonly asked: string[];
  /** Makes the issuer fail: `undefined` is well again. */
  break(how: 'unreachable' | 'failing' | undefined): void;
  browser(): DeskBrowser;
}

export async function startDesk(options: AppOptions = {}): Promise<DeskApp> {
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-desk-'));
  let now = NOON;
  const clock = () => new Date(now);
  const people: Record<string, LocalPerson> = { ...localPeople };
  const issuer = openIssuer(directory, clock);
  rmSync(directory, { recursive: true });
  const answer = createSignIn({ issuer, site: () => ISSUER_SITE, clock, people });
  const asked: string[] = [];
  let broken: 'unreachable' | 'failing' | undefined;
  const ask = (async (input: string | URL, init?: RequestInit) => {
    asked.push(new URL(input).pathname.slice(SIGN_IN_PATH.length));
    if (broken === 'unreachable') throw new TypeError('fetch failed');
    if (broken === 'failing') return new Response('{}', { status: 503 });
    return answer(new Request(input, init));
  }) as typeof fetch;
  const app = await startApp({
    ...options,
    issuer: {
      issuer: issuer.issuer,
      clientId: DESK_CLIENT,
      discovery: `${ISSUER_SITE}${SIGN_IN_PATH}`,
      cognito: `${ISSUER_SITE}${SIGN_IN_PATH}`,
      fetch: ask,
    },
  });
  const desk: DeskApp = {
    app,
    people,
    asked,
    setClock: (instant) => {
      now = instant;
      app.setClock(instant);
    },
    atIssuer: (address, init) => answer(new Request(address, init)),
    break: (how) => {
      broken = how;
    },
    browser: () => new DeskBrowser(desk),
  };
  return desk;
}

/** A browser at the desk: it keeps cookies, follows redirects, and presses the issuer's buttons. */
export class DeskBrowser {
  readonly cookies = new Map<string, string>();
  readonly #desk: DeskApp;

  constructor(desk: DeskApp) {
    this.#desk = desk;
  }

  /** Sends one request with the cookies, and keeps those of the answer. */
  async request(
    method: string,
    target: string,
    { headers = {}, body }: { readonly headers?: Record<string, string>; readonly body?: string } = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#desk.app.request(method, target, {
      headers: { ...(cookie && { cookie }), ...headers },
      ...(body !== undefined && { body }),
    });
    for (const set of answer.cookies ?? []) {
      const [, name = '', value = '', rest = ''] = /^([^=]+)=([^;]*)(.*)$/.exec(set) ?? [];
      if (/Max-Age=0\b/.test(rest)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Opens a page and follows redirects within the site. */
  async get(target: string, headers?: Record<string, string>): Promise<Answer> {
    let answer = await this.request('GET', target, headers && { headers });
    for (let hop = 0; hop < 5 && answer.statusCode === 303; hop += 1) {
      const { location = '' } = answer.headers;
      const next = location.startsWith(ORIGIN) ? location.slice(ORIGIN.length) : location;
      if (!next.startsWith('/desk') && next !== '/') return answer;
      answer = await this.request('GET', next);
    }
    return answer;
  }

  /** Posts a form as a page of the site does. */
  post(target: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request('POST', target, {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        origin: ORIGIN,
        ...headers,
      },
      body: String(new URLSearchParams(fields)),
    });
  }

  /** Begins to sign in. @returns the address at the issuer that the browser is sent to. */
  async begin(to?: string): Promise<string> {
    const query = to === undefined ? '' : `?${new URLSearchParams({ to })}`;
    const answer = await this.request('GET', `/desk/session/sign-in${query}`);
    return answer.headers.location ?? '';
  }

  /** Presses a person's button. @returns the path to come back to. */
  async choose(address: string, person: string): Promise<string> {
    const chosen = await this.#desk.atIssuer(address, { method: 'POST', body: new URLSearchParams({ person }) });
    return (chosen.headers.get('location') ?? '').slice(ORIGIN.length);
  }

  /** Signs in. @returns the answer of the callback. */
  async signIn(person: string, to?: string): Promise<Answer> {
    return this.request('GET', await this.choose(await this.begin(to), person));
  }

  /** The token in the last form of a page. */
  static tokenIn({ body = '' }: Answer): string {
    return /name="token" value="([^"]*)"/.exec(body)?.[1] ?? '';
  }
}
