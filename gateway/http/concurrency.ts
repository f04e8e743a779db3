import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How much is in work; more is turned away at the door. */
export interface Gate {
  /** Whether the next request would be turned away. */
  readonly full: boolean;
  readonly inWork: number;
  /** Takes a place; false when there is none. */
  enter(): boolean;
  leave(): void;
  /** Counts bytes of an answer that wait for a slow reader, until `sent` is called. */
  hold(bytes: number): () => void;
}

/** A gate of so many requests in work and so many bytes of answers on their way out. */
export function createGate(requests: number, bytes: number): Gate {
  let inWork = 0;
  let held = 0;
  return {
    get full() {
      return inWork >= requests || held > bytes;
    },
    get inWork() {
      return inWork;
    },
    enter() {
      if (this.full) return false;
      inWork++;
      return true;
    },
    leave: () => void inWork--,
    hold(size) {
      held += size;
      return () => void (held -= size);
    },
  };
}

/** Above so many open connections the one that has been idle longest makes way for a new one. */
export function shedIdleConnections(server: Server, most: number): void {
  const idle = new Set<Socket>();
  let open = 0;
  server.on('connection', (socket) => {
    open++;
    if (open > most) idle.values().next().value?.destroy();
    idle.add(socket);
    socket.once('close', () => {
      open--;
      idle.delete(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
}
