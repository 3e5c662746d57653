import { type Route, routeKeys } from '../../functions/shared/api/route.ts';

export interface RouteMatch {
  readonly routeKey: string;
  readonly route: Route;
  readonly pathParameters: Record<string, string>;
}

/** A place in the tree of a method's paths, after some of their segments. */
interface Branch {
  readonly literals: Map<string, Branch>;
  parameter?: Branch;
  /** What ends here. */
  end?: Omit<RouteMatch, 'pathParameters'> | undefined;
}

/**
 * Chooses a route as API Gateway's HTTP APIs do: the most literal path wins, segment by segment from the left. `$default`
 * matches everything else; without it, other requests match nothing. The cost of a match does not grow with the table.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createMatcher(routes: Iterable<Route>) {
  const trees = new Map<string, Branch>();
  let fallback: Branch['end'];
  for (const route of routes) {
    for (const routeKey of routeKeys(route)) {
      if (routeKey === '$default') fallback = { routeKey, route };
      else plant(trees, routeKey, route);
    }
  }

  return (method: string, path: string): RouteMatch | undefined => {
    const segments = path.split('/');
    const tree = trees.get(method);
    const found = tree && follow(tree, segments, 0);
    if (!found) return fallback && { ...fallback, pathParameters: {} };
    const pathParameters: Record<string, string> = Object.create(null);
    for (const [index, segment] of found.route.path.split('/').entries()) {
      if (isParameter(segment)) pathParameters[segment.slice(1, -1)] = segments[index] ?? '';
    }
    return { ...found, pathParameters };
  };
}

const isParameter = (segment: string) => segment.startsWith('{');

const emptyBranch = (): Branch => ({ literals: new Map() });

function plant(trees: Map<string, Branch>, routeKey: string, route: Route): void {
  const [method = ''] = routeKey.split(' ', 1);
  let branch = trees.get(method) ?? emptyBranch();
  trees.set(method, branch);
  for (const segment of route.path.split('/')) {
    let next = isParameter(segment) ? branch.parameter : branch.literals.get(segment);
    if (!next) {
      next = emptyBranch();
      if (isParameter(segment)) branch.parameter = next;
      else branch.literals.set(segment, next);
    }
    branch = next;
  }
  branch.end = { routeKey, route };
}

/** Follows a path from a segment on: the literal branch, and the one of a parameter where that leads nowhere. */
function follow(branch: Branch, segments: readonly string[], index: number): Branch['end'] {
  const segment = segments[index];
  if (segment === undefined) return branch.end;
  const literal = branch.literals.get(segment);
  const found = literal && follow(literal, segments, index + 1);
  // A parameter is one whole, non-empty segment.
  return found ?? (branch.parameter && segment !== '' ? follow(branch.parameter, segments, index + 1) : undefined);
}
