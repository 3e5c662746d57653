import type { Say } from '../words/en.ts';
import { paperWords } from '../words/words.ts';

/**
 * What can go wrong, in the domain's terms. `shared/api/problem.ts` maps each code to a status and a title, and does
 * not compile when one is missing.
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
  | 'page-not-found'
  | 'page-moved'
  | 'page-withdrawn'
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
  | 'form-expired'
  | 'step-not-allowed'
  | 'slug-taken'
  | 'source-taken'
  | 'version-required'
  | 'version-stale'
  | 'revision-not-found'
  | 'section-exists'
  | 'edition-not-found'
  | 'author-not-found'
  | 'media-not-found'
  | 'media-in-use'
  | 'tag-not-found'
  | 'redirect-not-found'
  | 'redirect-exists'
  | 'redirect-automatic'
  | 'limit-exceeded'
  | 'service-unavailable'
  | 'internal';

/** One thing wrong with a request: exactly one place, and a sentence without its subject, in the words of a language. */
export interface Fault {
  /** A JSON pointer into the body (RFC 6901). */
  readonly pointer?: string;
  /** A path or query parameter. */
  readonly parameter?: string;
  readonly header?: string;
  /** The line of the text at the pointer, from 1. */
  readonly line?: number;
  readonly detail: Say;
}

/** The version that a stale change lost to. */
export interface CurrentVersion {
  readonly version: number;
  /** Of articles only. */
  readonly headline?: string;
  /** Missing where it is not kept: the public items of sections and authors do not hold it. */
  readonly changedAt?: string;
  readonly changedBy?: string;
}

export interface FailureDetails {
  readonly faults?: readonly Fault[];
  /** Seconds after which a retry may succeed. */
  readonly retryAfter?: number;
  /** The slug that an article has now. */
  readonly movedTo?: string;
  /** The thread of a withdrawn article. */
  readonly thread?: string;
  /** The path to redirect to. */
  readonly address?: string;
  /** The version to compare with, after a stale change. */
  readonly current?: CurrentVersion;
  /** The methods that an address allows. */
  readonly allowed?: readonly string[];
  readonly cause?: unknown;
}

/** An error that is told in the language of whoever reads it. */
export class SayingError extends Error {
  readonly say: Say;

  constructor(say: Say, options?: ErrorOptions) {
    super(undefined, options);
    this.say = say;
  }

  /** What it says, in English, for developers. */
  override get message(): string {
    // The runtime already asks while it makes the error.
    return this.say?.(paperWords('en')) ?? '';
  }
}

/** It says one sentence to the sender of the request. */
export class Failure extends SayingError {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly details: FailureDetails;

  constructor(code: FailureCode, say: Say, details: FailureDetails = {}) {
    super(say, { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}

/**
 * The failure of a moment in which too much goes on, or a service cannot be reached: nothing is wrong with the request.
 * @param cause what failed, for the log.
 */
export const busy = (cause?: unknown): Failure =>
  new Failure('service-unavailable', ({ failures }) => failures.busy, { retryAfter: 1, cause });
