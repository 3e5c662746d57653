import { matchPath } from '../shared/api/match.ts';
import { type Operations, type Route, routeKeys } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import type { serviceRoutes } from './routes.ts';

export interface Service {
  readonly openApi: { readonly openapi: string };
  /** Every route there is, to tell a wrong method from a wrong address. */
  readonly routes: Readonly<Record<string, Route>>;
  readonly clock: Clock;
}

/** What is asked of the service itself. */
export function readService({ openApi, routes, clock }: Service): Operations<typeof serviceRoutes> {
  return {
    readHealth: async () => ({ status: 'ok', time: clock().toISOString() }),
    readOpenApi: async () => openApi,
    refuse: async ({ request: { method, path } }) => {
      const allowed = Object.values(routes)
        .filter((route) => matchPath(route.path, path))
        .flatMap((route) => routeKeys(route).map((key) => key.split(' ', 1)[0] ?? ''));
      if (allowed.length === 0) throw new Failure('address-unknown', 'There is nothing at this address.');
      throw new Failure('method-not-allowed', `This address answers ${allowed.join(', ')}, not ${method}.`, {
        allowed,
      });
    },
  };
}
