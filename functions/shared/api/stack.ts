import middy, { type MiddlewareObj, type Request } from '@middy/core';
import httpEventNormalizer from '@middy/http-event-normalizer';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Words } from '../../words/en.ts';
import { negotiate } from '../../words/negotiate.ts';
import { paperWords, wordsFor } from '../../words/words.ts';
import { metered } from '../data/usage.ts';
import type { Failure } from '../failure.ts';
import { createLog, type Log } from '../log.ts';
import type { AnswerMemory } from './answerMemory.ts';
import { type Identify, requestFingerprint } from './caller.ts';
import { formBody, isForm } from './form.ts';
import { jsonBody } from './json.ts';
import { throughCdnOnly } from './origin.ts';
import type { PaperLanguage } from './paperLanguage.ts';
import { type Problem, statusOf, toFailure, toProblem } from './problem.ts';
import { refuseCrossSite } from './refuseCrossSite.ts';
import { Reply } from './reply.ts';
import { parseRequest, type RequestEvent } from './request.ts';
import { requestLog } from './requestLog.ts';
import { forRequest, type Response, toFailureResponse, toResponse } from './response.ts';
import { type Audience, bodySchemaOf, type Operation, type Operations, type Route, routeKeys } from './route.ts';
import { SERVER_TIMING, serverTiming } from './serverTiming.ts';

const BODY_LIMIT = 64 * 1024;

/**
 * Milliseconds of a function's time that are reserved for its response, so that a late request gets 503 before Lambda
 * ends the function. DynamoDB requests are given up first, then, after half the reserve, everything else.
 */
const ANSWER_RESERVE = 1_000;

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<Response>;

/** Renders a failure as a page; undefined falls back to the problem document. The event's body has not been parsed. */
export type FailurePage = (
  failure: { readonly problem: Problem; readonly cause: Failure },
  event: APIGatewayProxyEventV2,
) => Promise<Reply | undefined>;

export interface HandlerOptions {
  /** That of pages, and of problem documents where the request accepts no other. */
  readonly language: PaperLanguage;
  readonly log?: Log | undefined;
  /** Required when a route is not public. */
  readonly identify?: Identify;
  readonly failurePage?: FailurePage;
  /** Around every request: they may prepare the event, and add to every answer, also of a failure. */
  readonly around?: readonly MiddlewareObj<APIGatewayProxyEventV2, Response>[];
  /** Looks at a parsed body before its schema does, and may take from it. @throws Failure. */
  readonly checkBody?: (event: RequestEvent) => void;
  /** Makes the memory of public, cacheable answers. Default: none are remembered. */
  readonly memory?: (log: Log) => AnswerMemory | undefined;
}

/**
 * Builds a function's handler. Outer middleware, once: request log, CDN check, security headers, event normalizer, and
 * the problem mapper, which is last because `onError` runs in reverse order. Per route: authorization, body parser,
 * then parse, operate, respond. The gateway's `routeKey` names the matched route.
 */
export function createHandler<const Routes extends Record<string, Route>>(
  routes: Routes,
  operations: Operations<Routes>,
  {
    language,
    log = createLog(ownerOf(routes)),
    identify = identifiesNobody,
    failurePage,
    around = [],
    checkBody,
    memory: createMemory,
  }: HandlerOptions,
): Handler {
  const memory = createMemory?.(log);
  const routesByKey = new Map<string, Route>();
  const handlers = new Map<string, Handler>();
  for (const [id, route] of Object.entries(routes)) {
    const handler = routeHandler(route, operations[id as keyof Routes] as Operation<Route>, {
      identify,
      memory,
      language,
      checkBody,
    });
    for (const key of routeKeys(route)) {
      handlers.set(key, handler);
      routesByKey.set(key, route);
    }
  }

  const chain = middy<APIGatewayProxyEventV2, Response>({ timeoutEarlyInMillis: ANSWER_RESERVE / 2 })
    .use(requestLog(log))
    .use(serverTiming(process.env[SERVER_TIMING] === 'on'))
    .use(throughCdnOnly())
    .use(securityHeaders(routesByKey))
    .use(httpEventNormalizer() as MiddlewareObj<APIGatewayProxyEventV2, Response>)
    .use([...around])
    .use(requestedPart())
    .use(problemMapper(routesByKey, log, language, failurePage))
    .handler(async (event, context) => {
      const handler = handlers.get(event.routeKey);
      if (!handler) throw new Error(`This function has no route ${event.routeKey}`);
      return handler(event, context);
    }) as unknown as Handler;
  return (event, context) => metered(() => chain(event, context), context.getRemainingTimeInMillis() - ANSWER_RESERVE);
}

/**
 * Headers for responses of every media type: HTTPS only, no MIME sniffing, no framing, no full referrer to other sites.
 */
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

