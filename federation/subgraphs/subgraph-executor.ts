import type { GraphQLError } from 'graphql';
import type { MaybePromise } from '../../maybe-promise';

/** A JSON object as subgraphs answer it. */
export type Data = Record<string, unknown>;

/** One operation that a plan sends to a subgraph: the same object every time, so that executors may cache by it. */
export interface SubgraphOperation {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation';
  readonly query: string;
  /** The node of the plan that sends it. */
  readonly node?: object;
}

/** What of the client's request a subgraph may see. */
export interface ClientRequest {
  readonly context: unknown;
  /** The client's headers by lower-case name; nothing of them is forwarded unless a rule says so. */
  readonly headers?: { get(name: string): string | null | undefined };
  /** Ends when the client's request does. */
  readonly signal?: AbortSignal;
}

export interface SubgraphRequest extends ClientRequest {
  readonly operation: SubgraphOperation;
  readonly variables: Readonly<Data>;
  /** The variables as JSON text: representations have been written once already, to find equal ones. */
  variablesText(): string;
}

export interface SubgraphResult {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLError[];
  /** Bytes of the answer, where it came as a text. */
  bytes?(): number;
}

/**
 * Answers one operation. The data belongs to the caller, who changes it. Errors inside the result keep their message and
 * code: whoever speaks to a subgraph of another team masks them first. A rejection fails all that was asked for.
 */
export type SubgraphExecutor = (request: SubgraphRequest) => MaybePromise<SubgraphResult>;
