import type { Theme } from '../../pages/site.ts';
import { builtIn } from '../../shared/api/paperLanguage.ts';
import type { Operations, Route } from '../../shared/api/route.ts';
import { createHandler, type Handler } from '../../shared/api/stack.ts';
import type { Clock } from '../../shared/instant.ts';
import type { Log } from '../../shared/log.ts';
import { createIssuerClient, type IssuerAddress, type IssuerClient } from '../session/issuer.ts';
import { createSeal, type Seal } from '../session/seal.ts';
import { createSessions, type Sessions } from '../session/sessions.ts';
import { chooseRoute } from './chooseRoute.ts';
import { deskFailures } from './failures.tsx';
import { type DeskSite, deskSite } from './site.ts';
import { callerAtDesk, checkFormToken, visits } from './visit.ts';

/** What every function of the desk is composed from. */
export interface Desk {
  readonly theme: Theme;
  readonly clock: Clock;
  readonly log?: Log | undefined;
  /** Yields the keys that seal sessions. */
  readonly sessionKey: () => Promise<string>;
  readonly issuer: IssuerAddress;
}

export interface DeskParts {
  readonly site: DeskSite;
  readonly seal: Seal;
  readonly sessions: Sessions;
  readonly issuer: IssuerClient;
}

export function deskParts({ theme, clock, sessionKey, issuer: address }: Desk): DeskParts {
  const seal = createSeal(sessionKey);
  const issuer = createIssuerClient(address, clock);
  return { site: deskSite(theme, issuer.endsEverywhere), seal, sessions: createSessions(seal, issuer, clock), issuer };
}

/**
 * The handler of a function with pages of the desk: every one needs a session with the route's group, and every form the
 * session's token. What goes wrong is a page.
 */
export const createDesk = <const Routes extends Record<string, Route>>(
  routes: Routes,
  operations: Operations<Routes>,
  { theme, log }: Desk,
  { site, sessions }: DeskParts,
): Handler =>
  createHandler(routes, operations, {
    language: builtIn(theme.settings.language),
    log,
    identify: callerAtDesk,
    around: [visits(sessions), chooseRoute(Object.values(routes))],
    checkBody: checkFormToken,
    failurePage: deskFailures(site),
  });