/** Answers HEAD and conditional requests from the response to their GET. */
const requestedPart = (): MiddlewareObj<APIGatewayProxyEventV2, Response> => {
  const take = (request: Request<APIGatewayProxyEventV2, Response>) => {
    if (request.response) request.response = forRequest(request.response, request.event);
  };
  return { after: take, onError: take };
};

function ownerOf(routes: Record<string, Route>): Route['function'] {
  const [route] = Object.values(routes);
  if (!route) throw new Error('A function needs at least one route');
  return route.function;
}

interface RouteCollaborators {
  readonly identify: Identify;
  readonly memory: AnswerMemory | undefined;
  readonly language: PaperLanguage;
  readonly checkBody: HandlerOptions['checkBody'];
}

/**
 * Handles one route: authorize, parse, operate, respond. The response schema drops undeclared fields. What every reader
 * gets may come from memory.
 */
function routeHandler(
  route: Route,
  operate: Operation<Route>,
  { identify, memory, language, checkBody }: RouteCollaborators,
): Handler {
  const answer = async (event: RequestEvent): Promise<Response> => {
    const words = route.audience === 'public' ? undefined : acceptedWords(event, await language.present());
    const output = await operate(parseRequest(route, event, words));
    return toResponse(route, output instanceof Reply ? output : z.parse(route.response, output), event);
  };
  const isRemembered = route.method === 'GET' && route.audience === 'public' && route.cache === 'public';
  return middy<APIGatewayProxyEventV2, Response>()
    .use(route.method === 'POST' ? [refuseCrossSite(route)] : [])
    .use(route.audience === 'public' ? [] : [authorize(route.audience, identify)])
    .use(bodySchemaOf(route) ? [bodyParser(route)] : [])
    .use(checkBody && route.method === 'POST' ? [{ before: ({ event }) => checkBody(event) }] : [])
    .handler(isRemembered && memory ? memory.around(route, answer) : answer) as unknown as Handler;
}

/** Parses JSON, or a form where the route takes forms. A route without a body schema gets an empty object. */
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

/** Authorize before parsing. */
const authorize = (
  audience: Exclude<Audience, 'public'>,
  identify: Identify,
): MiddlewareObj<APIGatewayProxyEventV2, Response> => ({
  before: (request) => {
    const caller = identify(audience, request.event);
    Object.assign(request.event, { caller: { ...caller, request: requestFingerprint(caller.name, request.event) } });
  },
});

/** The default for functions with public routes only: any other route fails. */
const identifiesNobody: Identify = (audience) => {
  throw new Error(`This function cannot tell who is ${audience}`);
};

/** The words of the language of documents that a request accepts. */
const acceptedWords = ({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>, paper: string): Words =>
  wordsFor(negotiate(headers['accept-language'], paper)) ?? paperWords(paper);

/** Whether a route answers with pages or takes their forms, or may be any address. */
const answersBrowsers = ({ mediaType, forms, path }: Route) =>
  mediaType !== undefined || forms !== undefined || path === '$default';

/**
 * Maps errors to problem documents, failure pages and redirects. A page is in the paper's language, a document in the one
 * that the request accepts (docs/decisions/0036).
 */
function problemMapper(
  routes: ReadonlyMap<string, Route>,
  log: Log,
  language: PaperLanguage,
  failurePage: FailurePage | undefined,
): MiddlewareObj<APIGatewayProxyEventV2, Response> {
  return {
    onError: async (request) => {
      const { event, context } = request;
      const failure = toFailure(request.error);
      // Where DynamoDB cannot be read, it is not asked once more.
      const tag = statusOf[failure.code] < 500 ? await language.present() : language.known();
      const paper = paperWords(tag);
      const { address, movedTo, retryAfter, allowed } = failure.details;
      const query = event.rawQueryString && `?${new URLSearchParams(event.rawQueryString)}`;
      const route = routes.get(event.routeKey);
      // A moved article redirects to its new slug on the same route.
      const path = address ?? (movedTo && route?.path.replace('{slug}', encodeURIComponent(movedTo)));
      const location = path && `${path}${query}`;
      const problemIn = (words: Words) => toProblem(failure, context.awsRequestId, words);
      // Without a route it is an address of the desk, where nothing is.
      const render = !route || answersBrowsers(route) ? failurePage : undefined;
      const page = await render?.({ problem: problemIn(paper), cause: failure }, event).catch((error) => {
        log.error('failure page', { requestId: context.awsRequestId, error });
        return undefined;
      });
      const words = page ? paper : acceptedWords(event, tag);
      request.response = toFailureResponse(route, problemIn(words), page, {
        location,
        retryAfter,
        allowed,
        language: words.language,
        isPapers: words === paper,
      });
    },
  };
}
