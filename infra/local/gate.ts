import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** Answers a request that the gate has admitted. When it throws, the gate answers 500. */
export type Service = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Gate<Name extends string> {
  /** The address of each service, for an SDK. It contains the secret: pass it only to callers that may use the service. */
  readonly addresses: Readonly<Record<Name, string>>;
  stop(): void;
}

export interface GateOptions<Name extends string> {
  readonly services: Readonly<Record<Name, Service>>;
  readonly onFault: (error: unknown) => void;
}

/**
 * One port on 127.0.0.1 for the services that only this server's functions and commands may use. The first path segment is
 * a secret that is generated at every start. Requests from browsers are refused even with the secret; they are recognized by
 * their Origin or Sec-* headers, or, after DNS rebinding, by a foreign Host.
 */
export async function startGate<Name extends string>({ services, onFault }: GateOptions<Name>): Promise<Gate<Name>> {
  const secret = randomBytes(32).toString('base64url');
  const names = Object.keys(services) as Name[];
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const name = isFromOutside(request, port) ? undefined : names.find((each) => isFor(request, secret, each));
    if (!name) return refuse(request, response);
    services[name](request, response).catch((error) => {
      // An aborted request is no fault.
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

/** Whether a browser may have sent the request, on behalf of any page. */
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

/** Refuses without a reason, and closes the connection because a retry cannot succeed. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(403, { connection: 'close' }).end();
}

/** Forwards requests to a DynamoDB at `/`, with only the headers that it reads. */
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
