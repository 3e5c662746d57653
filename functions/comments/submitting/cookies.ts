import * as z from 'zod/mini';

/*
 * What browsers keep for us. Over https the names begin so that a browser takes them from this very site alone, and no
 * subdomain can put anything there (RFC 6265bis, section 4.1.3). A laptop's http has no such names.
 */

const isSecure = (origin: string) => origin.startsWith('https:');

/** The name of a cookie for the whole site. */
const hostName = (name: string) => (origin: string) => (isSecure(origin) ? `__Host-${name}` : name);

/** The cookie of somebody who has proven a mailbox. */
const commenter = hostName('commenter');
/** The cookie that keeps name and email for the next form, where somebody ticked that it should. */
const remembered = hostName('remembered');
/**
 * The cookie of a comment's author, for the page of that one comment. It belongs to that path, which `__Host-` forbids: those of
 * a day, all sent with every request, would be more than a request may carry. What it holds is signed, for that comment.
 */
const ownComment = (origin: string) => (isSecure(origin) ? '__Secure-own-comment' : 'own-comment');

/** All that functions read of what a browser sends over https; CloudFront forwards these and no other. */
export const COOKIES: readonly string[] = [commenter, remembered, ownComment].map((name) => name('https:'));

const DAY_SECONDS = 24 * 60 * 60;
const YEAR_SECONDS = 365 * DAY_SECONDS;
/** How long a browser may see the comment it has sent, wherever that is. */
export const OWN_COMMENT_SECONDS = DAY_SECONDS;

interface CookieOptions {
  /** The path below which the browser sends it. */
  readonly path: string;
  readonly seconds: number;
  readonly origin: string;
}

/** A `Set-Cookie` value that no script reads and no other site's form sends (RFC 6265bis, section 4.1). */
function cookie(name: string, value: string, { path, seconds, origin }: CookieOptions): string {
  const secure = isSecure(origin) ? '; Secure' : '';
  return `${name}=${encodeURIComponent(value)}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** What a request brings of them. */
interface Asking {
  readonly cookies: Readonly<Record<string, string>>;
  readonly origin: string;
}

export const commenterCookie = (token: string, origin: string) =>
  cookie(commenter(origin), token, { path: '/', seconds: YEAR_SECONDS, origin });

/** The token that says whose browser this is. */
export const commenterIn = ({ cookies, origin }: Asking) => cookies[commenter(origin)];

export const ownCommentCookie = (id: string, token: string, origin: string) =>
  cookie(ownComment(origin), token, { path: `/comments/${id}`, seconds: OWN_COMMENT_SECONDS, origin });

/** The token that says whose browser sent the comment at this path. */
export const ownCommentIn = ({ cookies, origin }: Asking) => cookies[ownComment(origin)];

const Remembered = z.object({ name: z.string(), email: z.string() });
type Remembered = z.output<typeof Remembered>;

/** Keeps name and email in this browser, or forgets them. */
export const rememberedCookie = (who: Remembered | undefined, origin: string) =>
  cookie(remembered(origin), who ? JSON.stringify(who) : '', { path: '/', seconds: who ? YEAR_SECONDS : 0, origin });

/** What the browser keeps; nothing when it keeps nothing, or anything odd. */
export function rememberedIn({ cookies, origin }: Asking): Remembered | undefined {
  try {
    return z.safeParse(Remembered, JSON.parse(cookies[remembered(origin)] ?? 'null')).data;
  } catch {
    return undefined;
  }
}
