import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { needsToken, type Route } from '../../functions/shared/api/route.ts';
import { cors } from '../constructs/cors.ts';
import type { Authorizer } from './authorizer.ts';
import { decodedPath, toContext, toEvent, withClaims } from './event.ts';
import type { Service } from './gate.ts';
import { createMatcher } from './match.ts';

export type Invoke = (
  route: Route,
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** A line of the access log. */
export interface Access {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface GatewayOptions {
  readonly routes: Iterable<Route>;
  readonly invoke: Invoke;
  /** Verifies the tokens of non-public routes. Without one, requests carry no claims. */
  readonly authorizer?: Authorizer;
  readonly onAccess?: (access: Access) => void;
  /** Called when an invocation throws; the caller gets only a 500, as from API Gateway. */
  readonly onFault?: (error: unknown) => void;
  readonly limits?: Partial<typeof gatewayLimits>;
  /** What is answered beside the API, each below a path that no route has. */
  readonly beside?: readonly { readonly path: `/${string}`; readonly service: Service }[];
}

/**
 * API Gateway's and Lambda's limits, so that a client meets the same ones locally. The limit of concurrent invocations is
 * ours: Lambda runs each in an environment of its own, whereas here too many at once would slow each other down until all
 * of their database requests timed out.
 */
export const gatewayLimits = {
  requestBytes: 10 * 1024 * 1024,
  responseBytes: 6 * 1024 * 1024,
  milliseconds: 30_000,
  invocations: 32,
};

/** An HTTP server that answers as an API Gateway HTTP API with Lambda proxy integrations (payload 2.0) would. */
export function createGateway({
  routes,
  invoke,
  authorizer,
  onAccess,
  onFault,
  limits: given,
  beside = [],
}: GatewayOptions): Server {
  const limits = { ...gatewayLimits, ...given };
  const match = createMatcher(routes);
  const withinLimit = createSemaphore(limits.invocations);

  const answer = async (request: IncomingMessage): Promise<APIGatewayProxyStructuredResultV2> => {
    const { method = 'GET', url = '/', headersDistinct, socket } = request;
    if (method === 'OPTIONS' && headersDistinct.origin && headersDistinct['access-control-request-method']) {
      return { statusCode: 204, headers: preflightHeaders };
    }
    // Two Host headers are ambiguous (RFC 9112, section 3.2).
    if ((headersDistinct.host?.length ?? 0) > 1) return gatewayMessage(400, 'Bad Request');
    const body = await readBody(request, limits.requestBytes);
    if (!body) return gatewayMessage(413, 'Request Entity Too Large');
    const found = match(method, decodedPath(url));
    if (!found) return gatewayMessage(404, 'Not Found');

    const verdict = needsToken(found.route) ? await authorizer?.(headersDistinct.authorization?.join(',')) : undefined;
    if (verdict && 'challenge' in verdict) {
      return gatewayMessage(401, 'Unauthorized', { 'www-authenticate': verdict.challenge });
    }

    const sourceIp = socket.remoteAddress ?? '';
    const plainEvent = toEvent({ method, target: url, headers: headersDistinct, body, sourceIp }, found);
    const event = verdict ? withClaims(plainEvent, verdict.claims) : plainEvent;
    const invoked = async () => {
      const context = toContext(found.route.function, event.requestContext.requestId, limits.milliseconds);
      let timer: NodeJS.Timeout | undefined;
      const timedOut = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, limits.milliseconds, undefined).unref();
      });
      return Promise.race([invoke(found.route, event, context), timedOut]).finally(() => clearTimeout(timer));
    };
    try {
      const result = await withinLimit(invoked);
      if (!result) return gatewayMessage(503, 'Service Unavailable');
      if (exceeds(result, limits.responseBytes)) throw new Error('The response exceeds 6 MB');
      return result;
    } catch (error) {
      onFault?.(error);
      return gatewayMessage(500, 'Internal Server Error');
    }
  };

  const server = createServer(async (request, response) => {
    const started = performance.now();
    const { method = 'GET', url: target = '/' } = request;
    const answered = () =>
      onAccess?.({ method, target, status: response.statusCode, milliseconds: performance.now() - started });
    const other = beside.find(({ path }) => target.startsWith(`${path}/`));
    if (other) {
      try {
        await other.service(request, response);
        return answered();
      } catch (error) {
        onFault?.(error);
        return void response.destroy();
      }
    }
    const result = await answer(request).catch(() => undefined);
    // The client disconnected while sending.
    if (!result) return void response.destroy();
    // A stopping server keeps no connection alive.
    if (!server.listening) response.shouldKeepAlive = false;
    try {
      send(request, response, result);
    } catch (error) {
      onFault?.(error);
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      send(request, response, gatewayMessage(500, 'Internal Server Error'));
    }
    answered();
  });
  return server;
}

const NO_BODY = Buffer.alloc(0);

/** A semaphore: at most `most` holders, the others wait in order of arrival. */
function createSemaphore(most: number) {
  const waiting: (() => void)[] = [];
  let atWork = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (atWork < most) atWork += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else atWork -= 1;
    }
  };
}

const preflightHeaders = {
  'access-control-allow-origin': cors.allowOrigins.join(','),
  'access-control-allow-methods': cors.allowMethods.join(','),
  'access-control-allow-headers': cors.allowHeaders.join(','),
  'access-control-max-age': String(cors.maxAgeSeconds),
};

const gatewayMessage = (statusCode: number, message: string, headers: Record<string, string> = {}) => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message }),
});

/** Whether a result is longer than a limit as JSON, in which a UTF-16 unit of a text has at most six bytes. */
function exceeds(result: APIGatewayProxyStructuredResultV2, limit: number): boolean {
  const { body = '', ...others } = result;
  const most = 6 * body.length + Buffer.byteLength(JSON.stringify({ ...others, body: '' }));
  return most > limit && Buffer.byteLength(JSON.stringify(result)) > limit;
}

/** The whole body; undefined when it exceeds the limit. The rest is read and discarded, so that the client gets the 413. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const { 'content-length': announced, 'transfer-encoding': encoding } = request.headers;
  if (announced === undefined && encoding === undefined) return NO_BODY;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length > limit ? undefined : Buffer.concat(chunks);
}

function send(request: IncomingMessage, response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  response.statusCode = result.statusCode ?? 200;
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, String(value));
  if (result.cookies) response.setHeader('set-cookie', result.cookies);
  if (request.headers.origin && !response.hasHeader('access-control-max-age')) {
    response.setHeader('access-control-allow-origin', cors.allowOrigins.join(','));
    response.setHeader('access-control-expose-headers', cors.exposeHeaders.join(','));
  }
  const bodiless = response.statusCode === 204 || response.statusCode === 304 || request.method === 'HEAD';
  if (!bodiless) response.setHeader('content-length', body.length);
  response.end(bodiless ? undefined : body);
}
