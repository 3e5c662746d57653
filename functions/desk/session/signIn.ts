import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { type Reply, type ReplyDetails, redirection } from '../../shared/api/reply.ts';
import type { Operations } from '../../shared/api/route.ts';
import { Failure } from '../../shared/failure.ts';
import { type Clock, later } from '../../shared/instant.ts';
import { isTransient } from '../../shared/isTransient.ts';
import { SIGN_IN_SECONDS, sessionCookie, sessionIn, signInCookie, signInOf } from './cookies.ts';
import { type IssuerClient, IssuerRefusal } from './issuer.ts';
import { DESK, returnAddress } from './returnAddress.ts';
import type { deskSessionRoutes } from './routes.ts';
import { type Seal, SealTooLong } from './seal.ts';
import { formTokenOf, type Sessions } from './sessions.ts';

export interface SigningIn {
  readonly seal: Seal;
  readonly sessions: Sessions;
  readonly issuer: IssuerClient;
  readonly clock: Clock;
  /** The page for a sign-in that came to nothing. */
  readonly showUnfinished: (why: Unfinished, details?: ReplyDetails) => Reply;
  /** The page after signing out. @param next where the browser goes by itself. */
  readonly showSignedOut: (next: string | undefined) => Reply;
}

/**
 * Why: it was begun in another browser or long ago, the issuer refuses, or its tokens are longer than what a browser keeps.
 */
export type Unfinished = 'expired' | 'refused' | 'tooLong';

/** What is kept, sealed, while somebody signs in. */
const SignIn = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() });
const PURPOSE = 'sign-in';

const callbackAt = (origin: string) => `${origin}/desk/session/callback`;

/** Signs people in and out, by the issuer (docs/decisions/0044). */
export function signingIn({
  seal,
  sessions,
  issuer,
  clock,
  showUnfinished,
  showSignedOut,
}: SigningIn): Operations<typeof deskSessionRoutes> {
  return {
    signIn: async ({ query, request: { origin } }) => {
      const { address, begun } = await issuer.begin(callbackAt(origin));
      const kept = { ...begun, to: returnAddress(query.to) };
      const sealed = await seal.seal(PURPOSE, kept, later(clock(), SIGN_IN_SECONDS));
      return redirection(303, address, { cookies: [signInCookie(sealed, origin)] });
    },

    finishSignIn: async ({ query, request: { cookies, origin } }) => {
      const begun = await seal.open(PURPOSE, SignIn, signInOf({ cookies, origin }), clock());
      const isAnswer = begun !== undefined && query.state !== undefined && isSame(query.state, begun.state);
      if (!isAnswer) {
        // A second tab, or Back: whoever is signed in goes on.
        const session = await sessions.read(sessionIn({ cookies, origin }));
        return session ? redirection(303, DESK) : showUnfinished('expired');
      }
      const over = { cookies: [signInCookie(undefined, origin)] };
      try {
        const granted = await issuer.finish(callbackAt(origin), query, begun);
        const sealed = await sessions.begin(granted);
        return redirection(303, begun.to, { cookies: [...over.cookies, sessionCookie(sealed, origin)] });
      } catch (error) {
        if (error instanceof IssuerRefusal) return showUnfinished('refused', over);
        if (error instanceof SealTooLong) return showUnfinished('tooLong', over);
        throw error;
      }
    },

    signOut: async ({ body: { token = '', everywhere }, request: { cookies, origin } }) => {
      const session = await sessions.read(sessionIn({ cookies, origin }));
      if (session) {
        if (!isSame(token, formTokenOf(session))) {
          throw new Failure('form-expired', ({ failures }) => failures.formExpired);
        }
        const end = everywhere && issuer.endsEverywhere ? issuer.revokeAll : issuer.revoke;
        await end(session.refresh).catch((error) => {
          // What the issuer refuses has ended already. What it cannot be asked would go on elsewhere.
          if (!(error instanceof IssuerRefusal)) throw error;
        });
      }
      return redirection(303, '/desk/session/signed-out', { cookies: [sessionCookie(undefined, origin)] });
    },

    showSignedOut: async ({ query: { done }, request: { origin } }) => {
      if (done !== undefined) return showSignedOut(undefined);
      const next = await issuer.endAddress(`${origin}/desk/session/signed-out?done=yes`).catch((error) => {
        if (isTransient(error)) return undefined;
        throw error;
      });
      return showSignedOut(next);
    },
  };
}

/** Compares in constant time. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
