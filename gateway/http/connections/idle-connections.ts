import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Limits the open connections of a server: above `max`, each new connection closes the one that was idle longest. */
export function limitConnections(server: Server, max: number): void {
  const idle = new Set<Socket>();
  let open = 0;
  server.on('connection', (socket) => {
    open++;
    if (open > max) idle.values().next().value?.destroy();
    idle.add(socket);
    socket.once('close', () => {
      open--;
      idle.delete(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.on('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
}
