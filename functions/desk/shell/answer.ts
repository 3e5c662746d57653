import { Reply, type ReplyDetails } from '../../shared/api/reply.ts';

/** No scripts, no frames; the desk's own files, and pictures of articles. */
const POLICY = Object.entries({
  'default-src': "'none'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' https:",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
})
  .map((directive) => directive.join(' '))
  .join('; ');

/** Headers of every answer of the desk, whatever it is. */
export const DESK_HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex',
} as const;

/** A page of the desk: for one person, so that nobody stores it. */
export const deskReply = (html: string, details: ReplyDetails = {}): Reply =>
  new Reply(html, {
    mediaType: 'text/html; charset=utf-8',
    cache: 'none',
    ...details,
    headers: { ...DESK_HEADERS, ...details.headers },
  });
