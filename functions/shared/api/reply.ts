/**
 * How a response may be cached: `public` for seconds, `immutable` for ever, `none` not at all, `history` by a browser that
 * asks before it shows the copy, except on Back.
 */
export type Caching = 'public' | 'immutable' | 'history' | 'none';

export interface ReplyDetails {
  readonly status?: number;
  /** The body's media type with its charset. Default: the route's. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  /** Default: the route's. */
  readonly cache?: Caching;
}

/** A response that is not a JSON value: a page with another status, a redirect, a file. */
export class Reply {
  readonly body: string | Buffer;
  readonly details: ReplyDetails;

  constructor(body: string | Buffer, details: ReplyDetails = {}) {
    this.body = body;
    this.details = details;
  }
}

/** A redirect: 301 for a permanent move, 303 to the result of a form (RFC 9110, section 15.4). */
export const redirection = (status: 301 | 303, location: string, details: ReplyDetails = {}): Reply =>
  new Reply('', { ...details, status, headers: { ...details.headers, location } });
