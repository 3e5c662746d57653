import { Reply, type ReplyDetails } from '../shared/api/reply.ts';
import { PLAYER_ORIGINS } from '../shared/players.ts';
import type { Theme } from './site.ts';

const HTML = 'text/html; charset=utf-8';

/** What of the theme a page's Content-Security-Policy depends on. */
type Dressed = Pick<Theme, 'settings' | 'styles'>;

/**
 * A page's Content-Security-Policy: no scripts by default; only the site's own files, https images, recordings and the
 * players that the paper allows.
 */
const policyOf = ({ settings: { embeds }, styles }: Dressed, scripts = ''): string =>
  Object.entries({
    'default-src': "'none'",
    'connect-src': "'self'",
    'style-src': styles ? `'self' 'sha256-${styles.hash}'` : "'self'",
    'font-src': "'self'",
    'img-src': "'self' https:",
    'media-src': "'self' https:",
    'frame-src':
      PLAYER_ORIGINS.filter((origin) => embeds?.includes(new URL(origin).host) ?? true).join(' ') || "'none'",
    'manifest-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    ...(scripts && { 'script-src': scripts }),
  })
    .map((directive) => directive.join(' '))
    .join('; ');

const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
};

/** A response with an HTML document and its security headers. */
export const page = (html: string, site: Dressed, details: ReplyDetails = {}): Reply =>
  dressed(html, policyOf(site), details);

/** A page with the script that keeps what is typed (theme/kept.js). */
export const keepingPage = (html: string, site: Dressed, details: ReplyDetails = {}): Reply =>
  dressed(html, policyOf(site, "'self'"), details);

const dressed = (html: string, policy: string, details: ReplyDetails): Reply =>
  new Reply(html, {
    mediaType: HTML,
    ...details,
    headers: { 'content-security-policy': policy, ...HEADERS, ...details.headers },
  });

/** Shared by all routes that return a page. */
export const pageRoute = { audience: 'public', mediaType: HTML, success: 200, cache: 'public' } as const;
