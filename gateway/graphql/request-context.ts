import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from '../../domain/context';
import type { Cost } from '../cost/demand-control';
import type { RequestWatch } from '../../telemetry/request-telemetry';

/** What the gateway knows of a request beside what resolvers share. Times are of `performance.now()`. */
export interface RequestInfo {
  readonly id: string;
  /** Content type of the answer. */
  readonly mediaType: string;
  /** As the client sent them; nothing of them goes on to another service unless a list allows it. */
  readonly headers: IncomingHttpHeaders;
  /** When the answer is given up. */
  readonly deadline: number;
  readonly watch: RequestWatch;
  /** Milliseconds that execution took, once it has ended. */
  executionMs?: number;
  /** Whether the answer has no errors. */
  whole?: boolean;
  /** What the operation costs, once that is known. */
  cost?: Cost;
  /** The answer's data where it was written already, and is not in what Apollo Server writes. */
  data?: Buffer;
  /** Takes points from the client; absent: they are not counted. Errors: RATE_LIMITED. */
  charge?: (points: number) => Promise<void>;
  /** Gives up what is under way for it elsewhere. */
  abort(): void;
}

/** The context of one request: one set of loaders and one moment for all of its parts. */
export interface RequestContext extends Context {
  readonly request: RequestInfo;
  /** Ends with the request: at its deadline, or when the client has gone. */
  readonly signal: AbortSignal;
}
