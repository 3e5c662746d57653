import { Reply, type ReplyDetails } from '../shared/api/reply.ts';
import { PLAYER_ORIGINS } from '../shared/players.ts';

const HTML = 'text/html; charset=utf-8';

/** The Content-Security-Policy of a page: it runs no script, and loads nothing but our own and the images and players of bodies. */
const policyWith = (more: Readonly<Record<string, string>> = {}) =>
  Object.entries({
    'default-src': "'none'",
    'connect-src': "'self'",
    'style-src': "'self'",
    'font-src': "'self'",
    'img-src': "'self' https:",
    'frame-src': PLAYER_ORIGINS.join(' '),
    'manifest-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    ...more,
  })
    .map((directive) => directive.join(' '))
    .join('; ');

const headersWith = (policy: string) => ({
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
});

const ofPages = headersWith(policyWith());

/** The API's viewer is a program: it runs, draws its icons from `data:` addresses, and reads the description. */
const ofViewer = headersWith(policyWith({ 'script-src': "'self'", 'img-src': "'self' data:", 'frame-src': "'none'" }));

/** An HTML document with the headers that keep it from being anything else. */
export const page = (html: string, details: ReplyDetails = {}): Reply =>
  new Reply(html, { mediaType: HTML, ...details, headers: { ...ofPages, ...details.headers } });

export const viewerPage = (html: string): Reply => page(html, { headers: ofViewer });

/** What routes whose answers are pages have in common. */
export const pageRoute = { audience: 'public', mediaType: HTML, success: 200, cache: 'public' } as const;
