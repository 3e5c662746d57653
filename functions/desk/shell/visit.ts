import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Identify, requireGroup } from '../../shared/api/caller.ts';
import { cookiesOf, type RequestEvent } from '../../shared/api/request.ts';
import type { Response } from '../../shared/api/response.ts';
import { originOf } from '../../shared/api/siteOrigin.ts';
import { Failure } from '../../shared/failure.ts';
import { sessionCookie, sessionIn } from '../session/cookies.ts';
import { formTokenOf, type Sessions } from '../session/sessions.ts';
import { DESK_HEADERS } from './answer.ts';
import type { Visitor } from './site.ts';

/** Who sends a request, put beside the event. */
interface Visited {
  visitor?: Visitor | undefined;
  /** The `Set-Cookie` of a session that was renewed or is over. */
  deskCookie?: string | undefined;
}

/** The visitor of a request to the desk; nobody without a session. */
export const visitorOf = (event: object): Visitor | undefined => (event as Visited).visitor;

type Around = MiddlewareObj<APIGatewayProxyEventV2, Response>;
type Answered = { readonly event: APIGatewayProxyEventV2; readonly response: Response | null | undefined };

const addHeaders = ({ response }: Answered): void => {
  if (response) response.headers = { ...DESK_HEADERS, ...response.headers, 'cache-control': 'private, no-store' };
};

/** The headers of the desk on every answer. */
export const deskHeaders: Around = { after: addHeaders, onError: addHeaders };

/** Opens the session of each request, and answers with what is to become of its cookie, and with the headers of the desk. */
export function visits(sessions: Pick<Sessions, 'open'>): Around {
  const add = ({ event, response }: Answered): void => {
    addHeaders({ event, response });
    const { deskCookie } = event as Visited;
    if (response && deskCookie) response.cookies = [...(response.cookies ?? []), deskCookie];
  };
  return {
    before: async ({ event }) => {
      const origin = originOf(event);
      const opened = await sessions.open(sessionIn({ cookies: cookiesOf(event), origin }));
      const { session, cookie } = opened;
      const deskCookie = {
        kept: undefined,
        over: sessionCookie(undefined, origin),
        renewed: 'sealed' in opened ? sessionCookie(opened.sealed, origin) : undefined,
      }[cookie];
      const visitor = session && { name: session.name, groups: session.groups, formToken: formTokenOf(session) };
      Object.assign(event, { visitor, deskCookie } satisfies Visited);
    },
    after: add,
    onError: add,
  };
}

/** Identifies the caller of a page by the session. @throws Failure `unauthenticated` or `forbidden`. */
export const callerAtDesk: Identify = (audience, event) => {
  const visitor = visitorOf(event);
  if (!visitor) throw new Failure('unauthenticated', ({ failures }) => failures.sendToken);
  const { name, groups, formToken } = visitor;
  requireGroup(audience, groups);
  return { name, desk: { groups, formToken } };
};

/** The visitor of a page, as its operation knows them. */
export const visitorIn = ({
  caller,
}: {
  readonly caller: { readonly name: string; readonly desk?: object };
}): Visitor => {
  const { name, desk } = caller as Pick<Visitor, 'name'> & { readonly desk?: Omit<Visitor, 'name'> };
  if (!desk) throw new Error('A page of the desk was asked for without a session');
  return { name, ...desk };
};

/**
 * Takes the token from a form of the desk, so that no route has to declare it.
 * @throws Failure `form-expired` for a form of another session, or without one.
 */
export function checkFormToken(event: RequestEvent): void {
  const body = (event.body ?? {}) as Record<string, unknown>;
  const given = Buffer.from(String(body.token ?? ''));
  const expected = Buffer.from(event.caller?.desk?.formToken ?? '');
  delete body.token;
  if (expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new Failure('form-expired', ({ failures }) => failures.formExpired);
}
