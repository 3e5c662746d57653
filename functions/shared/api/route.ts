import * as z from 'zod/mini';
import type { Words } from '../../words/en.ts';
import type { FailureCode } from '../failure.ts';
import type { Caching, Reply } from './reply.ts';

/** Who may call a route. The gateway's authorizer enforces it, or the desk's session; `public` has none. */
export type Audience = 'public' | 'editor' | 'moderator';

/** `<capability>.<access>`: deployed from `functions/<capability>/<access>.lambda.ts`. */
export type FunctionName =
  | 'articles.read'
  | 'sections.read'
  | 'comments.read'
  | 'comments.submit'
  | 'commenters.manage'
  | 'moderation.decide'
  | 'newsroom.edit'
  | 'pages.read'
  | 'pages.assets'
  | 'feeds.read'
  | 'sitemaps.read'
  | 'media.read'
  | 'media.manage'
  | 'service.read'
  | 'desk.session'
  | 'desk.edit'
  | 'desk.moderate';

/** Functions that events invoke and no route leads to. */
export type EventFunctionName = 'mail.send' | 'moderation.digest' | 'cdn.invalidate' | 'media.develop';

/** One route as data. The stack, the handlers, validation, OpenAPI and the local server all read it. */
export interface Route {
  readonly function: FunctionName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'ANY';
  /** An API Gateway path with `{parameters}`, or `$default`, which matches what no other route does. */
  readonly path: `/${string}` | '$default';
  /**
   * A page of the desk: the gateway's path that leads to it, which several routes share and among which their function chooses.
   * Who calls is told by the desk's session, not by a token (docs/decisions/0044).
   */
  readonly proxy?: `/${string}`;
  readonly audience: Audience;
  readonly summary: string;
  readonly params?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  /** Keys are lower-case header names. */
  readonly headers?: z.ZodMiniType;
  /**
   * Unknown names are refused at any depth. When a route that changes something has no schema, its body must be empty.
   */
  readonly body?: z.ZodMiniType;
  /** Whether the body is ignored, because its sender follows somebody else's specification. */
  readonly ignoresBody?: true;
  /**
   * Whether the body may also be a form, as a browser without JavaScript sends it, and what follows its success: a
   * redirect (303) or a page. All fields are texts then.
   */
  readonly forms?: 'redirected' | 'page';
  /** The redirect that may take the place of the success. */
  readonly redirects?: 301 | 303;
  /**
   * Whether the address, or the page's form, contains a mailed token. The page is sent with `Referrer-Policy:
   * no-referrer`, so browsers send `Origin: null` from it.
   */
  readonly mailedToken?: true;
  /** Whether a PATCH route changes single fields of what this PUT replaces; set by {@link defineRoutes}. */
  readonly hasPatch?: true;
  /** Largest body in bytes, checked before parsing. */
  readonly bodyLimit?: number;
  /** The response's schema. Fields that it does not declare are dropped. */
  readonly response: z.ZodMiniType;
  /** The media type, or range, of a response that is text or a file, not a JSON value. */
  readonly mediaType?: string;
  /** The success status: fixed, or chosen by the response's `status` field. 301 leads elsewhere. */
  readonly success: 200 | 201 | 202 | 301 | Readonly<Record<string, number>>;
  /**
   * Whether a range of the response can be asked for: 206, or 416 where there is no such range. A response that is too
   * large for a function is elsewhere: 307.
   */
  readonly ranged?: true;
  /** Whether the response's `version` is its ETag, for If-Match. */
  readonly versioned?: true;
  readonly cache: Caching;
  /** The route's own failures, for its description; those that any route can return are added to them. */
  readonly failures: readonly FailureCode[];
}

const NOTHING = z.object({});

type Reading = Pick<Route, 'audience' | 'method'>;

/**
 * Whether a route only reads and is public. Others append parameters to such addresses (`utm_source`), so unknown ones
 * are ignored there.
 */
export const isPublicRead = ({ audience, method }: Reading): boolean =>
  audience === 'public' && (method === 'GET' || method === 'ANY');

/** A route's query schema. Without one, the query of any route but a public read must be empty. */
export const querySchemaOf = (route: Reading & Pick<Route, 'query'>): z.ZodMiniType | undefined =>
  route.query ?? (isPublicRead(route) ? undefined : NOTHING);

