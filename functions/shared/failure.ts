/**
 * What can go wrong in the product's own terms. A failure knows no HTTP: `shared/api/problem.ts` gives each code its
 * status and title, and does not compile when one is left out.
 */
export type FailureCode =
  | 'address-not-found'
  | 'address-moved'
  | 'method-not-allowed'
  | 'parameter-invalid'
  | 'query-invalid'
  | 'cursor-invalid'
  | 'header-invalid'
  | 'body-malformed'
  | 'body-too-large'
  | 'media-type-unsupported'
  | 'field-invalid'
  | 'article-not-found'
  | 'article-moved'
  | 'article-withdrawn'
  | 'section-not-found'
  | 'comments-closed'
  | 'comment-duplicate'
  | 'comment-not-found'
  | 'comment-already-decided'
  | 'edit-window-closed'
  | 'link-expired'
  | 'mail-unavailable'
  | 'idempotency-key-reused'
  | 'too-many-comments'
  | 'unauthenticated'
  | 'forbidden'
  | 'cross-site'
  | 'step-not-allowed'
  | 'slug-taken'
  | 'version-required'
  | 'version-stale'
  | 'revision-not-found'
  | 'section-exists'
  | 'author-not-found'
  | 'limit-exceeded'
  | 'service-unavailable'
  | 'internal';

/** One thing wrong with the request: where (exactly one of the three) and what, as a sentence without a subject. */
export interface Fault {
  /** A JSON pointer into the body (RFC 6901). */
  readonly pointer?: string;
  /** A path or query parameter. */
  readonly parameter?: string;
  readonly header?: string;
  readonly detail: string;
}

/** The version that won, and enough of it to know what happened. */
export interface CurrentVersion {
  readonly version: number;
  /** Of an article alone. */
  readonly headline?: string;
  /** Where it is kept: the world may read what sections and authors are. */
  readonly changedAt?: string;
  readonly changedBy?: string;
}

export interface FailureDetails {
  readonly faults?: readonly Fault[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
  /** The slug an article has now. */
  readonly movedTo?: string;
  /** The thread of an article that is withdrawn. */
  readonly thread?: string;
  /** The path that is meant. */
  readonly address?: string;
  /** What stands there instead of what a stale change was made from. */
  readonly current?: CurrentVersion;
  /** The methods an address answers. */
  readonly allowed?: readonly string[];
  readonly cause?: unknown;
}

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly details: FailureDetails;

  /** @param message one sentence for the person who sent the request; it reaches them as it is. */
  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}
