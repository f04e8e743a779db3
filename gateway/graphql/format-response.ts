import type { GraphQLRequestContext } from '@apollo/server';
import type { FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import {
  CATALOGUE,
  KnownError,
  errorCodeOf,
  findKnownError,
  nextAfterMutation,
  responseTooLarge,
  type ErrorCode,
} from '../../errors';
import { odsExtension } from '../../domain/context';
import { JSON_TYPE } from '../http/content-negotiation';
import { formatError, maskSchemaNames } from '../http/errors/error-response';
import type { ErrorLog } from '../../telemetry/logger';
import { identityDetails } from './observe-operation';
import type { RequestContext, ResponseContext } from './request-context';
import { isLargerThan } from './response-size';
import { SerializedData } from '../../federation/projection/serialized-data';

/** Errors of a response without data, and of a response with data. */
const MAX_ERRORS = { withoutData: 5, withData: 100 };

export interface ResponseFormat {
  /** False if the schema must not be revealed. */
  readonly showNames: boolean;
  /** False if a document must not be quoted to a client that only named it: it may have names that this client must not see. */
  readonly quoteNamed: boolean;
  /** Where clients find the schema. Absent: nowhere. */
  readonly schemaPath?: string | undefined;
  /** Largest response. */
  readonly maxBytes: number;
}

/** Completes a response: errors, extensions, content type and status. */
export function formatResponse(context: ResponseContext, format: ResponseFormat): void {
  const { schemaPath, maxBytes } = format;
  const { response, contextValue, operation } = context;
  if (response.body.kind !== 'single') return;
  const result = response.body.singleResult;
  const { request } = contextValue;
  const { id, mediaType } = request;
  refuseLargeData(result, maxBytes);
  request.hasNoErrors = result.errors === undefined;
  if (result.errors) {
    const isMutation = operation?.operation === 'mutation';
    result.errors = hideNames(limitErrors(result.errors, result.data), result.data, context, format)
      .map((error) => ({ ...error, extensions: { ...error.extensions, requestId: id } }))
      .map((error) => (schemaPath === undefined ? error : adviseSchema(error, schemaPath)))
      .map((error) => (isMutation ? adviseAfterMutation(error) : error));
  }
  const ods = Object.assign(odsExtension(contextValue), { cost: request.cost });
  result.extensions = result.extensions ? { ...result.extensions, ods } : { ods };
  const retryAfter = retryAfterOf(result);
  if (retryAfter !== undefined) response.http.headers.set('retry-after', String(retryAfter));
  for (const [name, value] of request.responseHeaders?.entries() ?? []) response.http.headers.set(name, value);
  response.http.headers.set('content-type', mediaType);
  response.http.status = statusOf(result, mediaType);
  if (!(result.data instanceof SerializedData) || result.errors) return;
  request.serializedData = result.data;
  delete result.data;
}

/** Seconds after which a client may send the request again: those of a rate limit, and one where something is not available. */
function retryAfterOf({ errors }: FormattedExecutionResult): number | undefined {
  const { retryAfter, code } = errors?.[0]?.extensions ?? {};
  if (typeof retryAfter === 'number') return retryAfter;
  return CATALOGUE[code as ErrorCode]?.status === 503 ? 1 : undefined;
}

/** Replaces data that is larger than the limit by an error, before it is written. Serialized data was limited when it was written. */
function refuseLargeData(result: FormattedExecutionResult, maxBytes: number): void {
  if (result.data instanceof SerializedData || !isLargerThan(maxBytes, result.data)) return;
  const error = responseTooLarge(maxBytes);
  delete result.data;
  result.errors = [formatError(error, error)];
}

/** Logs server and subgraph errors with the request id, once per cause. Never logs variables. */
export function logErrors(log: ErrorLog, context: GraphQLRequestContext<RequestContext>): void {
  const { request } = context.contextValue;
  const identity = { requestId: request.id, ...identityDetails(request) };
  const logged = new Set<unknown>();
  for (const error of context.errors ?? []) {
    const code = errorCodeOf(error);
    const cause = causeOf(error);
    if (!isServerError(code) || logged.has(cause)) continue;
    logged.add(cause);
    const place = { subgraph: error.extensions.subgraph, path: error.path?.join('.') };
    const details = { err: cause, code, ...identity, ...place };
    if (code === 'INTERNAL_SERVER_ERROR') log.error(details, 'a field failed');
    else log.warn(details, error.message);
  }
}

/** Whether the operators of this service or of a subgraph should look at an error. */
function isServerError(code: ErrorCode): boolean {
  return CATALOGUE[code].status >= 500 || code.startsWith('SUBGRAPH_');
}

/**
 * Returns the HTTP status by the GraphQL-over-HTTP specification. With data: 200. An invalid document: 400 as
 * application/graphql-response+json, 200 as application/json. Otherwise without data: the status of the first error.
 */
function statusOf({ data, errors }: FormattedExecutionResult, mediaType: string): number {
  const code = errors?.[0]?.extensions?.code as ErrorCode | undefined;
  if (code === undefined || (data !== undefined && data !== null)) return 200;
  const { status } = CATALOGUE[code];
  return mediaType === JSON_TYPE && (status === 400 || data === null) ? 200 : status;
}

function limitErrors(errors: readonly GraphQLFormattedError[], data: unknown): readonly GraphQLFormattedError[] {
  const max = data === undefined ? MAX_ERRORS.withoutData : MAX_ERRORS.withData;
  return errors.length > max ? errors.slice(0, max) : errors;
}

/** Removes from the errors of a request that was not executed what its client must not know of the schema or the document. */
function hideNames(
  errors: readonly GraphQLFormattedError[],
  data: unknown,
  { source, contextValue: { request } }: ResponseContext,
  { showNames, quoteNamed }: ResponseFormat,
): readonly GraphQLFormattedError[] {
  if (data !== undefined) return errors;
  const isInvalid = errors.some(({ extensions }) => extensions?.code === 'GRAPHQL_VALIDATION_FAILED');
  if (request.isNamed && !quoteNamed && isInvalid) {
    const error = new KnownError('GRAPHQL_VALIDATION_FAILED', INVALID_NAMED);
    return [formatError(error, error)];
  }
  if (showNames || source === undefined) return errors;
  const known = request.isNamed ? '' : source;
  return errors.map((error) => ({ ...error, message: maskSchemaNames(error.message, known) }));
}

/** It is said instead of what is wrong: messages quote values and names of the document, and its locations have its layout. */
const INVALID_NAMED = 'The document with this id is not valid for the schema that is served here.';

/** Tells the author of an invalid document where the schema is. */
function adviseSchema(error: GraphQLFormattedError, path: string): GraphQLFormattedError {
  const { code, next } = error.extensions as { code: ErrorCode; next: string };
  if (code !== 'GRAPHQL_VALIDATION_FAILED' || next !== CATALOGUE[code].next) return error;
  return { ...error, extensions: { ...error.extensions, next: `Compare the document with the schema at ${path}.` } };
}

function adviseAfterMutation(error: GraphQLFormattedError): GraphQLFormattedError {
  const { code, next } = error.extensions as { code: ErrorCode; next: string };
  return { ...error, extensions: { ...error.extensions, next: nextAfterMutation(code, next) } };
}

function causeOf(error: GraphQLError): unknown {
  return findKnownError(error)?.cause ?? error.originalError ?? error;
}
