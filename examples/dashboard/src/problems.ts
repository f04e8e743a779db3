import { CombinedGraphQLErrors, ServerError, type ErrorLike } from '@apollo/client';

/** A failure, in words for the person who reads the page. */
export interface Problem {
  readonly message: string;
  /** For the support team: the code and the request. */
  readonly reference: string;
  /** Whether the same request may succeed later. */
  readonly passing: boolean;
}

/** The codes of failures that pass. Every other one needs another request, or other permissions. */
const PASSING = new Set([
  ...['REQUEST_TIMEOUT', 'DATABASE_UNAVAILABLE', 'DATABASE_TIMEOUT', 'RATE_LIMITED', 'OVERLOADED'],
  ...['SUBGRAPH_TIMEOUT', 'SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_INVALID_RESPONSE', 'INTERNAL_SERVER_ERROR'],
]);

interface Extensions {
  readonly code?: string;
  readonly requestId?: string;
}

/** Returns what failed, each message once. One failure is often reported for every row. */
export function problemsOf(error: ErrorLike | undefined): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { message, extensions } of graphqlErrors(error)) {
    const { code, requestId } = (extensions ?? {}) as Extensions;
    const reference = [code, requestId && `request ${requestId}`].filter(Boolean).join(', ');
    if (!problems.has(message)) {
      problems.set(message, { message, reference, passing: code === undefined || PASSING.has(code) });
    }
  }
  return [...problems.values()];
}

interface GraphqlError {
  readonly message: string;
  readonly extensions?: object | undefined;
}

/** The errors of a response. A refused request, for example with 429 or 503, holds them in its body. */
function graphqlErrors(error: ErrorLike | undefined): readonly GraphqlError[] {
  if (!error) return [];
  if (CombinedGraphQLErrors.is(error)) return error.errors;
  if (ServerError.is(error))
    return errorsInBody(error.bodyText) ?? [{ message: `The service sent ${error.statusCode}.` }];
  return [{ message: 'The service cannot be reached.' }];
}

function errorsInBody(text: string): readonly GraphqlError[] | undefined {
  try {
    return (JSON.parse(text) as { errors?: GraphqlError[] }).errors;
  } catch {
    return undefined;
  }
}
