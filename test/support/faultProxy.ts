import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The response of the service behind the proxy. */
interface Behind {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** One request to the service. */
interface Exchange {
  /** Executes the request, and returns the service's response. */
  readonly done: () => Promise<Behind>;
  readonly response: ServerResponse;
}

/** A fault of a request or of its response. */
export type WireFault = (exchange: Exchange) => Promise<void> | void;

const HTML = '<html><body><h1>503 Service Unavailable</h1>No server is available.</body></html>';

const answering =
  (status: number, body: string | Buffer, headers: OutgoingHttpHeaders = {}): WireFault =>
  ({ response }) =>
    void response.writeHead(status, headers).end(body);

/** Sends the first bytes of a response with a larger Content-Length, then does something else. */
const after = ({ response }: Exchange, { status, headers, body }: Behind, length: number, then: () => void) => {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  if (length === 0) response.flushHeaders();
  else response.write(body.subarray(0, length));
  setImmediate(then);
};

const cutAfter =
  (part: (bytes: number) => number): WireFault =>
  async (exchange) => {
    const behind = await exchange.done();
    after(exchange, behind, part(behind.body.length), () => exchange.response.socket?.destroy());
  };

/** A valid HTTP response with a part of the body. */
const shortened =
  (part: (bytes: number) => number): WireFault =>
  async ({ done, response }) => {
    const { status, headers, body } = await done();
    const rest = body.subarray(0, part(body.length));
    response.writeHead(status, { ...headers, 'content-length': rest.length }).end(rest);
  };

const json = { 'content-type': 'application/x-amz-json-1.0' };

/** Faults of a network, a proxy or a service before the request is executed. */
export const refusals: Readonly<Record<string, WireFault>> = {
  'a 503 in HTML': answering(503, HTML, { 'content-type': 'text/html' }),
  'a 502 in HTML that says it is JSON': answering(502, HTML, json),
  'a 504 without a word': answering(504, ''),
  'a 500 without a body': answering(500, '', json),
  'a 500 with an empty object': answering(500, '{}', json),
  'a 500 whose JSON is cut': answering(500, '{"__type":"com.amazon.coral', json),
  'a 500 with a bare word': answering(500, '"oops"', json),
  'a 500 of a name nobody knows': answering(500, '{"__type":"com.amazon#Meltdown"}', json),
  'a 429 without a body': answering(429, ''),
  'a 400 that throttles': answering(400, '{"__type":"com.amazon.coral.availability#ThrottlingException"}', json),
  'a 200 in HTML': answering(200, HTML, { 'content-type': 'text/html' }),
  'a connection that is reset': ({ response }) => void response.socket?.resetAndDestroy(),
  'a connection that is closed without an answer': ({ response }) => void response.socket?.destroy(),
  'something that is no HTTP': ({ response }) => void response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
};

/** Faults that lose the response after the request is executed. */
export const losses: Readonly<Record<string, WireFault>> = {
  'an answer that is reset': async ({ done, response }) => {
    await done();
    response.socket?.resetAndDestroy();
  },
  'an answer cut after its headers': cutAfter(() => 0),
  'an answer cut in its middle': cutAfter((bytes) => Math.floor(bytes / 2)),
  'an answer cut before its last byte': cutAfter((bytes) => bytes - 1),
  'a 200 with half its JSON': shortened((bytes) => Math.floor(bytes / 2)),
  'a 200 without the last bracket': shortened((bytes) => bytes - 1),
  'a 200 without a body': shortened(() => 0),
  'a 200 with an empty object': async ({ done, response }) => {
    await done();
    response.writeHead(200, json).end('{}');
  },
  'a 503 in HTML, too late': async ({ done, response }) => {
    await done();
    response.writeHead(503, { 'content-type': 'text/html' }).end(HTML);
  },
};

/** Faults that make the client wait. */
export const silences: Readonly<Record<string, WireFault>> = {
  'no answer at all': () => {},
  'an answer that stops in its middle': async (exchange) => {
    const behind = await exchange.done();
    after(exchange, behind, Math.floor(behind.body.length / 2), () => {});
  },
};

/** A proxy on 127.0.0.1 before an HTTP service, which injects faults. */
export interface FaultProxy {
  readonly port: number;
  /** Faults of the next requests, in turn. */
  next: WireFault[];
  /** The fault of all requests. */
  always: WireFault | undefined;
  /** Number of requests so far. */
  count: number;
  close(): void;
}

/** @param endpoint of the service. */
export async function startFaultProxy(endpoint: string): Promise<FaultProxy> {
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    proxy.count += 1;
    const fault = proxy.always ?? proxy.next.shift() ?? passedOn;
    await fault({ done: () => ask(endpoint, incoming, Buffer.concat(chunks)), response });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: FaultProxy = {
    port: (server.address() as AddressInfo).port,
    next: [],
    always: undefined,
    count: 0,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return proxy;
}

/** No fault. */
export const passedOn: WireFault = async ({ done, response }) => {
  const { status, headers, body } = await done();
  response.writeHead(status, headers).end(body);
};

async function ask(endpoint: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Behind> {
  const sent = request(new URL(url ?? '/', endpoint), { method: method ?? 'POST', headers }).end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const { 'transfer-encoding': _, ...others } = answer.headers;
  return { status: answer.statusCode ?? 0, headers: others, body: Buffer.concat(chunks) };
}
