import * as z from 'zod/mini';
import { busy, Failure, type FailureCode } from '../failure.ts';
import { isTransient } from '../isTransient.ts';

/** Status and title of every failure: the only place where failure codes meet HTTP. */
export const problems: Readonly<Record<FailureCode, { readonly status: number; readonly title: string }>> = {
  'address-not-found': { status: 404, title: 'There is nothing at this address' },
  'address-moved': { status: 308, title: 'The address is another one' },
  'method-not-allowed': { status: 405, title: 'This address does not answer that method' },
  'parameter-invalid': { status: 404, title: 'There is nothing at this address' },
  'query-invalid': { status: 400, title: 'A query parameter is invalid' },
  'cursor-invalid': { status: 400, title: 'The cursor is invalid' },
  'header-invalid': { status: 400, title: 'A header is invalid' },
  'body-malformed': { status: 400, title: 'The body cannot be read' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'media-type-unsupported': { status: 415, title: 'The body has a media type that is not read here' },
  'field-invalid': { status: 422, title: 'A field is missing or invalid' },
  'article-not-found': { status: 404, title: 'There is no such article' },
  'article-moved': { status: 308, title: 'The article has moved' },
  'article-withdrawn': { status: 410, title: 'The article has been withdrawn' },
  'section-not-found': { status: 404, title: 'There is no such section' },
  'comments-closed': { status: 403, title: 'Comments are closed' },
  'comment-duplicate': { status: 409, title: 'This comment was sent before' },
  'comment-not-found': { status: 404, title: 'There is no such comment' },
  'comment-already-decided': { status: 409, title: 'The comment has been decided already' },
  'edit-window-closed': { status: 403, title: 'The comment cannot be changed any more' },
  'link-expired': { status: 403, title: 'The link is not good any more' },
  'mail-unavailable': { status: 403, title: 'This site sends no mail' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key belongs to another submission' },
  'too-many-comments': { status: 429, title: 'Too many comments from here' },
  unauthenticated: { status: 401, title: 'Who you are is not known' },
  forbidden: { status: 403, title: 'This is not for you to do' },
  'cross-site': { status: 403, title: 'This form was sent from another site' },
  'step-not-allowed': { status: 409, title: 'The article is not in a state for that' },
  'slug-taken': { status: 409, title: 'The slug belongs to another article' },
  'source-taken': { status: 409, title: 'The source belongs to another article' },
  'version-required': { status: 428, title: 'The version the change was made from is missing' },
  'version-stale': { status: 412, title: 'Somebody has changed it since' },
  'revision-not-found': { status: 404, title: 'There is no such revision' },
  'section-exists': { status: 409, title: 'There is such a section already' },
  'author-not-found': { status: 404, title: 'There is no such author' },
  'media-not-found': { status: 404, title: 'There is no such file in the media library' },
  'limit-exceeded': { status: 422, title: 'More than one transaction can hold' },
  'service-unavailable': { status: 503, title: 'The service is busy' },
  internal: { status: 500, title: 'Something went wrong here' },
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
  return new Failure('internal', 'The fault is ours and has been noted. Quote the instance when you report it.', {
    cause: thrown,
  });
}

/** @param instance the request id, which the log carries too. */
export function toProblem(failure: Failure, instance: string): Problem {
  const { status, title } = problems[failure.code];
  return {
    type: `urn:broadsheet:problem:${failure.code}`,
    title,
    status,
    detail: failure.message,
    instance: `urn:broadsheet:request:${instance}`,
    code: failure.code,
    ...(failure.details.current ? { current: failure.details.current } : {}),
    ...(failure.details.faults ? { errors: [...failure.details.faults] } : {}),
  };
}
