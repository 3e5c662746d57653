import * as z from 'zod/mini';

/** The cookie of somebody who has proven a mailbox. */
export const COMMENTER = 'commenter';
/** The cookie that keeps name and email for the next form, where somebody ticked that it should. */
export const REMEMBERED = 'remembered';
/** The cookie of a comment's author, for the page of that one comment. */
export const OWN_COMMENT = 'own-comment';

/** All that functions read of what a browser sends; CloudFront forwards these and no other. */
export const COOKIES = [COMMENTER, REMEMBERED, OWN_COMMENT] as const;

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
function cookie(name: (typeof COOKIES)[number], value: string, { path, seconds, origin }: CookieOptions): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `${name}=${encodeURIComponent(value)}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

export const commenterCookie = (token: string, origin: string) =>
  cookie(COMMENTER, token, { path: '/', seconds: YEAR_SECONDS, origin });

export const ownCommentCookie = (id: string, token: string, origin: string) =>
  cookie(OWN_COMMENT, token, { path: `/comments/${id}`, seconds: OWN_COMMENT_SECONDS, origin });

const Remembered = z.object({ name: z.string(), email: z.string() });
type Remembered = z.output<typeof Remembered>;

/** Keeps name and email in this browser, or forgets them. */
export const rememberedCookie = (who: Remembered | undefined, origin: string) =>
  cookie(REMEMBERED, who ? JSON.stringify(who) : '', { path: '/comments', seconds: who ? YEAR_SECONDS : 0, origin });

/** What the browser keeps; nothing when it keeps nothing, or anything odd. */
export function rememberedIn(cookies: Readonly<Record<string, string>>): Remembered | undefined {
  try {
    return z.safeParse(Remembered, JSON.parse(cookies[REMEMBERED] ?? 'null')).data;
  } catch {
    return undefined;
  }
}
