import { GraphQLError, Kind } from 'graphql';

/** Every error code that a client can receive, with the HTTP status if the whole request fails, and what to do next. */
export const CATALOGUE = {
  GRAPHQL_PARSE_FAILED: { status: 400, next: 'Correct the syntax of the document.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, next: 'Correct the document as the message says.' },
  BAD_USER_INPUT: { status: 400, next: 'Correct the argument named in the message.' },
  INVALID_CURSOR: { status: 400, next: 'Start again from the first page.' },
  COST_ESTIMATED_TOO_EXPENSIVE: { status: 400, next: 'Request fewer items per page or fewer levels.' },
  COST_ACTUAL_TOO_EXPENSIVE: {
    status: 422,
    next: 'Request fewer items per page, fewer levels, or fewer nested lists.',
  },
  TOO_MANY_RESULTS: { status: 422, next: 'Narrow the search.' },
  NOT_PLANNABLE: { status: 422, next: 'Ask for these fields in several operations, or report the request id.' },
  PAYLOAD_TOO_LARGE: { status: 413, next: 'Send a smaller request.' },
  UNAUTHENTICATED: { status: 401, next: 'Send the secret of the subgraph port as x-subgraph-secret.' },
  UNAUTHORIZED_FIELD_OR_TYPE: { status: 403, next: 'Ask for what you may read, or for the right to read this.' },
  AUTHENTICATION_UNAVAILABLE: { status: 503, next: 'Try again in a few seconds.' },
  NOT_ACCEPTABLE: { status: 406, next: 'Accept application/graphql-response+json or application/json.' },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: 400, next: 'Send the document itself.' },
  PERSISTED_QUERY_NOT_FOUND: { status: 404, next: 'Send the document with its hash once.' },
  PERSISTED_QUERY_REQUIRED: { status: 403, next: 'Ask the operator to add the document to the list.' },
  CROSS_SITE_REQUEST: { status: 403, next: 'Send the request with fetch or XMLHttpRequest.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, next: 'Send application/json in UTF-8, uncompressed.' },
  METHOD_NOT_ALLOWED: { status: 405, next: 'Send a POST request.' },
  NOT_FOUND: { status: 404, next: 'See the list of paths in the README.' },
  RATE_LIMITED: { status: 429, next: 'Wait for the time in Retry-After.' },
  OVERLOADED: { status: 503, next: 'Try again after the time in Retry-After.' },
  REQUEST_TIMEOUT: { status: 503, next: 'Request less data at once, or try again.' },
  NO_RELEASE: { status: 503, next: 'Load a release with ods-graph load.' },
  DATABASE_UNAVAILABLE: { status: 503, next: 'Try again in a few seconds.' },
  DATABASE_TIMEOUT: { status: 503, next: 'Request less data at once, or try again in a few seconds.' },
  SUBGRAPH_TIMEOUT: { status: 200, next: 'Try again. The rest of the response is valid.' },
  SUBGRAPH_UNAVAILABLE: { status: 200, next: 'Try again. The rest of the response is valid.' },
  SUBGRAPH_ERROR: { status: 200, next: 'See the code in subgraphCode, or contact the team that owns the subgraph.' },
  SUBGRAPH_INVALID_RESPONSE: { status: 200, next: 'Contact the team that owns the subgraph.' },
  INTERNAL_SERVER_ERROR: { status: 500, next: 'Report the request id.' },
} as const;

export type ErrorCode = keyof typeof CATALOGUE;

/** Errors that may come after a mutation was carried out. */
const MAY_BE_AFTER_MUTATION: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['COST_ACTUAL_TOO_EXPENSIVE', 'PAYLOAD_TOO_LARGE'] as const),
  ...(['REQUEST_TIMEOUT', 'DATABASE_UNAVAILABLE', 'DATABASE_TIMEOUT'] as const),
  ...(['SUBGRAPH_TIMEOUT', 'SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_INVALID_RESPONSE', 'INTERNAL_SERVER_ERROR'] as const),
]);

