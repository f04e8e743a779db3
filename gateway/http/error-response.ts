import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { CATALOGUE, KnownError, type ErrorCode } from '../../errors';

/** Media types of an answer. */
export const JSON_TYPE = 'application/json; charset=utf-8';
export const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

const UNKNOWN_MESSAGE = 'Something went wrong on our side; the request id identifies it.';

/** Apollo Server's own codes in the words of the catalogue. */
const ALIASES: Readonly<Record<string, ErrorCode>> = Object.assign(Object.create(null), {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
});

/** Kinds of nodes that a wrong value is reported at: written in the document, or sent as a variable. */
const WRITTEN = new Set<string>([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);
const SENT = new Set<string>([Kind.VARIABLE, Kind.VARIABLE_DEFINITION]);

/** The catalogue's code of an error; INTERNAL_SERVER_ERROR for one whose text no client may read. */
export function codeOf(error: unknown): ErrorCode {
  const known = knownIn(error);
  if (known) return known.code;
  if (!(error instanceof GraphQLError)) return 'INTERNAL_SERVER_ERROR';
  if (isAboutValue(error)) return 'BAD_USER_INPUT';
  return error.path === undefined ? statedCode(error) : 'INTERNAL_SERVER_ERROR';
}

/** The code that an error before execution was given, the innermost one: a scalar's word goes before the rule's. */
function statedCode(error: GraphQLError): ErrorCode {
  const { originalError } = error;
  const inner = originalError instanceof GraphQLError ? statedCode(originalError) : 'INTERNAL_SERVER_ERROR';
  return inner === 'INTERNAL_SERVER_ERROR' ? (ALIASES[String(error.extensions.code)] ?? inner) : inner;
}

/** The error of ours that an error is or stands for. */
export function knownIn(error: unknown): KnownError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if (at instanceof KnownError) return at;
    at = (at as { originalError?: unknown }).originalError;
  }
  return undefined;
}

/** What a client sees of an error: message, place, code and what to do next; never a cause, a stack or an internal text. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = codeOf(error);
  const { message: _message, locations, path } = formatted;
  const message = code === 'INTERNAL_SERVER_ERROR' ? UNKNOWN_MESSAGE : formatted.message;
  const { code: _code, http: _http, ...details } = knownIn(error)?.extensions ?? {};
  return {
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code, ...details, next: CATALOGUE[code].next },
  };
}

/** What may be said of an error by itself, whatever the form of the answer. */
export function shownOf(error: unknown) {
  const known = knownIn(error);
  const code = known?.code ?? 'INTERNAL_SERVER_ERROR';
  return { code, message: known?.message ?? UNKNOWN_MESSAGE, ...CATALOGUE[code] };
}

/** The status and body of the answer to a request that is refused as a whole; `beside` are the response's own extensions. */
export function refusal(
  error: unknown,
  requestId: string,
  beside?: Readonly<Record<string, unknown>>,
): { readonly status: number; readonly body: string } {
  const { code: _code, ...details } = knownIn(error)?.extensions ?? {};
  const { code, status, next, message } = shownOf(error);
  const extensions = { code, ...details, next, requestId };
  const errors = [{ message, extensions }];
  return { status, body: JSON.stringify({ errors, ...(beside && { extensions: beside }) }) };
}

const NAME = /[_A-Za-z]\w*/g;

/** A message without the names of the schema that the document does not hold itself: for a schema that is not shown. */
export function withoutForeignNames(message: string, source: string): string {
  const own = new Set(source.match(NAME));
  return message.replace(/"[^"]*"/g, (quoted) => (quoted.match(NAME)?.every((name) => own.has(name)) ? quoted : '"…"'));
}

/** A wrong value, wherever it was written: GraphQL's rules and executor report it at the node of the value. */
function isAboutValue({ nodes, extensions }: GraphQLError): boolean {
  const kind = nodes?.[0]?.kind ?? '';
  return WRITTEN.has(kind) || (SENT.has(kind) && extensions.code !== 'GRAPHQL_VALIDATION_FAILED');
}
