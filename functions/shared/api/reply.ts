/** How an answer may be cached: `public` for a short while, `immutable` for ever, `none` not at all. */
export type Caching = 'public' | 'immutable' | 'none';

export interface ReplyDetails {
  readonly status?: number;
  /** The body's media type, with its charset; the route's own when it is left out. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  /** The route's own when it is left out. */
  readonly cache?: Caching;
}

/** An answer that is more than a value to be told as JSON: a page of another status, a redirection, a file. */
export class Reply {
  readonly body: string | Buffer;
  readonly details: ReplyDetails;

  constructor(body: string | Buffer, details: ReplyDetails = {}) {
    this.body = body;
    this.details = details;
  }
}

/** Sends a browser elsewhere: 301 for what has moved for good, 303 to what a form has led to (RFC 9110, section 15.4). */
export const redirection = (status: 301 | 303, location: string, details: ReplyDetails = {}): Reply =>
  new Reply('', { ...details, status, headers: { ...details.headers, location } });
