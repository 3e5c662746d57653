import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, createApi } from './api.ts';
import { type Pool, renew } from './cognito.ts';
import { CommandFault } from './command.ts';
import { configDirectory, writePrivately } from './privateFile.ts';

/** Whom the command line speaks for, and where. */
export interface Session {
  readonly url: string;
  readonly token: string;
  /** How to get another token when this one has expired. */
  readonly renewal?: Pool & { readonly refreshToken: string };
}

export const sessionFile = () => join(configDirectory(), 'session.json');

/** Keeps a session, readable by its owner alone. */
export const writeSession = (session: Session) => writePrivately(sessionFile(), JSON.stringify(session, null, 2));

/** Who somebody is at an address, by a token that is renewed as long as that is possible. */
export interface CurrentSession {
  readonly url: string;
  readonly token: () => Promise<string>;
}

/**
 * The session, or what BROADSHEET_URL and BROADSHEET_TOKEN say; nothing when nobody is logged in.
 * @throws CommandFault for an address without a token.
 */
export function currentSession(): CurrentSession | undefined {
  const kept = readSession();
  const given = process.env.BROADSHEET_URL;
  const url = given ? apiAddress(given) : kept?.url;
  const token = process.env.BROADSHEET_TOKEN;
  if (!url) return undefined;
  if (token) return { url, token: async () => token };
  // A token is for the address it was made for, and no other gets to see it.
  if (kept?.url !== url)
    throw new CommandFault(`There is no session for ${url}. Set BROADSHEET_TOKEN, or log in there.`);
  return { url, token: currentToken(kept) };
}

/** The API as the session says. @throws CommandFault when there is none. */
export function connect(): Api {
  const session = currentSession();
  if (!session) throw new CommandFault('Nobody is logged in. Begin with: broadsheet login --help');
  return createApi(session.url, session.token);
}

/** The session's token, renewed when its time is up. */
function currentToken(kept: Session): () => Promise<string> {
  let session = kept;
  return async () => {
    const { renewal } = session;
    if (!renewal || !expiresSoon(session.token)) return session.token;
    const { token, refreshToken = renewal.refreshToken } = await renew(renewal, renewal.refreshToken);
    session = { ...session, token, renewal: { ...renewal, refreshToken } };
    writeSession(session);
    return token;
  };
}

/** @throws CommandFault unless tokens may be sent there: over TLS, or on this machine. */
export function apiAddress(text: string): string {
  const url = URL.parse(text);
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) {
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  }
  throw new CommandFault(`"${text}" is not an address to send a token to: it must begin with https:// (or be local).`);
}

function readSession(): Session | undefined {
  const file = sessionFile();
  try {
    const session: Partial<Session> | null = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof session?.url === 'string' && typeof session.token === 'string') return session as Session;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code) throw new CommandFault(`${file} cannot be read (${message}). Remove it, and log in: broadsheet login`);
  }
  throw new CommandFault(`${file} is damaged. Log in again: broadsheet login`);
}

/** Whether a JWT ends within a minute. A token that is not a JWT tells nothing. */
function expiresSoon(token: string): boolean {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof exp === 'number' && exp * 1_000 < Date.now() + 60_000;
  } catch {
    return false;
  }
}
