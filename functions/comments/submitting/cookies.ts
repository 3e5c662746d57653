import * as z from 'zod/mini';
import { cookie, hostName, isSecure } from '../../shared/api/cookie.ts';

/* The cookies of commenters. */

/** The cookie of a person with a proven mailbox. */
const commenter = hostName('commenter');
/** The cookie with name and email for the next form, if the commenter asked for it. */
const remembered = hostName('remembered');
/**
 * The cookie of a comment's author, for the page of that comment. Its path is that page's, because the cookies of a
 * day's comments together would exceed the size of a request's headers. `__Host-` does not allow a path; the value is
 * signed for that comment instead.
 */
const ownComment = (origin: string) => (isSecure(origin) ? '__Secure-own-comment' : 'own-comment');

/** All cookies that functions read, over https. CloudFront forwards no others. */
export const COOKIES: readonly string[] = [commenter, remembered, ownComment].map((name) => name('https:'));

const DAY_SECONDS = 24 * 60 * 60;
const YEAR_SECONDS = 365 * DAY_SECONDS;
/** How long the browser that sent a comment can see it, whatever its verdict. */
export const OWN_COMMENT_SECONDS = DAY_SECONDS;

interface Asking {
  readonly cookies: Readonly<Record<string, string>>;
  readonly origin: string;
}

export const commenterCookie = (token: string, origin: string) =>
  cookie(commenter(origin), token, { path: '/', seconds: YEAR_SECONDS, origin });

/** The token of the browser's person. */
export const commenterIn = ({ cookies, origin }: Asking) => cookies[commenter(origin)];

export const ownCommentCookie = (id: string, token: string, origin: string) =>
  cookie(ownComment(origin), token, { path: `/comments/${id}`, seconds: OWN_COMMENT_SECONDS, origin });

/** The token of the author of the comment at this path. */
export const ownCommentIn = ({ cookies, origin }: Asking) => cookies[ownComment(origin)];

const Remembered = z.object({ name: z.string(), email: z.string() });
type Remembered = z.output<typeof Remembered>;

/** Stores name and email in the browser, or deletes them. */
export const rememberedCookie = (who: Remembered | undefined, origin: string) =>
  cookie(remembered(origin), who ? JSON.stringify(who) : '', { path: '/', seconds: who ? YEAR_SECONDS : 0, origin });

/** The stored name and email; undefined when missing or invalid. */
export function rememberedIn({ cookies, origin }: Asking): Remembered | undefined {
  try {
    return z.safeParse(Remembered, JSON.parse(cookies[remembered(origin)] ?? 'null')).data;
  } catch {
    return undefined;
  }
}
