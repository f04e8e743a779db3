import type { GraphQLFormattedError } from 'graphql';
import { CATALOGUE, errorCodeOf, findKnownError } from '../../../errors';

const INTERNAL_ERROR_MESSAGE = 'An internal error occurred.';

/** Formats a GraphQL error for the client: message, locations, path, code and next step; never a cause or a stack. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = errorCodeOf(error);
  const { message: _message, locations, path } = formatted;
  const message = code === 'INTERNAL_SERVER_ERROR' ? INTERNAL_ERROR_MESSAGE : formatted.message;
  const known = findKnownError(error);
  const { code: _code, http: _http, ...details } = known?.extensions ?? {};
  return {
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code, ...details, next: known?.next ?? CATALOGUE[code].next },
  };
}

/** Returns the public parts of an error, for any response format. */
export function publicError(error: unknown) {
  const known = findKnownError(error);
  const code = known?.code ?? 'INTERNAL_SERVER_ERROR';
  const { status, next } = CATALOGUE[code];
  return { code, message: known?.message ?? INTERNAL_ERROR_MESSAGE, status, next: known?.next ?? next };
}

/** Returns the response to a request that failed as a whole. `responseExtensions` are those of the response, not of the error. */
export function errorResponse(
  error: unknown,
  requestId: string,
  responseExtensions?: Readonly<Record<string, unknown>>,
): { readonly status: number; readonly body: string } {
  const { code: _code, ...details } = findKnownError(error)?.extensions ?? {};
  const { code, status, next, message } = publicError(error);
  const extensions = { code, ...details, next, requestId };
  const errors = [{ message, extensions }];
  return { status, body: JSON.stringify({ errors, ...(responseExtensions && { extensions: responseExtensions }) }) };
}

const NAME = /[_A-Za-z]\w*/g;

/** Masks quoted names that the document does not contain, so that messages do not reveal a schema without introspection. */
export function maskSchemaNames(message: string, source: string): string {
  const documentNames = new Set(source.match(NAME));
  return message.replace(/"[^"]*"/g, (quoted) =>
    quoted.match(NAME)?.every((name) => documentNames.has(name)) ? quoted : '"…"',
  );
}
