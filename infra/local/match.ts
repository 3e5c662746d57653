import { matchPath } from '../../functions/shared/api/match.ts';
import { type Route, routeKeys } from '../../functions/shared/api/route.ts';

export interface RouteMatch {
  readonly routeKey: string;
  readonly route: Route;
  readonly pathParameters: Record<string, string>;
}

/**
 * Chooses a route as API Gateway's HTTP APIs do: the most literal path wins, segment by segment from the left. `$default`
 * matches everything else; without it, other requests match nothing.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createMatcher(routes: Iterable<Route>) {
  const entries = [...routes].flatMap((route) => routeKeys(route).map((routeKey) => ({ routeKey, route })));
  const fallback = entries.find(({ routeKey }) => routeKey === '$default');
  // By code point: a locale's order would sort punctuation before letters.
  entries.sort((one, other) => (rank(one.route.path) < rank(other.route.path) ? -1 : 1));

  return (method: string, path: string): RouteMatch | undefined => {
    for (const { routeKey, route } of entries) {
      const pathParameters = routeKey.startsWith(`${method} `) ? matchPath(route.path, path) : undefined;
      if (pathParameters) return { routeKey, route, pathParameters };
    }
    return fallback && { ...fallback, pathParameters: {} };
  };
}

/** Literal segments sort before parameters. */
const rank = (path: string) => path.replaceAll(/\{[^}]*\}/g, '~');
