import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, createApi } from './api.ts';
import { type Pool, renew } from './cognito.ts';
import { CommandFault } from './command.ts';
import { configDirectory, writePrivately } from './privateFile.ts';

/** A stored login: the site's address and the person's token. */
export interface Session {
  readonly url: string;
  readonly token: string;
  /** How to renew the token when it has expired. */
  readonly renewal?: Pool & { readonly refreshToken: string };
}

export const sessionFile = () => join(configDirectory(), 'session.json');

/** Stores a session in a file that only its owner may read. */
export const writeSession = (session: Session) => writePrivately(sessionFile(), JSON.stringify(session, null, 2));

/** The address, and a function that returns a valid token, renewed when necessary. */
export interface CurrentSession {
  readonly url: string;
  readonly token: () => Promise<string>;
}

/**
 * The stored session, or the one of BROADSHEET_URL and BROADSHEET_TOKEN. Undefined when nobody is logged in.
 * @throws CommandFault for an address without a token.
 */
export function currentSession(): CurrentSession | undefined {
  const kept = readSession();
  const given = process.env.BROADSHEET_URL;
  const url = given ? apiAddress(given) : kept?.url;
  const token = process.env.BROADSHEET_TOKEN;
  if (!url) return undefined;
  if (token) return { url, token: async () => token };
  // Never send a stored token to another address than the one that it was issued for.
  if (kept?.url !== url)
    throw new CommandFault(`There is no session for ${url}. Set BROADSHEET_TOKEN, or log in there.`);
  return { url, token: currentToken(kept) };
}

/** The API client of the current session. @throws CommandFault when there is none. */
export function connect(): Api {
  const session = currentSession();
  if (!session) throw new CommandFault('Nobody is logged in. Begin with: broadsheet login --help');
  return createApi(session.url, session.token);
}

/** The session's token, renewed and stored when it expires. */
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

/** Normalizes an address. @throws CommandFault unless it is safe for tokens: https, or local. */
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

/** Whether a JWT expires within a minute; false for a token that is not a JWT. */
function expiresSoon(token: string): boolean {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof exp === 'number' && exp * 1_000 < Date.now() + 60_000;
  } catch {
    return false;
  }
}
