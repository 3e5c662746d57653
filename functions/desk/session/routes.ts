import * as z from 'zod/mini';
import { defineRoutes } from '../../shared/api/route.ts';

/** Pages of the desk: for one person, which nobody stores. */
export const deskPage = {
  cache: 'none',
  mediaType: 'text/html; charset=utf-8',
  response: z.string(),
  success: 200,
} as const;

const step = { ...deskPage, audience: 'public', proxy: '/desk/session/{step}', failures: [] } as const;
const parameter = z.optional(z.string().check(z.maxLength(4_000)));

/** Signing in and out. */
export const deskSessionRoutes = defineRoutes('desk.session', {
  signIn: {
    ...step,
    method: 'GET',
    path: '/desk/session/sign-in',
    redirects: 303,
    summary: 'Begin to sign in: go to the page of the issuer',
    query: z.object({
      /** The page of the desk to return to. */
      to: parameter,
    }),
  },
  finishSignIn: {
    ...step,
    method: 'GET',
    path: '/desk/session/callback',
    redirects: 303,
    summary: 'Come back from the issuer, and begin a session',
    query: z.object({
      code: parameter,
      state: parameter,
      iss: parameter,
      error: parameter,
      error_description: parameter,
    }),
  },
  signOut: {
    ...step,
    method: 'POST',
    path: '/desk/session/sign-out',
    summary: 'End the session, or all sessions of the person',
    body: z.object({ token: parameter, everywhere: z.optional(z.literal('yes')) }),
    forms: 'redirected',
    redirects: 303,
  },
  showSignedOut: {
    ...step,
    method: 'GET',
    path: '/desk/session/signed-out',
    summary: 'Tell that the session is over, after signing out of the issuer too',
    query: z.object({
      /** `yes` when the issuer is done. */
      done: parameter,
    }),
  },
});