/** What to do after an error of a mutation: it must not be repeated blindly. */
export const MUTATION_NEXT = {
  mayBeDone: 'The mutation may have been carried out. Check this before you send it again.',
  notSent: 'This field of the mutation was not carried out; others may have been. Send only this field again.',
} as const;

/** What to do next after an error of a mutation; `next` is the advice for a query. */
export function nextAfterMutation(code: ErrorCode, next: string): string {
  return MAY_BE_AFTER_MUTATION.has(code) && next === CATALOGUE[code].next ? MUTATION_NEXT.mayBeDone : next;
}

/** An error whose message may be sent to a client. `cause` is logged and never sent. */
export class KnownError extends GraphQLError {
  readonly code: ErrorCode;
  /** What to do next. */
  readonly next: string;

  /** Without `next`, the advice is that of the catalogue. */
  constructor(
    code: ErrorCode,
    message: string,
    details: { cause?: unknown; extensions?: Record<string, unknown>; next?: string | undefined } = {},
  ) {
    const limit = Error.stackTraceLimit;
    if (CATALOGUE[code].status < 500) Error.stackTraceLimit = 0; // a mistake of a client: one request may have thousands
    super(message, { extensions: { code, ...details.extensions } });
    Error.stackTraceLimit = limit;
    this.code = code;
    this.next = details.next ?? CATALOGUE[code].next;
    if (details.cause !== undefined) this.cause = details.cause;
  }

  get status(): number {
    return CATALOGUE[this.code].status;
  }
}

/** Returns a BAD_USER_INPUT error. The message states what was expected and what was received. */
export function badInput(message: string): KnownError {
  return new KnownError('BAD_USER_INPUT', message);
}

/** Returns the error for a response above the limit in bytes. */
export function responseTooLarge(limit: number): KnownError {
  return new KnownError(
    'PAYLOAD_TOO_LARGE',
    `The response is larger than the limit of ${limit} bytes. Request fewer items per page or fewer levels.`,
  );
}

/** Returns the KnownError that an error is or wraps (`originalError`). */
export function findKnownError(error: unknown): KnownError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if (at instanceof KnownError) return at;
    at = (at as { originalError?: unknown }).originalError;
  }
  return undefined;
}

/** Returns the code of an error; INTERNAL_SERVER_ERROR if its message must not be sent to a client. */
export function errorCodeOf(error: unknown): ErrorCode {
  const known = findKnownError(error);
  if (known) return known.code;
  if (!(error instanceof GraphQLError)) return 'INTERNAL_SERVER_ERROR';
  if (isInvalidValue(error)) return 'BAD_USER_INPUT';
  return error.path === undefined ? statedCode(error) : 'INTERNAL_SERVER_ERROR';
}

/** Codes of Apollo Server mapped to codes of the catalogue. */
const ALIASES: Readonly<Record<string, ErrorCode>> = Object.assign(Object.create(null), {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
});

/** Node kinds at which graphql-js reports an invalid value: a literal in the document, or a variable. */
const LITERAL_KINDS = new Set<string>([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);
const VARIABLE_KINDS = new Set<string>([Kind.VARIABLE, Kind.VARIABLE_DEFINITION]);

/** Returns the innermost code of an error before execution: the code from a scalar takes precedence over the code of the validation rule. */
function statedCode(error: GraphQLError): ErrorCode {
  const { originalError } = error;
  const inner = originalError instanceof GraphQLError ? statedCode(originalError) : 'INTERNAL_SERVER_ERROR';
  return inner === 'INTERNAL_SERVER_ERROR' ? (ALIASES[String(error.extensions.code)] ?? inner) : inner;
}

/** Whether an error is about an invalid value: validation and execution report it at the node of the value. */
function isInvalidValue({ nodes, extensions }: GraphQLError): boolean {
  const kind = nodes?.[0]?.kind ?? '';
  return LITERAL_KINDS.has(kind) || (VARIABLE_KINDS.has(kind) && extensions.code !== 'GRAPHQL_VALIDATION_FAILED');
}
