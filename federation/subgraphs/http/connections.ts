import { Client, Pool } from 'undici';
import type { Send } from './exchange';
import type { CompleteSettings } from './settings';
import { guardedLookup } from './url-guard';

/** The connections to one subgraph. */
export interface Connections {
  readonly send: Send;
  /** Closes them when the requests in progress have ended. */
  close(): Promise<void>;
}

const MOST_CONNECTIONS = 64;
/** One connection of HTTP/2 carries many requests; more are only opened while the first ones are being made. */
const MOST_HTTP2_CONNECTIONS = 4;

/** Each call has a deadline of its own, which ends it. The timers of undici, for each request, would do nothing more. */
const NO_TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0 };

/** Opens connections when they are needed. They verify the certificate of the subgraph, and refuse link-local addresses. */
export function openConnections(settings: CompleteSettings): Connections {
  const { url, timeoutMs, keepAliveMs, http2 = false, tls = {} } = settings;
  const { origin, pathname, search } = new URL(url);
  const { serverName, ...certificates } = tls;
  const connections = settings.connections ?? (http2 ? MOST_HTTP2_CONNECTIONS : MOST_CONNECTIONS);
  const options: Pool.Options & { useH2c?: boolean } = {
    connections,
    allowH2: http2 !== false,
    ...NO_TIMEOUTS,
    ...(http2 === 'h2c' && { useH2c: true }),
    ...(keepAliveMs === 0 && { pipelining: 0 }),
    ...(keepAliveMs && { keepAliveTimeout: keepAliveMs }),
    connect: {
      timeout: timeoutMs,
      lookup: guardedLookup,
      ...certificates,
      rejectUnauthorized: true, // whatever NODE_TLS_REJECT_UNAUTHORIZED says
      ...(serverName !== undefined && { servername: serverName }),
      ...(http2 && { allowH2: true, useH2c: http2 === 'h2c' }),
    },
    ...(http2 && { factory: multiplexing }),
  };
  const pool = new Pool(origin, options);
  const path = pathname + search;
  return {
    // Requests of HTTP/2 share a connection only if they are marked as idempotent. sendRequest sends none twice.
    send: (body, headers, handler) =>
      void pool.dispatch({ path, method: 'POST', headers, body, idempotent: http2 !== false }, handler),
    close: () => pool.close(),
  };
}

/** A client with as many requests at once as its protocol allows: one with HTTP/1.1, which undici has as the default for both. */
function multiplexing(origin: URL, options: object): Client {
  const client = new Client(origin, options);
  client.pipelining = null as never;
  return client;
}
