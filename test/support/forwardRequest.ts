import { once } from 'node:events';
import { type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/**
 * Forwards a request, whose body was already read, to DynamoDB and returns its response. Not with `fetch`, which
 * refuses the embedded one's port.
 */
export async function forwardRequest(
  request: IncomingMessage,
  body: Buffer,
  endpoint: string,
  response: ServerResponse,
) {
  const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...headers } = request.headers;
  const onward = open(endpoint, { method: 'POST', headers: { ...headers, 'content-length': body.length } }).end(body);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  response.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/x-amz-json-1.0' });
  await pipeline(answer, response);
}
