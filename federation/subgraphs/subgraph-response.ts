import { GraphQLError } from 'graphql';
import { KnownError } from '../../errors';
import { parseExactly } from '../exact-json';
import { invalidResponse, MAX_ERRORS, type Path } from '../execution-errors';
import { isJsonObject } from '../json-object';
import type { SubgraphResult } from './subgraph-executor';

/** An HTTP response with its complete body. */
export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  /** The headers `Cache-Control` and `Age`. */
  readonly cacheControl?: string;
  readonly age?: string;
  /** All values of a header, by lower-case name. */
  header(name: string): string;
  readonly text: string;
}

/**
 * Reads the response of an HTTP subgraph. Messages of its errors are replaced, because they may contain anything; paths are
 * kept, and a well-formed code becomes `subgraphCode`. Throws SUBGRAPH_INVALID_RESPONSE.
 */
export function readSubgraphResponse(subgraph: string, response: HttpResponse): SubgraphResult {
  const { status, contentType, header, text } = response;
  if (!/^application\/(graphql-response\+)?json\b/i.test(contentType)) {
    throw invalidResponse(subgraph, `status ${status}, content type '${contentType}'`);
  }
  const body = parseBody(subgraph, text);
  const { data, errors, extensions } = body;
  const isData = data === undefined || data === null || isJsonObject(data);
  const areErrors = errors === undefined || errors === null || Array.isArray(errors);
  if (!isData || !areErrors || (data === undefined && !errors)) throw invalidResponse(subgraph, 'no GraphQL response');
  const masked = (errors ?? []).slice(0, MAX_ERRORS).map((error) => mask(subgraph, error));
  return { data, errors: masked, bytes: () => Buffer.byteLength(text), hints: { header, extensions } };
}

function parseBody(subgraph: string, text: string): Record<string, unknown> {
  try {
    const body = parseExactly(text);
    if (isJsonObject(body)) return body;
  } catch (error) {
    throw invalidResponse(subgraph, error);
  }
  throw invalidResponse(subgraph, 'the body is not a JSON object');
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
