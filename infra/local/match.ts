import { createMatcher as createMatcherOf, type Matcher } from '../../functions/shared/api/matcher.ts';
import { gatewayKeys, type Route } from '../../functions/shared/api/route.ts';

export type { RouteMatch } from '../../functions/shared/api/matcher.ts';

/** Chooses a route as the gateway does, by the keys that it has. */
export const createMatcher = (routes: Iterable<Route>): Matcher => createMatcherOf(routes, gatewayKeys);
