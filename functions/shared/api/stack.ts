import middy, { type MiddlewareObj } from '@middy/core';
import httpEventNormalizer from '@middy/http-event-normalizer';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { metered } from '../data/usage.ts';
import type { Failure } from '../failure.ts';
import { createLog, type Log } from '../log.ts';
import type { Identify } from './caller.ts';
import { formBody, isForm } from './form.ts';
import { jsonBody } from './json.ts';
import { throughCdnOnly } from './origin.ts';
import { type Problem, toFailure, toProblem } from './problem.ts';
import { refuseCrossSite } from './refuseCrossSite.ts';
import { Reply } from './reply.ts';
import { parseRequest, type RequestEvent } from './request.ts';
import { requestLog } from './requestLog.ts';
import { type Response, toFailureResponse, toResponse } from './response.ts';
import { type Audience, bodySchemaOf, type Operation, type Operations, type Route, routeKeys } from './route.ts';

const BODY_LIMIT = 64 * 1024;

/**
 * Milliseconds of a function's time that are kept for its answer. What is late is told as busy, where Lambda would end the
 * function and the gateway answer without a word: at first what waits for DynamoDB, then whatever still does anything.
 */
const TIME_TO_SAY_SO = 1_000;

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<Response>;

/**
 * Tells a failure to a person, as a page, instead of to a program, as a problem document; nothing leaves it to that one.
 * The event is as it came: the body has not been parsed.
 */
export type FailurePage = (
  failure: { readonly problem: Problem; readonly cause: Failure },
  event: APIGatewayProxyEventV2,
) => Promise<Reply | undefined>;

export interface HandlerOptions {
  readonly log?: Log | undefined;
  /** Needed where a route is not public. */
  readonly identify?: Identify;
  readonly failurePage?: FailurePage;
}

/**
 * Builds a function's handler. Outside, once: request log, security headers, event normalizer, and the problem mapper,
 * which is last because `onError` runs in reverse order. Inside, once per route: a body parser where the route has a
 * body, then parse, operate, respond. The gateway says in `routeKey` which route matched, so finding it is a look-up.
 */
export function createHandler<const Routes extends Record<string, Route>>(
  routes: Routes,
  operations: Operations<Routes>,
  { log = createLog(ownerOf(routes)), identify = nobody, failurePage }: HandlerOptions = {},
): Handler {
  const routesByKey = new Map<string, Route>();
  const handlers = new Map<string, Handler>();
  for (const [id, route] of Object.entries(routes)) {
    const handler = routeHandler(route, operations[id as keyof Routes] as Operation<Route>, identify);
    for (const key of routeKeys(route)) {
      handlers.set(key, handler);
      routesByKey.set(key, route);
    }
  }

  const chain = middy<APIGatewayProxyEventV2, Response>({ timeoutEarlyInMillis: TIME_TO_SAY_SO / 2 })
    .use(requestLog(log))
    .use(throughCdnOnly())
    .use(securityHeaders(routesByKey))
    .use(httpEventNormalizer() as MiddlewareObj<APIGatewayProxyEventV2, Response>)
    .use(problemMapper(routesByKey, log, failurePage))
    .handler(async (event, context) => {
      const handler = handlers.get(event.routeKey);
      if (!handler) throw new Error(`This function has no route ${event.routeKey}`);
      return handler(event, context);
    }) as unknown as Handler;
  return (event, context) => metered(() => chain(event, context), context.getRemainingTimeInMillis() - TIME_TO_SAY_SO);
}

/** What matters for answers of any kind: https only, no guessing of media types, no framing, no address handed on. */
const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

const securityHeaders = (routes: ReadonlyMap<string, Route>): MiddlewareObj<APIGatewayProxyEventV2, Response> => {
  const add = ({ event, response }: { event: APIGatewayProxyEventV2; response: Response | null | undefined }) => {
    if (!response) return;
    const own = routes.get(event.routeKey)?.mailedToken ? { 'referrer-policy': 'no-referrer' } : {};
    response.headers = { ...SECURITY_HEADERS, ...own, ...response.headers };
  };
  return { after: add, onError: add };
};

function ownerOf(routes: Record<string, Route>): Route['function'] {
  const [route] = Object.values(routes);
  if (!route) throw new Error('A function needs at least one route');
  return route.function;
}

/** One route: who asks, body parser, then parse → operate → respond. The output goes through its schema, which drops the rest. */
function routeHandler(route: Route, operate: Operation<Route>, identify: Identify): Handler {
  return middy<APIGatewayProxyEventV2, Response>()
    .use(route.method === 'POST' ? [refuseCrossSite(route)] : [])
    .use(route.audience === 'public' ? [] : [callerFirst(route.audience, identify)])
    .use(bodySchemaOf(route) ? [bodyParser(route)] : [])
    .handler(async (event: RequestEvent) => {
      const output = await operate(parseRequest(route, event));
      return toResponse(route, output instanceof Reply ? output : z.parse(route.response, output), event);
    }) as unknown as Handler;
}

/** JSON; or, where the route takes them, the form of a browser; or nothing, where the route has no body. */
function bodyParser({ body, bodyLimit = BODY_LIMIT, forms }: Route): MiddlewareObj<APIGatewayProxyEventV2> {
  const json = jsonBody(bodyLimit);
  const form = formBody(bodyLimit);
  return {
    before: (request) => {
      if (!body && !request.event.body) Object.assign(request.event, { body: {} });
      else (forms && isForm(request.event) ? form : json).before?.(request);
    },
  };
}

/** Whoever may not do something is told so before what they sent is read. */
const callerFirst = (
  audience: Exclude<Audience, 'public'>,
  identify: Identify,
): MiddlewareObj<APIGatewayProxyEventV2, Response> => ({
  before: (request) => {
    Object.assign(request.event, { caller: identify(audience, request.event) });
  },
});

/** For functions whose routes are all public: a route that is not stays shut. */
const nobody: Identify = (audience) => {
  throw new Error(`This function cannot tell who is ${audience}`);
};

/** Turns whatever was thrown into a problem document or a page; what has moved into a redirect. */
function problemMapper(
  routes: ReadonlyMap<string, Route>,
  log: Log,
  failurePage: FailurePage | undefined,
): MiddlewareObj<APIGatewayProxyEventV2, Response> {
  return {
    onError: async (request) => {
      const { event, context } = request;
      const failure = toFailure(request.error);
      const { address, movedTo, retryAfter, allowed } = failure.details;
      const query = event.rawQueryString && `?${new URLSearchParams(event.rawQueryString)}`;
      const route = routes.get(event.routeKey);
      // A moved article is read on the same route.
      const path = address ?? (movedTo && route?.path.replace('{slug}', movedTo));
      const location = path && `${path}${query}`;
      const problem = toProblem(failure, context.awsRequestId);
      const page = await failurePage?.({ problem, cause: failure }, event).catch((error) => {
        log.error('failure page', { requestId: context.awsRequestId, error });
        return undefined;
      });
      request.response = toFailureResponse(route, problem, page, { location, retryAfter, allowed }, event);
    },
  };
}
