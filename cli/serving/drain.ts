import type { Server as HttpServer } from 'node:http';
import { Server } from 'node:net';
import { withTimeLimit } from '../../time-limit';

/** Milliseconds for which open connections may still send requests; each response closes its connection. */
const LAST_REQUESTS_MS = 1_000;

/**
 * Stops listening and serves what is open: connections that were accepted may send their requests, requests in progress are
 * finished, at most for `longestMs`. Closing a server does not do this: it refuses requests on connections that it has just
 * accepted.
 */
export async function drain(servers: readonly HttpServer[], longestMs: number): Promise<void> {
  const allClosed = Promise.all(servers.map(stopListening));
  await withTimeLimit(LAST_REQUESTS_MS, allClosed, () => undefined);
  for (const server of servers) server.closeIdleConnections();
  await withTimeLimit(longestMs, allClosed, () => undefined);
  for (const server of servers) server.closeAllConnections();
}

/** Resolves when the last connection is closed. An HTTP server's own `close` would close idle connections first. */
function stopListening(server: HttpServer): Promise<void> {
  return new Promise((resolve) => void Server.prototype.close.call(server, () => resolve()));
}
