import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';
import { type CurrentVersion, Failure } from './failure.ts';

/** The pattern of a version as an entity tag. */
export const VERSION_TAG = '"(0|[1-9]\\d{0,8})"';

/** If-Match: the version that a change was made from, as an entity tag (RFC 9110, section 13.1.1); 0 for a new item. */
export const VersionHeaders = z.object({
  'if-match': z.optional(
    z.pipe(
      z.string().check(z.regex(new RegExp(`^${VERSION_TAG}$`), fault('version'))),
      z.transform((tag) => Number(tag.slice(1, -1))),
    ),
  ),
});

/**
 * The optimistic lock: checks If-Match against the current version.
 * @param sent the version in If-Match.
 * @param what is changed, for the message.
 * @throws Failure `version-required` without one, unless the item is new; `version-stale` for any other than the
 * current one.
 */
export function requireVersion(sent: number | undefined, current: CurrentVersion, what: Stale): void {
  if (sent === undefined && current.version > 0) {
    throw new Failure('version-required', ({ failures }) => failures.sendVersion, {
      faults: [{ header: 'if-match', detail: ({ faults }) => faults.required }],
    });
  }
  if (sent !== undefined && sent !== current.version) throw stale(current, what);
}

/** A version that stores the fingerprint of the request that made it. */
export interface Made {
  readonly request?: string | undefined;
}

/** Whether the caller's request is a retry of the one that made this version (docs/decisions/0023). */
export const isMadeBy = ({ request }: Made, caller: Made): boolean =>
  request !== undefined && request === caller.request;

/** What changes are made from a version of. */
export type Stale =
  | 'article'
  | 'page'
  | 'menu'
  | 'section'
  | 'sections'
  | 'author'
  | 'front'
  | 'settings'
  | 'file'
  | 'redirect'
  | 'tag';

export const stale = (current: CurrentVersion, what: Stale) =>
  new Failure('version-stale', ({ failures }) => failures[`${what}Stale`](current.changedBy), { current });

/**
 * The condition that an item is still at a version; the existing item comes back with the refusal. An item without a
 * version counts as version 1, because it was stored before versions existed.
 */
export function atVersion(version: number) {
  const returned = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  if (version === 0) return { ConditionExpression: 'attribute_not_exists(pk)', ...returned };
  const uncounted = version === 1 ? ' OR (attribute_exists(pk) AND attribute_not_exists(#version))' : '';
  return {
    ConditionExpression: `#version = :version${uncounted}`,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
    ...returned,
  };
}
