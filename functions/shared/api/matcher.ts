import { type Route, routeKeys } from './route.ts';

export interface RouteMatch {
  readonly routeKey: string;
  readonly route: Route;
  readonly pathParameters: Record<string, string>;
}

/** Finds the route of a request. @param path percent-decoded. */
export type Matcher = (method: string, path: string) => RouteMatch | undefined;

type End = Omit<RouteMatch, 'pathParameters'>;

/** A place in the tree of a method's paths, after some of their segments. */
interface Branch {
  readonly literals: Map<string, Branch>;
  parameter?: Branch;
  /** What ends here. */
  end?: End | undefined;
  /** What takes all the rest, of one segment or more. */
  rest?: End | undefined;
}

/**
 * Chooses a route as API Gateway's HTTP APIs do: the most literal path wins, segment by segment from the left; one that takes
 * a rest (`{proxy+}`) only where no whole path fits. `$default` matches everything else; without it, other requests match
 * nothing. The cost of a match does not grow with the table.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @param keysOf the keys of a route, such as `GET /v1/articles/{slug}`.
 */
export function createMatcher(
  routes: Iterable<Route>,
  keysOf: (route: Route) => readonly string[] = routeKeys,
): Matcher {
  const trees = new Map<string, Branch>();
  let fallback: End | undefined;
  for (const route of routes) {
    for (const routeKey of keysOf(route)) {
      if (routeKey === '$default') fallback = { routeKey, route };
      else plant(trees, routeKey, route);
    }
  }

  return (method, path) => {
    const segments = path.split('/');
    const tree = trees.get(method);
    const found = tree && (follow(tree, segments, 0) ?? followRest(tree, segments, 0));
    if (!found) return fallback && { ...fallback, pathParameters: {} };
    const pathParameters: Record<string, string> = Object.create(null);
    for (const [index, segment] of pathOf(found.routeKey).split('/').entries()) {
      if (takesRest(segment)) pathParameters[segment.slice(1, -2)] = segments.slice(index).join('/');
      else if (isParameter(segment)) pathParameters[segment.slice(1, -1)] = segments[index] ?? '';
    }
    return { ...found, pathParameters };
  };
}

const isParameter = (segment: string) => segment.startsWith('{');
const takesRest = (segment: string) => segment.endsWith('+}');
const pathOf = (routeKey: string) => routeKey.slice(routeKey.indexOf(' ') + 1);

const emptyBranch = (): Branch => ({ literals: new Map() });

function plant(trees: Map<string, Branch>, routeKey: string, route: Route): void {
  const [method = ''] = routeKey.split(' ', 1);
  let branch = trees.get(method) ?? emptyBranch();
  trees.set(method, branch);
  for (const segment of pathOf(routeKey).split('/')) {
    if (takesRest(segment)) {
      branch.rest = { routeKey, route };
      return;
    }
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
function follow(branch: Branch, segments: readonly string[], index: number): End | undefined {
  const segment = segments[index];
  if (segment === undefined) return branch.end;
  const literal = branch.literals.get(segment);
  const found = literal && follow(literal, segments, index + 1);
  // A parameter is one whole, non-empty segment.
  return found ?? (branch.parameter && segment !== '' ? follow(branch.parameter, segments, index + 1) : undefined);
}

/** The same to a place that takes the rest. */
function followRest(branch: Branch, segments: readonly string[], index: number): End | undefined {
  const segment = segments[index];
  if (segment === undefined) return undefined;
  const literal = branch.literals.get(segment);
  const deeper =
    (literal && followRest(literal, segments, index + 1)) ??
    (branch.parameter && segment !== '' ? followRest(branch.parameter, segments, index + 1) : undefined);
  return deeper ?? (segment === '' && index === segments.length - 1 ? undefined : branch.rest);
}
