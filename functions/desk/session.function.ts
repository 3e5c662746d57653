import { builtIn } from '../shared/api/paperLanguage.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import { deskSessionRoutes } from './session/routes.ts';
import { signingIn } from './session/signIn.ts';
import { chooseRoute } from './shell/chooseRoute.ts';
import { type Desk, deskParts } from './shell/createDesk.ts';
import { deskFailures } from './shell/failures.tsx';
import { sessionPages } from './shell/sessionPages.tsx';
import { deskHeaders } from './shell/visit.ts';

/** Signing in and out of the desk. */
export function deskSession(given: Desk): Handler {
  const { site, ...parts } = deskParts(given);
  return createHandler(deskSessionRoutes, signingIn({ ...parts, clock: given.clock, ...sessionPages(site) }), {
    language: builtIn(given.theme.settings.language),
    log: given.log,
    around: [deskHeaders, chooseRoute(Object.values(deskSessionRoutes))],
    failurePage: deskFailures(site),
  });
}
