import * as z from 'zod/mini';
import type { Words } from '../../words/en.ts';
import { busy, Failure, type FailureCode } from '../failure.ts';
import { isTransient } from '../isTransient.ts';

/** The status of every failure: the only place where failure codes meet HTTP. Their titles are words. */
export const statusOf: Readonly<Record<FailureCode, number>> = {
  'address-not-found': 404,
  'address-moved': 308,
  'method-not-allowed': 405,
  'parameter-invalid': 404,
  'query-invalid': 400,
  'cursor-invalid': 400,
  'header-invalid': 400,
  'body-malformed': 400,
  'body-too-large': 413,
  'media-type-unsupported': 415,
  'field-invalid': 422,
  'article-not-found': 404,
  'article-moved': 308,
  'article-withdrawn': 410,
  'page-not-found': 404,
  'page-moved': 308,
  'page-withdrawn': 410,
  'section-not-found': 404,
  'comments-closed': 403,
  'comment-duplicate': 409,
  'comment-not-found': 404,
  'comment-already-decided': 409,
  'edit-window-closed': 403,
  'link-expired': 403,
  'mail-unavailable': 403,
  'idempotency-key-reused': 422,
  'too-many-comments': 429,
  unauthenticated: 401,
  forbidden: 403,
  'cross-site': 403,
  'form-expired': 403,
  'step-not-allowed': 409,
  'slug-taken': 409,
  'source-taken': 409,
  'version-required': 428,
  'version-stale': 412,
  'revision-not-found': 404,
  'section-exists': 409,
  'edition-not-found': 404,
  'author-not-found': 404,
  'media-not-found': 404,
  'media-in-use': 409,
  'tag-not-found': 404,
  'redirect-not-found': 404,
  'redirect-exists': 409,
  'redirect-automatic': 409,
  'limit-exceeded': 422,
  'service-unavailable': 503,
  internal: 500,
};

/** A problem document (RFC 9457). `code` is stable; `type` is a URN made of it, which cannot be fetched. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  /** The current version, with `version-stale`. */
  current: z.optional(
    z.object({
      version: z.int(),
      headline: z.optional(z.string()),
      changedAt: z.optional(z.string()),
      changedBy: z.optional(z.string()),
    }),
  ),
  errors: z.optional(
    z.array(
      z.object({
        pointer: z.optional(z.string()),
        parameter: z.optional(z.string()),
        header: z.optional(z.string()),
        line: z.optional(z.int()),
        detail: z.string(),
      }),
    ),
  ),
});
export type Problem = z.output<typeof Problem>;

/** Maps any thrown value to a failure: transient errors become `service-unavailable`, unknown ones `internal`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (isTransient(thrown)) {
    return busy(thrown);
  }
  return new Failure('internal', ({ failures }) => failures.internal, { cause: thrown });
}

/** @param instance the request id, which the log carries too. */
export function toProblem(failure: Failure, instance: string, words: Words): Problem {
  return {
    type: `urn:broadsheet:problem:${failure.code}`,
    title: words.problems[failure.code],
    status: statusOf[failure.code],
    detail: failure.say(words),
    instance: `urn:broadsheet:request:${instance}`,
    code: failure.code,
    ...(failure.details.current ? { current: failure.details.current } : {}),
    ...(failure.details.faults
      ? { errors: failure.details.faults.map((fault) => ({ ...fault, detail: fault.detail(words) })) }
      : {}),
  };
}
