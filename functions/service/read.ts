import { matchPath } from '../shared/api/match.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import type { serviceRoutes } from './routes.ts';

export interface Service {
  /** The description of the API; its paths also distinguish a wrong method from an unknown address. */
  readonly openApi: {
    readonly openapi: string;
    readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  };
  readonly clock: Clock;
}

export function readService({ openApi, clock }: Service): Operations<typeof serviceRoutes> {
  // An address may match two templates: /{section}/{slug} and /tags/{tag}.
  const methodsAt = (path: string) => {
    const methods = Object.entries(openApi.paths)
      .filter(([template]) => isOfApi(template) === isOfApi(path) && matchPath(template, path))
      .flatMap(([, operations]) => Object.entries(operations))
      // Only what needs no token answers HEAD too.
      .flatMap(([method, operation]) =>
        method === 'get' && !('security' in operation) ? ['GET', 'HEAD'] : [method.toUpperCase()],
      );
    return [...new Set(methods)];
  };
  return {
    readHealth: async () => ({ status: 'ok', time: clock().toISOString() }),
    readOpenApi: async () => openApi,
    refuse: async ({ request: { method, path } }) => {
      const allowed = methodsAt(path);
      const address = isOfApi(path) ? undefined : withoutSlash(path);
      if (address && methodsAt(address).includes(method)) {
        throw new Failure('address-moved', ({ failures }) => failures.moved(address), { address });
      }
      if (allowed.length === 0) throw new Failure('address-not-found', ({ failures }) => failures.nothingHere);
      throw new Failure('method-not-allowed', ({ failures }) => failures.methods(allowed, method), {
        allowed,
      });
    },
  };
}

/** No page is under the API's prefix, although some templates would match. */
const isOfApi = (path: string) => /^\/v1(\/|$)/.test(path);

/**
 * The path without its trailing slash, when all of it is plain: browsers would read `//host/` and `/\host/` as another
 * host.
 */
const withoutSlash = (path: string) => /^((?:\/[\w-]+)+)\/$/.exec(path)?.[1];
