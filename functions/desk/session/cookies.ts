import { cookie, hostName } from '../../shared/api/cookie.ts';

/* The desk's two cookies. Both are sealed (seal.ts). */

/** How long a session lasts without a request. */
export const IDLE_SECONDS = 12 * 60 * 60;
/** How long a person may take to sign in. */
export const SIGN_IN_SECONDS = 15 * 60;

const session = hostName('desk');
const signIn = hostName('desk-sign-in');

/** Those that the desk reads, over https. CloudFront forwards no others to it. */
export const DESK_COOKIES: readonly string[] = [session, signIn].map((name) => name('https:'));

interface Asking {
  readonly cookies: Readonly<Record<string, string>>;
  readonly origin: string;
}

/** The sealed session of a request. */
export const sessionIn = ({ cookies, origin }: Asking) => cookies[session(origin)];

/** Keeps a sealed session in the browser, or ends it. */
export const sessionCookie = (sealed: string | undefined, origin: string) =>
  cookie(session(origin), sealed ?? '', { path: '/', seconds: sealed === undefined ? 0 : IDLE_SECONDS, origin });

/** What was sealed when this browser began to sign in. */
export const signInOf = ({ cookies, origin }: Asking) => cookies[signIn(origin)];

/** Keeps what a sign-in needs at its end, or forgets it. */
export const signInCookie = (sealed: string | undefined, origin: string) =>
  cookie(signIn(origin), sealed ?? '', { path: '/', seconds: sealed === undefined ? 0 : SIGN_IN_SECONDS, origin });
