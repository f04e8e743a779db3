import type { Socket } from 'node:net';

const receiving = new WeakSet<Socket>();

/**
 * Lets the body of a request arrive for longer than the request timeout of the server; its own rule of speed replaces it.
 * Returns a function that ends this.
 */
export function allowLongUpload(socket: Socket): () => void {
  receiving.add(socket);
  return () => void receiving.delete(socket);
}

/** Whether a body may still arrive on a socket. */
export function mayTakeLonger(socket: Socket): boolean {
  return receiving.has(socket);
}
