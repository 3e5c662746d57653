/*
 * Over https, prefixes of their names make browsers accept cookies only from this host, so that no subdomain can set them
 * (RFC 6265bis, section 4.1.3). Over http, as on a laptop, the names have no prefix.
 */

export const isSecure = (origin: string) => origin.startsWith('https:');

/** The name of a cookie for the whole site. */
export const hostName = (name: string) => (origin: string) => (isSecure(origin) ? `__Host-${name}` : name);

export interface CookieOptions {
  /** The browser sends the cookie below this path. */
  readonly path: string;
  /** 0 deletes it. */
  readonly seconds: number;
  readonly origin: string;
}

/** A `Set-Cookie` value, hidden from scripts and from other sites' forms (RFC 6265bis, section 4.1). */
export function cookie(name: string, value: string, { path, seconds, origin }: CookieOptions): string {
  const secure = isSecure(origin) ? '; Secure' : '';
  return `${name}=${encodeURIComponent(value)}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
