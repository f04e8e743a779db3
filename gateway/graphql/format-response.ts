import type { GraphQLRequestContext, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { CATALOGUE, type ErrorCode } from '../../errors';
import { odsExtension } from '../../domain/context';
import { codeOf, JSON_TYPE, knownIn, withoutForeignNames } from '../http/error-response';
import type { ErrorLog } from '../../telemetry/logger';
import type { RequestContext } from './request-context';
import { WrittenData } from '../../federation/projection/serialized-data';

/** Errors of a request that was refused, and of fields in an answer. */
const MOST_ERRORS = { refused: 5, answered: 100 };

export type Answered = GraphQLRequestContextWillSendResponse<RequestContext>;

/** Completes an answer: its errors, what it is about, its content type and its status. */
export function completeAnswer(answered: Answered, namesShown: boolean): void {
  const { response, contextValue, source } = answered;
  if (response.body.kind !== 'single') return;
  const result = response.body.singleResult;
  const { request } = contextValue;
  const { id, mediaType } = request;
  request.whole = result.errors === undefined;
  if (result.errors) {
    const hidden = namesShown || result.data !== undefined ? undefined : source;
    result.errors = atMost(result.errors, result.data).map((error) => completed(error, id, hidden));
  }
  result.extensions = { ...result.extensions, ods: { ...odsExtension(contextValue), cost: request.cost } };
  const wait = result.errors?.[0]?.extensions?.retryAfter;
  if (typeof wait === 'number') response.http.headers.set('retry-after', String(wait));
  response.http.headers.set('content-type', mediaType);
  response.http.status = statusOf(result, mediaType);
  if (!(result.data instanceof WrittenData) || result.errors) return;
  request.data = result.data.bytes;
  delete result.data;
}

/** Logs what a client is not told, once for each cause, with the request's id; never variables. */
export function logErrors(log: ErrorLog, context: GraphQLRequestContext<RequestContext>): void {
  const { id: requestId } = context.contextValue.request;
  const said = new Set<unknown>();
  for (const error of context.errors ?? []) {
    const code = codeOf(error);
    const cause = causeOf(error);
    if (!isOfServers(code) || said.has(cause)) continue;
    said.add(cause);
    const details = { err: cause, code, requestId, path: error.path?.join('.') };
    if (code === 'INTERNAL_SERVER_ERROR') log.error(details, 'a field failed');
    else log.warn(details, error.message);
  }
}

/** Whether an error is for those who run this service or another team's part of it to look at. */
function isOfServers(code: ErrorCode): boolean {
  return CATALOGUE[code].status >= 500 || code.startsWith('SUBGRAPH_');
}

/**
 * GraphQL over HTTP: a refused document is 400 as application/graphql-response+json and 200 as application/json; an
 * answer with data is 200. Where nothing could be answered, the status of the first error.
 */
function statusOf({ data, errors }: FormattedExecutionResult, mediaType: string): number {
  const code = errors?.[0]?.extensions?.code as ErrorCode | undefined;
  if (code === undefined || (data !== undefined && data !== null)) return 200;
  const { status } = CATALOGUE[code];
  return mediaType === JSON_TYPE && (status === 400 || data === null) ? 200 : status;
}

function atMost(errors: readonly GraphQLFormattedError[], data: unknown): readonly GraphQLFormattedError[] {
  const most = data === undefined ? MOST_ERRORS.refused : MOST_ERRORS.answered;
  return errors.length > most ? errors.slice(0, most) : errors;
}

function completed(error: GraphQLFormattedError, requestId: string, hidden?: string): GraphQLFormattedError {
  const message = hidden === undefined ? error.message : withoutForeignNames(error.message, hidden);
  return { ...error, message, extensions: { ...error.extensions, requestId } };
}

function causeOf(error: GraphQLError): unknown {
  return knownIn(error)?.cause ?? error.originalError ?? error;
}