/** A route's body schema. Without one, the body of a route that changes something must be empty. */
export const bodySchemaOf = ({
  body,
  method,
  ignoresBody,
}: Pick<Route, 'body' | 'method' | 'ignoresBody'>): z.ZodMiniType | undefined =>
  body ?? (method === 'GET' || method === 'ANY' || ignoresBody ? undefined : NOTHING);

/** The query parameters that a route declares. */
export function queryNames({ query }: Pick<Route, 'query'>): readonly string[] {
  return query instanceof z.ZodMiniObject ? Object.keys(query._zod.def.shape) : [];
}

type Parsed<Schema> = Schema extends z.ZodMiniType ? z.output<Schema> : undefined;

/** The caller of a non-public route. */
export interface Caller {
  readonly name: string;
  /** Of somebody who is at the desk. */
  readonly desk?: DeskVisit;
  /**
   * The request's fingerprint, which a retry by the same person has too. A change stores it, so that a retry after a lost
   * response is distinguished from somebody else's change (docs/decisions/0023). Absent without a request, as in the seeds.
   */
  readonly request?: string;
}

/** What the desk's pages need to know of whoever has signed in. */
export interface DeskVisit {
  /** They decide what pages show; what may be done is decided by each route. */
  readonly groups: readonly string[];
  /** The token of the session's forms. */
  readonly formToken: string;
}

/** What an operation receives: the parsed parts of the request, and its sender. */
export interface Input<R extends Route> {
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly headers: Parsed<R['headers']>;
  readonly body: Parsed<R['body']>;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly sourceIp: string;
    readonly userAgent: string;
    /** By name, decoded. */
    readonly cookies: Readonly<Record<string, string>>;
    readonly isForm: boolean;
    /** Scheme and host of the site, without a trailing slash. */
    readonly origin: string;
    /** Of the language that the request accepts. An answer that others get, too, has only the paper's. */
    readonly words: R['audience'] extends 'public' ? undefined : Words;
    readonly caller: R['audience'] extends 'public' ? undefined : Caller;
  };
}

/**
 * The use case behind a route: takes parsed input, returns a domain value, throws a `Failure`. Routes for browsers may
 * also return a {@link Reply}.
 */
export type Operation<R extends Route> = (input: Input<R>) => Promise<z.input<R['response']> | ForBrowsers<R>>;

type ForBrowsers<R extends Route> = R extends { readonly mediaType: string } | { readonly forms: string }
  ? Reply
  : never;

/** One operation for each route; a missing one does not compile. */
export type Operations<Routes extends Record<string, Route>> = { readonly [Id in keyof Routes]: Operation<Routes[Id]> };

/** Declares the routes of one function; the keys are their operation ids. */
export function defineRoutes<
  const Name extends FunctionName,
  const Routes extends Record<string, Omit<Route, 'function'>>,
>(name: Name, routes: Routes): { readonly [Id in keyof Routes]: Routes[Id] & { readonly function: Name } } {
  const patched = new Set(Object.values(routes).flatMap(({ method, path }) => (method === 'PATCH' ? [path] : [])));
  const hasPatch = ({ method, path }: Pick<Route, 'method' | 'path'>) => method === 'PUT' && patched.has(path);
  return Object.fromEntries(
    Object.entries(routes).map(([id, route]) => [
      id,
      { ...route, function: name, ...(hasPatch(route) ? { hasPatch: true } : {}) },
    ]),
  ) as unknown as { readonly [Id in keyof Routes]: Routes[Id] & { readonly function: Name } };
}

/** Whether the gateway asks for a token. */
export const needsToken = ({ audience, proxy }: Pick<Route, 'audience' | 'proxy'>): boolean =>
  audience !== 'public' && proxy === undefined;

/**
 * A route's keys. Every GET for readers gets a HEAD twin, because API Gateway does not answer HEAD by itself (RFC 9110,
 * section 9.3.2). Nobody asks for the heads of what editors and moderators read, and an API has 300 routes at most.
 */
export function routeKeys(route: Pick<Route, 'method' | 'path' | 'audience' | 'proxy'>): readonly string[] {
  if (route.path === '$default') return ['$default'];
  const key = `${route.method} ${route.path}`;
  const isForReaders = route.audience === 'public' && route.proxy === undefined;
  return route.method === 'GET' && isForReaders ? [key, `HEAD ${route.path}`] : [key];
}

/** The gateway's keys for a route: its own, or the one that it shares. */
export const gatewayKeys = (route: Pick<Route, 'method' | 'path' | 'audience' | 'proxy'>): readonly string[] =>
  route.proxy === undefined ? routeKeys(route) : [`${route.method} ${route.proxy}`];
