import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Who asks a server to stop waits a few seconds: an answer that takes longer is cut. */
const PATIENCE = 8_000;

/**
 * Keeps account of a server's connections from now on.
 * @returns what closes it: it takes no more requests, finishes its answers, and waits for nobody who asks nothing, which
 * `closeIdleConnections()` does for those who never asked anything, as browsers open them.
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
    const late = setTimeout(() => server.closeAllConnections(), PATIENCE);
    await closed;
    clearTimeout(late);
  };
}
