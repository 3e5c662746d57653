import { Reply, type ReplyDetails } from '../shared/api/reply.ts';

/**
 * What a page may load: its own style, font and pictures, pictures and players from elsewhere that an article shows, and no
 * script at all.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' https:",
  "manifest-src 'self'",
  'frame-src https://www.youtube-nocookie.com https://player.vimeo.com',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page for people, with the headers that are about documents. */
export const page = (html: string, details: ReplyDetails = {}): Reply =>
  new Reply(html, {
    mediaType: 'text/html; charset=utf-8',
    ...details,
    headers: { 'content-security-policy': POLICY, ...details.headers },
  });
