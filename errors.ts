import { GraphQLError } from 'graphql';

/** Every error a client can meet: its HTTP status where the whole request fails, and what to do next. */
export const CATALOGUE = {
  GRAPHQL_PARSE_FAILED: { status: 400, next: 'Correct the syntax of the document.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, next: 'Compare the document with the schema at /schema.graphql.' },
  BAD_USER_INPUT: { status: 400, next: 'Correct the argument named in the message.' },
  INVALID_CURSOR: { status: 400, next: 'Start again from the first page.' },
  COST_ESTIMATED_TOO_EXPENSIVE: { status: 400, next: 'Ask for fewer items per page or fewer levels.' },
  TOO_MANY_RESULTS: { status: 422, next: 'Narrow the search.' },
  PAYLOAD_TOO_LARGE: { status: 413, next: 'Send a smaller request.' },
  UNAUTHENTICATED: { status: 401, next: 'Send the secret of the subgraph port as x-subgraph-secret.' },
  NOT_ACCEPTABLE: { status: 406, next: 'Accept application/graphql-response+json or application/json.' },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: 400, next: 'Send the document itself.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, next: 'Send application/json in UTF-8, uncompressed.' },
  METHOD_NOT_ALLOWED: { status: 405, next: 'Send a POST request.' },
  NOT_FOUND: { status: 404, next: 'See the list of addresses in the README.' },
  RATE_LIMITED: { status: 429, next: 'Wait for the time in Retry-After.' },
  OVERLOADED: { status: 503, next: 'Try again after the time in Retry-After.' },
  REQUEST_TIMEOUT: { status: 503, next: 'Ask for less in one request, or try again.' },
  NO_RELEASE: { status: 503, next: 'Load a release with ods-graph load.' },
  DATABASE_UNAVAILABLE: { status: 503, next: 'Try again in a few seconds.' },
  DATABASE_TIMEOUT: { status: 503, next: 'Ask for less in one request, or try again in a few seconds.' },
  SUBGRAPH_TIMEOUT: { status: 200, next: 'Try again; the rest of the answer holds.' },
  SUBGRAPH_UNAVAILABLE: { status: 200, next: 'Try again; the rest of the answer holds.' },
  SUBGRAPH_ERROR: { status: 200, next: 'See the code in subgraphCode, or tell the team that owns the subgraph.' },
  SUBGRAPH_INVALID_RESPONSE: { status: 200, next: 'Tell the team that owns the subgraph.' },
  INTERNAL_SERVER_ERROR: { status: 500, next: 'Report the request id.' },
} as const;

export type ErrorCode = keyof typeof CATALOGUE;

/** An error whose message a client may read. `cause` is logged and stays inside. */
export class KnownError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(
    code: ErrorCode,
    message: string,
    details: { cause?: unknown; extensions?: Record<string, unknown> } = {},
  ) {
    super(message, { extensions: { code, ...details.extensions } });
    this.code = code;
    if (details.cause !== undefined) this.cause = details.cause;
  }

  get status(): number {
    return CATALOGUE[this.code].status;
  }

  get next(): string {
    return CATALOGUE[this.code].next;
  }
}

/** An argument outside what is allowed: says what was expected, what came and, by its code, what to do. */
export function badInput(message: string): KnownError {
  return new KnownError('BAD_USER_INPUT', message);
}
