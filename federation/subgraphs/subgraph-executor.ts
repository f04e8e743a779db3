import type { GraphQLError } from 'graphql';
import type { MaybePromise } from '../../maybe-promise';
import type { JsonObject } from '../json-object';
import type { FetchCaching } from '../../telemetry/request-telemetry';

/** One operation that a plan sends to a subgraph. It is the same object every time, so executors may use it as a cache key. */
export interface SubgraphOperation {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation';
  readonly query: string;
  /** Its name for subgraphs over HTTP, whose logs and traces show it. The text of the query has none. */
  readonly name?: string | undefined;
  /** The plan node that sends it. */
  readonly node?: object;
}

export interface ClientHeaders {
  get(name: string): string | null | undefined;
  /** The names in lower case. Without them, no pattern of a rule matches. */
  names?(): Iterable<string>;
}

export interface ResponseHeaderSink {
  add(
    rules: Readonly<Record<string, 'first' | 'last' | 'append'>>,
    response: { readonly headers: Readonly<Record<string, unknown>> },
  ): void;
}

/** The parts of the client's request that an executor may use. */
export interface ClientRequest {
  readonly context: unknown;
  /** The client's headers by lower-case name. A header is forwarded only if a rule names it. */
  readonly headers?: ClientHeaders;
  /** Values of the request that are no headers, by the name that rules give them. */
  readonly values?: { get(name: string): string | undefined };
  /** Receives the headers of subgraphs' responses that the client may get. */
  readonly responseHeaders?: ResponseHeaderSink;
  /** Aborted when the client's request ends. */
  readonly signal?: AbortSignal;
  /** Whether the operation is a mutation: what it fetches then must not be older. */
  readonly mutates?: boolean;
}

export interface SubgraphRequest extends ClientRequest {
  readonly operation: SubgraphOperation;
  readonly variables: Readonly<JsonObject>;
  /** The variables as JSON text. Representations are serialized once, when equal ones are found, and reused here. */
  variablesText(): string;
  /** Requests with different values never share a response: something was removed from a cache between them. */
  readonly epoch?: number;
}

/** What a response says about how it may be kept. */
export interface CacheHints {
  /** A header of the response, by lower-case name; an empty text for none. */
  header(name: string): string;
  /** The `extensions` of the response. */
  readonly extensions: unknown;
}

export interface SubgraphResult {
  readonly data?: JsonObject | null;
  readonly errors?: readonly GraphQLError[];
  /** Size of the response in bytes, where it was received as text. */
  bytes?(): number;
  /** The HTTP status of the response. Absent for the subgraph of this process. */
  readonly status?: number;
  /** How it may be kept. Absent for the subgraph of this process. */
  readonly caching?: FetchCaching;
  /** What the response says about this. */
  readonly hints?: CacheHints;
}

/**
 * Executes one operation. The caller owns and mutates the returned data. Errors in the result reach the client with their
 * message and code, so an executor must mask the errors of a subgraph that is not trusted. A rejection fails the whole
 * fetch.
 */
export type SubgraphExecutor = (request: SubgraphRequest) => MaybePromise<SubgraphResult>;
