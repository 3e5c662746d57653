import { hash } from 'node:crypto';
import { Failure } from '../failure.ts';
import type { RequestEvent } from './request.ts';
import type { Audience, Caller } from './route.ts';

/**
 * Identifies the caller of a non-public route. @throws Failure when there is no caller or the caller may not call it.
 */
export type Identify = (audience: Exclude<Audience, 'public'>, event: RequestEvent) => Pick<Caller, 'name' | 'desk'>;

/** The user pool group of each audience. */
export const GROUP_OF = { editor: 'editors', moderator: 'moderators' } as const;

/**
 * Reads the caller from the claims that the gateway's authorizer has verified, and checks the group, which the
 * authorizer cannot check.
 * @throws Failure `unauthenticated` without claims, `forbidden` without the audience's group.
 */
export const callerOf: Identify = (audience, event) => {
  const { authorizer } = event.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
  const claims = authorizer?.jwt?.claims;
  if (!claims) throw new Failure('unauthenticated', ({ failures }) => failures.sendToken);
  requireGroup(audience, groupsIn(claims));
  return { name: nameIn(claims) };
};

/** @throws Failure `forbidden` without the audience's group. */
export function requireGroup(audience: Exclude<Audience, 'public'>, groups: readonly string[]): void {
  if (groups.includes(GROUP_OF[audience])) return;
  throw new Failure('forbidden', ({ failures }) => failures.group(GROUP_OF[audience]));
}

/** The name of a token's owner, by which the audit log knows them. */
export const nameIn = (claims: Readonly<Record<string, unknown>>): string =>
  String(claims.email ?? claims.username ?? claims['cognito:username'] ?? claims.sub ?? 'unknown');

/** The fingerprint of a request: a digest of the caller, method, path, If-Match and body. A retry has the same one. */
export const requestFingerprint = (name: string, { requestContext: { http }, headers, body }: RequestEvent): string =>
  hash('sha256', JSON.stringify([name, http.method, http.path, headers['if-match'], body]), 'base64url').slice(0, 22);

/**
 * The groups in a token's claims. API Gateway flattens a list claim into the text "[editors moderators]". A claim without
 * brackets is one group, which may contain spaces.
 */
export function groupsIn(claims: Readonly<Record<string, unknown>>): readonly string[] {
  const { 'cognito:groups': groups = '' } = claims;
  if (Array.isArray(groups)) return groups.map(String);
  const claim = String(groups);
  return /^\[(.*)\]$/.exec(claim)?.[1]?.split(' ') ?? [claim];
}
