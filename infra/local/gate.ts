import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** Answers what the gate has let in. @throws whatever went wrong; the caller is answered 500 and the gate goes on. */
export type Service = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Gate<Name extends string> {
  /** The address of each service, for an SDK; it holds the secret, and so is told to nobody but who may call. */
  readonly addresses: Readonly<Record<Name, string>>;
  stop(): void;
}

export interface GateOptions<Name extends string> {
  readonly services: Readonly<Record<Name, Service>>;
  readonly onFault: (error: unknown) => void;
}

/**
 * One port of 127.0.0.1 for all that this server's own functions and commands may use and nobody else: the first segment
 * of each path is a secret made at every start. What a browser sends is refused even with it: it names its origin, or the
 * host that a page was loaded from (DNS rebinding).
 */
export async function startGate<Name extends string>({ services, onFault }: GateOptions<Name>): Promise<Gate<Name>> {
  const secret = randomBytes(32).toString('base64url');
  const names = Object.keys(services) as Name[];
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const name = isFromOutside(request, port) ? undefined : names.find((each) => isFor(request, secret, each));
    if (!name) return refuse(request, response);
    services[name](request, response).catch((error) => {
      // Whoever went away while it was answered knows.
      if (!request.destroyed || !response.destroyed) onFault(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'application/json' }).end('{"__type":"InternalServerError"}');
    });
  });
  server.on('error', onFault);
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const addresses = names.map((name) => [name, `http://127.0.0.1:${port}/${secret}/${name}`]);
  return {
    addresses: Object.fromEntries(addresses),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Whether a browser may have sent it, for a page of any site. */
function isFromOutside({ headers, headersDistinct }: IncomingMessage, port: number): boolean {
  const isBrowser = 'origin' in headers || Object.keys(headers).some((name) => name.startsWith('sec-'));
  return isBrowser || headersDistinct.host?.join() !== `127.0.0.1:${port}`;
}

function isFor({ url = '' }: IncomingMessage, secret: string, name: string): boolean {
  const [, given = '', service] = url.split('/', 3);
  const bytes = Buffer.from(given);
  const expected = Buffer.from(secret);
  return service === name && bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/** Says nothing of why, and keeps no connection: there is nothing to try again. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(403, { connection: 'close' }).end();
}

/** Passes requests on to a DynamoDB, which listens at `/` and needs to know of no more than these. */
export function forwardTo(endpoint: string): Service {
  const agent = new Agent({ keepAlive: true });
  const passed = ['content-type', 'content-length', 'x-amz-target', 'x-amz-date', 'authorization'];
  return async (request, response) => {
    const headers = Object.fromEntries(
      passed.flatMap((name) => (name in request.headers ? [[name, String(request.headers[name])]] : [])),
    );
    const onward = open(endpoint, { method: request.method, headers, agent });
    const answered = once(onward, 'response') as Promise<[IncomingMessage]>;
    const [[answer]] = await Promise.all([answered, pipeline(request, onward)]);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    await pipeline(answer, response);
  };
}
