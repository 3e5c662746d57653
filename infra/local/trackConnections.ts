import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a stop waits for responses in progress, in milliseconds; longer ones are cut off. */
const TIMEOUT = 8_000;

/**
 * Tracks a server's connections from now on.
 * @returns a function that closes the server gracefully: no new requests, responses in progress are finished, idle
 * connections are closed. Node's `closeIdleConnections()` leaves those open that never sent a request; browsers open such.
 */
export function trackConnections(server: Server): () => Promise<void> {
  const idle = new Set<Socket>();
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => idle.add(socket));
  });
  return async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of idle) socket.destroy();
    const late = setTimeout(() => server.closeAllConnections(), TIMEOUT);
    await closed;
    clearTimeout(late);
  };
}
