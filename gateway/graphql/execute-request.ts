import { HeaderMap, type ApolloServer } from '@apollo/server';
import { responseTooLarge } from '../../errors';
import type { CachingSettings } from '../http/caching/cache-control';
import type { Limits } from '../limits';
import { answerCaching } from './responses/answer-caching';
import type { GraphqlBody } from './request-body';
import type { RequestContext, RequestInfo } from './request-context';
import { joinResponse, utf8Bytes } from './response-body';
import type { CachedResponse } from './responses/response-cache';

export interface ExecutionSettings {
  readonly apollo: ApolloServer<RequestContext>;
  readonly limits: Limits;
  readonly caching: CachingSettings;
}

export interface ExecutedRequest {
  readonly status: number;
  readonly response: CachedResponse;
}

/** Executes one operation. Throws PAYLOAD_TOO_LARGE, and Apollo Server's errors before the execution. */
export async function executeRequest(
  { keep, isListed, isNamed, ...params }: GraphqlBody,
  context: RequestContext,
  { apollo, limits, caching }: ExecutionSettings,
): Promise<ExecutedRequest> {
  const { request } = context;
  request.keepDocument = keep;
  request.isListed = isListed;
  request.isNamed = isNamed;
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: toApolloRequest(params, request),
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('Incremental delivery is not supported.');
  const { serializedData } = request;
  const bytes = serializedData ? joinResponse(serializedData, body.string) : utf8Bytes(body.string);
  if (bytes.length > limits.response) throw responseTooLarge(limits.response);
  const ownHeaders = { 'x-ods-release': context.root.release.id, 'cache-control': 'no-store' };
  return {
    status: status ?? 200,
    response: {
      bytes,
      cost: request.cost?.estimated ?? 0,
      headers: Object.assign(Object.fromEntries(headers), ownHeaders),
      caching: request.isSafe ? answerCaching(context, params.query, caching) : undefined,
      keepDocument: keep,
      operation: request.operation,
    },
  };
}

/** Passes only the parameters and the media type to Apollo Server, no header of the client. */
function toApolloRequest(body: object, { mediaType }: RequestInfo) {
  const headers = new HeaderMap([
    ['content-type', 'application/json'],
    ['accept', mediaType],
  ]);
  return { method: 'POST', headers, search: '', body };
}
