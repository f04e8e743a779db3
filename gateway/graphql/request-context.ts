import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { Context } from '../../domain/context';
import type { ResponseHeaders } from '../../federation/subgraphs/http/response-headers';
import type { ClientIdentity, OperationIdentity } from '../../telemetry/metrics/operations';
import type { RequestTelemetry } from '../../telemetry/request-telemetry';
import type { RequestIdentity } from '../auth/identity';
import type { ResponseBudget } from '../../federation/execution/response-budget';
import type { Cost } from '../cost/cost';
import type { SerializedData } from '../../federation/projection/serialized-data';

/** The state of one request that only the gateway uses. Times are of `performance.now()`. */
export interface RequestInfo {
  readonly id: string;
  /** Content type of the response. */
  readonly mediaType: string;
  /** Whether it is a GET or HEAD request, whose response clients may keep. */
  readonly isSafe: boolean;
  /** The client's headers; none is forwarded to a subgraph unless configured. */
  readonly headers: IncomingHttpHeaders;
  /** When the request times out. */
  readonly deadline: number;
  readonly telemetry: RequestTelemetry;
  /** Who sent the request; null where nobody is asked. */
  readonly identity: RequestIdentity | null;
  /** Whether the response depends on who sent the request; set when this is found out. */
  isPersonal?: boolean;
  /** What the client says of itself; undefined if it says nothing. */
  readonly client: ClientIdentity | undefined;
  /** Whether the operator has listed the document; undefined if that does not matter. */
  isListed?: boolean | undefined;
  /** True if the request named the document and did not hold it. */
  isNamed?: boolean | undefined;
  /** The operation; set when it is known. */
  operation?: OperationIdentity | undefined;
  /** Milliseconds of execution; set when it has ended. */
  executionMs?: number;
  /** Whether the response has no errors; set when it is formatted. */
  hasNoErrors?: boolean;
  /** Keeps the document under its hash; call it when the document was found to be valid. */
  keepDocument?: (() => void) | undefined;
  /** Set when the operation was estimated. */
  cost?: Cost;
  /** Ends an execution over several subgraphs whose response costs too much; absent if costs are only measured. */
  budget?: ResponseBudget;
  /** The data of the response as JSON, if Apollo Server does not serialize it. */
  serializedData?: SerializedData;
  /** The headers of subgraphs' responses that the client gets; set when a federation executes the operation. */
  responseHeaders?: ResponseHeaders;
  /** Charges points to the client; absent without a rate limit. Rejects with RATE_LIMITED. */
  chargePoints?: (points: number) => Promise<void>;
  /** Aborts the subgraph requests that are still in flight. */
  abort(): void;
}

/** The GraphQL context value of one request. */
export interface RequestContext extends Context {
  readonly request: RequestInfo;
  /** Aborted at the deadline, or when the client disconnects. */
  readonly signal: AbortSignal;
}

/** Apollo Server's view of a request whose response is about to be sent. */
export type ResponseContext = GraphQLRequestContextWillSendResponse<RequestContext>;
