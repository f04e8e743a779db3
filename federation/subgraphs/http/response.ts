import { GraphQLError } from 'graphql';
import { KnownError } from '../../../errors';
import { parseExactly } from '../../exact-json';
import { invalidResponse, MAX_ERRORS, type Path } from '../../execution-errors';
import { isJsonObject } from '../../json-object';
import type { SubgraphResult } from '../subgraph-executor';
import { headerOf, ResponseFault, type FaultKind, type HttpResponse } from './http-response';

/**
 * Reads the response of an HTTP subgraph. Messages of its errors are replaced, because they may contain anything; paths are
 * kept, and a well-formed code becomes `subgraphCode`. Throws SUBGRAPH_INVALID_RESPONSE.
 */
export function readSubgraphResponse(subgraph: string, response: HttpResponse): SubgraphResult {
  const invalid: Invalid = (kind, problem) => invalidResponse(subgraph, new ResponseFault(kind, problem, response));
  if (!isJson(response)) throw invalid('no JSON', 'it is no JSON');
  const body = parseBody(response.text, invalid);
  const { data, errors } = body;
  const isData = data === undefined || data === null || isJsonObject(data);
  const areErrors = errors === undefined || errors === null || Array.isArray(errors);
  if (!isData || !areErrors || (data === undefined && !errors))
    throw invalid('no GraphQL', 'it is no GraphQL response');
  const masked = (errors ?? []).slice(0, MAX_ERRORS).map((error) => mask(subgraph, error));
  return { data, errors: masked, bytes: () => Buffer.byteLength(response.text) };
}

type Invalid = (kind: FaultKind, problem: string) => KnownError;

export function isJson(response: Pick<HttpResponse, 'headers'>): boolean {
  return /^application\/(graphql-response\+)?json\b/i.test(headerOf(response, 'content-type'));
}

function parseBody(text: string, invalid: Invalid): Record<string, unknown> {
  let body: unknown;
  try {
    body = parseExactly(text);
  } catch (error) {
    throw invalid('no JSON', `it is no JSON (${(error as Error).message.slice(0, 80)})`);
  }
  if (isJsonObject(body)) return body;
  throw invalid('no GraphQL', 'it is no GraphQL response');
}

function mask(subgraph: string, reported: unknown): GraphQLError {
  const { path, extensions } = isJsonObject(reported) ? reported : {};
  const code = isJsonObject(extensions) ? extensions.code : undefined;
  const subgraphCode = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : undefined;
  const known = new KnownError('SUBGRAPH_ERROR', `The subgraph ${subgraph} reported an error.`, {
    cause: reported,
    extensions: { subgraph, ...(subgraphCode && { subgraphCode }) },
  });
  return new GraphQLError(known.message, { path: validPath(path), originalError: known, extensions: known.extensions });
}

function validPath(path: unknown): Path | undefined {
  const isPath =
    Array.isArray(path) && path.every((step) => typeof step === 'string' || (Number.isInteger(step) && step >= 0));
  return isPath ? (path as Path) : undefined;
}
