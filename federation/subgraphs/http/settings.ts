import type { CircuitBreakerSettings } from './circuit-breaker';
import type { HeaderRules } from './header-forwarding';
import type { ResponseHeaderRules } from './response-headers';
import type { RateSettings } from './limits';
import type { RetrySettings } from './retry';
import type { ErrorRules } from './subgraph-errors';

/** How a subgraph is called over HTTP. The URL comes from the operator, never from a request. */
export interface HttpExecutorSettings {
  readonly name: string;
  readonly url: string;
  /** Milliseconds for the complete response, including retries and waiting for a limit. Default 2,000. */
  readonly timeoutMs?: number;
  /** The largest response in bytes, as it is sent and after it is decompressed. Default 5 MB. */
  readonly maxBytes?: number;
  /** The largest request in bytes. Default: no limit. */
  readonly maxRequestBytes?: number;
  /** How a query is retried after a lost connection or a status 502 to 504. Default true: once. */
  readonly retry?: boolean | Partial<RetrySettings>;
  /** Whether identical queries with identical headers share one request in flight. Default true. */
  readonly share?: boolean;
  /** The most connections that are open at the same time. Default 64; with HTTP/2, 4. */
  readonly connections?: number;
  /** The most requests in progress; others wait until their timeout. Default: no limit. */
  readonly maxRequests?: number;
  /** The most requests in a time; others wait if their timeout allows it. Default: no limit. */
  readonly rate?: RateSettings;
  /** Milliseconds that an unused connection stays open; 0 uses each connection once. Default 4,000. */
  readonly keepAliveMs?: number;
  /** Whether compressed responses are asked for. They are accepted in any case. Default false. */
  readonly compression?: boolean;
  /** HTTP/2: by agreement over TLS (true), or without TLS (`h2c`). Default false. */
  readonly http2?: boolean | 'h2c';
  readonly tls?: TlsSettings;
  /** Several rules are applied in their order. */
  readonly headers?: HeaderRules | readonly HeaderRules[];
  /** The headers of its responses that clients receive. Default: none. */
  readonly responseHeaders?: ResponseHeaderRules;
  /** What clients see of the errors that it reports. */
  readonly errors?: ErrorRules;
  /** Whether its operations have a name that tells the client's operation. Default true. */
  readonly operationNames?: boolean;
  /** Default: 10 failures and 5 s. */
  readonly breaker?: false | Partial<CircuitBreakerSettings>;
  /** How responses are kept in the cache of subgraphs, if there is one: not at all, or as they state. */
  readonly cache?: false | SubgraphCacheSettings | undefined;
}

export interface SubgraphCacheSettings {
  /** Seconds for a response that states nothing. Absent: it is not kept. */
  readonly defaultMaxAge?: number | undefined;
}

/** Certificates and keys in PEM. */
export interface TlsSettings {
  /** The authorities that may sign the certificate of the subgraph, instead of the public ones. */
  readonly ca?: string;
  /** The certificate of the gateway, with those that lead to its authority. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** The name that the certificate of the subgraph must have, instead of the host of its URL. */
  readonly serverName?: string;
}

export const DEFAULTS = { timeoutMs: 2_000, maxBytes: 5_242_880, share: true, operationNames: true };

export type CompleteSettings = HttpExecutorSettings & typeof DEFAULTS;
