import { Failure } from '../failure.ts';
import type { RequestEvent } from './request.ts';
import type { Audience, Caller } from './route.ts';

/** Tells who calls a route that is for some only. @throws Failure when it is nobody, or somebody else. */
export type Identify = (audience: Exclude<Audience, 'public'>, event: RequestEvent) => Caller;

/** The group of the user pool that each audience is. */
export const GROUP_OF = { editor: 'editors', moderator: 'moderators' } as const;

/**
 * Who calls, from the claims that the gateway's authorizer has verified. It cannot look at groups, so that is done here.
 * @throws Failure `unauthenticated` without claims, `forbidden` without the audience's group.
 */
export const callerOf: Identify = (audience, event) => {
  const { authorizer } = event.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
  const claims = authorizer?.jwt?.claims;
  if (!claims) throw new Failure('unauthenticated', 'Send a token: Authorization: Bearer …');
  const groups = groupsIn(String(claims['cognito:groups'] ?? ''));
  if (!groups.includes(GROUP_OF[audience])) {
    throw new Failure('forbidden', `This is for the group "${GROUP_OF[audience]}".`);
  }
  return { name: String(claims.email ?? claims.username ?? claims['cognito:username'] ?? claims.sub ?? 'unknown') };
};

/** API Gateway hands a list over as the text "[editors moderators]"; a claim that is no list is one group, spaces and all. */
const groupsIn = (claim: string): readonly string[] => /^\[(.*)\]$/.exec(claim)?.[1]?.split(' ') ?? [claim];
