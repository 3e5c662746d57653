import { Reply, type ReplyDetails } from '../shared/api/reply.ts';
import { PLAYER_ORIGINS } from '../shared/players.ts';

const HTML = 'text/html; charset=utf-8';

/** A page's Content-Security-Policy: no scripts by default; only the site's own files, https images, recordings and players. */
const POLICY = Object.entries({
  'default-src': "'none'",
  'connect-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' https:",
  'media-src': "'self' https:",
  'frame-src': PLAYER_ORIGINS.join(' '),
  'manifest-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
})
  .map((directive) => directive.join(' '))
  .join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
};

/** A response with an HTML document and its security headers. */
export const page = (html: string, details: ReplyDetails = {}): Reply =>
  new Reply(html, { mediaType: HTML, ...details, headers: { ...HEADERS, ...details.headers } });

/** A page with the script that keeps what is typed (theme/kept.js). */
export const keepingPage = (html: string, details: ReplyDetails = {}): Reply =>
  page(html, {
    ...details,
    headers: { 'content-security-policy': `${POLICY}; script-src 'self'`, ...details.headers },
  });

/** Shared by all routes that return a page. */
export const pageRoute = { audience: 'public', mediaType: HTML, success: 200, cache: 'public' } as const;
