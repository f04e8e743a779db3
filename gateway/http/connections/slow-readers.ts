import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The least speed at which a client must read a response. */
export interface ReadingSpeed {
  readonly bytesPerSecond: number;
  /** Milliseconds over which the speed is measured. */
  readonly windowMs: number;
}

/** The bytes that a client had read when a window began. */
interface Window {
  readonly since: number;
  readonly read: number;
}

/**
 * Closes the connection of a client that reads its response more slowly than the least speed. Only time in which bytes
 * wait for the client counts: a response that waits for the database is not slow reading.
 */
export function limitSlowReaders(server: Server, speed: ReadingSpeed): void {
  const windows = new Map<Socket, Window | undefined>();
  server.on('request', ({ socket }, response) => {
    windows.set(socket, undefined);
    response.on('close', () => windows.delete(socket));
  });
  const timer = setInterval(() => {
    for (const [socket, window] of windows) windows.set(socket, nextWindow(socket, window, speed));
  }, speed.windowMs / 5).unref();
  server.once('close', () => clearInterval(timer));
}

/** Returns the window to measure next; destroys the socket of a client that was too slow. */
function nextWindow(
  socket: Socket,
  window: Window | undefined,
  { bytesPerSecond, windowMs }: ReadingSpeed,
): Window | undefined {
  if (socket.writableLength === 0) return undefined;
  const now = performance.now();
  const read = socket.bytesWritten - socket.writableLength;
  if (!window) return { since: now, read };
  if (now - window.since < windowMs) return window;
  const least = (bytesPerSecond * (now - window.since)) / 1_000;
  if (read - window.read < least) socket.destroy();
  return { since: now, read };
}
