import * as z from 'zod/mini';
import type { FailureCode } from '../failure.ts';
import type { Caching, Reply } from './reply.ts';

/** Who may call a route. The gateway's authorizer enforces it; `public` has none. */
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
  | 'service.read';

/** The same for functions that events call: no route leads to them. */
export type EventFunctionName = 'mail.send' | 'moderation.digest' | 'cdn.invalidate';

/**
 * One address of the API as a value. The stack, the handlers, validation, OpenAPI and the local server all read it, so
 * that nothing about a route is said twice.
 */
export interface Route {
  readonly function: FunctionName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'ANY';
  /** An API Gateway path with `{parameters}`, or `$default`: whatever no other route matches. */
  readonly path: `/${string}` | '$default';
  readonly audience: Audience;
  readonly summary: string;
  readonly params?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  /** Keys are lower-case header names. */
  readonly headers?: z.ZodMiniType;
  /** A name that it does not have is refused, at any depth. Where a route changes something and has none, a body must be empty. */
  readonly body?: z.ZodMiniType;
  /** Whether whatever body comes is left unread, since others decide what they send. */
  readonly ignoresBody?: true;
  /** Whether the body may also be a form, as a browser without JavaScript sends it: every field is a text then. */
  readonly forms?: true;
  /**
   * Whether a token that was mailed stands in the address, or in the form of a page where it does. That page hands its
   * address on to nobody (`Referrer-Policy: no-referrer`), for which browsers call its origin `null`.
   */
  readonly mailedToken?: true;
  /** Bytes of body this route reads at most; more is refused before it is parsed. */
  readonly bodyLimit?: number;
  /** What goes out. A field that is not declared here cannot leave. */
  readonly response: z.ZodMiniType;
  /** The media type of what goes out, where it is no JSON but a text as it is. */
  readonly mediaType?: string;
  /** The status of a good answer: fixed, or by the answer's own `status` field. */
  readonly success: 200 | 201 | 202 | Readonly<Record<string, number>>;
  /** The answer's `version` goes out as its ETag, to come back as If-Match. */
  readonly versioned?: true;
  readonly cache: Caching;
  /** Failures that are this route's own, for its description; those any route can give are added to them. */
  readonly failures: readonly FailureCode[];
}

/** What has no names at all. */
const NOTHING = z.object({});

type Reading = Pick<Route, 'audience' | 'method'>;

/** Whether a route only reads, for anybody: others hang names of theirs on such an address as they pass it on (`utm_source`). */
export const isPublicRead = ({ audience, method }: Reading): boolean =>
  audience === 'public' && (method === 'GET' || method === 'ANY');

/** The schema of a route's query; of one that says nothing of it and is no public read, that of an empty one. */
export const querySchemaOf = (route: Reading & Pick<Route, 'query'>): z.ZodMiniType | undefined =>
  route.query ?? (isPublicRead(route) ? undefined : NOTHING);

/** The schema of a route's body; of one that changes something and has none, that of an empty one. */
export const bodySchemaOf = ({
  body,
  method,
  ignoresBody,
}: Pick<Route, 'body' | 'method' | 'ignoresBody'>): z.ZodMiniType | undefined =>
  body ?? (method === 'GET' || method === 'ANY' || ignoresBody ? undefined : NOTHING);

type Parsed<Schema> = Schema extends z.ZodMiniType ? z.output<Schema> : undefined;

/** Who calls a route that is not public. */
export interface Caller {
  readonly name: string;
}

/** What an operation is given: the request's parts as the route's schemas parsed them, and who sent it. */
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
    /** Whether the body came as a form. */
    readonly isForm: boolean;
    /** Scheme and host readers know this site by, without a slash at the end. */
    readonly origin: string;
    readonly caller: R['audience'] extends 'public' ? undefined : Caller;
  };
}

/**
 * The use case behind a route: typed input in, domain value out. It throws a `Failure` for anything else. For browsers, it
 * may answer by a {@link Reply}: a page of another status, a redirection, cookies.
 */
export type Operation<R extends Route> = (input: Input<R>) => Promise<z.input<R['response']> | ForBrowsers<R>>;

type ForBrowsers<R extends Route> = R extends { readonly mediaType: string } | { readonly forms: true } ? Reply : never;

/** One operation for every route; leaving one out does not compile. */
export type Operations<Routes extends Record<string, Route>> = { readonly [Id in keyof Routes]: Operation<Routes[Id]> };

/** Declares the routes one function owns; the keys are their operation ids. */
export function defineRoutes<
  const Name extends FunctionName,
  const Routes extends Record<string, Omit<Route, 'function'>>,
>(name: Name, routes: Routes): { readonly [Id in keyof Routes]: Routes[Id] & { readonly function: Name } } {
  return Object.fromEntries(
    Object.entries(routes).map(([id, route]) => [id, { ...route, function: name }]),
  ) as unknown as { readonly [Id in keyof Routes]: Routes[Id] & { readonly function: Name } };
}

/**
 * The gateway's keys of a route. Every GET is there for HEAD too: API Gateway does not answer HEAD by itself
 * (RFC 9110, section 9.3.2).
 */
export function routeKeys(route: Pick<Route, 'method' | 'path'>): readonly string[] {
  if (route.path === '$default') return ['$default'];
  const key = `${route.method} ${route.path}`;
  return route.method === 'GET' ? [key, `HEAD ${route.path}`] : [key];
}
