import * as z from 'zod/mini';
import { busy, Failure, type FailureCode } from '../failure.ts';
import { isTransient } from '../isTransient.ts';

/** Made by a call, which is shorter in every bundle than the two names. */
const of = (status: number, title: string) => ({ status, title });

/** Status and title of every failure: the only place where failure codes meet HTTP. */
export const problems: Readonly<Record<FailureCode, { readonly status: number; readonly title: string }>> = {
  'address-not-found': of(404, 'There is nothing at this address'),
  'address-moved': of(308, 'The address is another one'),
  'method-not-allowed': of(405, 'This address does not answer that method'),
  'parameter-invalid': of(404, 'There is nothing at this address'),
  'query-invalid': of(400, 'A query parameter is invalid'),
  'cursor-invalid': of(400, 'The cursor is invalid'),
  'header-invalid': of(400, 'A header is invalid'),
  'body-malformed': of(400, 'The body cannot be read'),
  'body-too-large': of(413, 'The body is too large'),
  'media-type-unsupported': of(415, 'The body has a media type that is not read here'),
  'field-invalid': of(422, 'A field is missing or invalid'),
  'article-not-found': of(404, 'There is no such article'),
  'article-moved': of(308, 'The article has moved'),
  'article-withdrawn': of(410, 'The article has been withdrawn'),
  'section-not-found': of(404, 'There is no such section'),
  'comments-closed': of(403, 'Comments are closed'),
  'comment-duplicate': of(409, 'This comment was sent before'),
  'comment-not-found': of(404, 'There is no such comment'),
  'comment-already-decided': of(409, 'The comment has been decided already'),
  'edit-window-closed': of(403, 'The comment cannot be changed any more'),
  'link-expired': of(403, 'The link is not good any more'),
  'mail-unavailable': of(403, 'This site sends no mail'),
  'idempotency-key-reused': of(422, 'The idempotency key belongs to another submission'),
  'too-many-comments': of(429, 'Too many comments from here'),
  unauthenticated: of(401, 'Who you are is not known'),
  forbidden: of(403, 'This is not for you to do'),
  'cross-site': of(403, 'This form was sent from another site'),
  'step-not-allowed': of(409, 'The article is not in a state for that'),
  'slug-taken': of(409, 'The slug belongs to another article'),
  'source-taken': of(409, 'The source belongs to another article'),
  'version-required': of(428, 'The version the change was made from is missing'),
  'version-stale': of(412, 'Somebody has changed it since'),
  'revision-not-found': of(404, 'There is no such revision'),
  'section-exists': of(409, 'There is such a section already'),
  'author-not-found': of(404, 'There is no such author'),
  'media-not-found': of(404, 'There is no such file in the media library'),
  'media-in-use': of(409, 'An article uses the file'),
  'limit-exceeded': of(422, 'More than one transaction can hold'),
  'service-unavailable': of(503, 'The service is busy'),
  internal: of(500, 'Something went wrong here'),
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
