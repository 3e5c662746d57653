import { once } from 'node:events';
import { type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/**
 * Passes a request whose body was read already on to a DynamoDB, and its answer back. `fetch` would not: the embedded one
 * listens where no browser connects to.
 */
export async function passOn(request: IncomingMessage, body: Buffer, endpoint: string, response: ServerResponse) {
  const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...headers } = request.headers;
  const onward = open(endpoint, { method: 'POST', headers: { ...headers, 'content-length': body.length } }).end(body);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  response.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/x-amz-json-1.0' });
  await pipeline(answer, response);
}
