import { GraphQLError } from 'graphql';
import { KnownError } from '../../errors';
import { invalidResponse, MOST_ERRORS, type Path } from '../execution-errors';
import { isObject } from '../execution/merge';
import type { SubgraphResult } from './subgraph-executor';

/** An answer over HTTP, its body whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/**
 * Reads an answer of another team's subgraph. Its errors lose their text, which may hold anything; their paths stay, and
 * a plain code as `subgraphCode`. Errors: SUBGRAPH_INVALID_RESPONSE.
 */
export function readAnswer(subgraph: string, { status, contentType, text }: HttpAnswer): SubgraphResult {
  if (!/^application\/(graphql-response\+)?json\b/i.test(contentType)) {
    throw invalidResponse(subgraph, `status ${status}, content type '${contentType}'`);
  }
  const body = parsed(subgraph, text);
  const { data, errors } = body;
  const isData = data === undefined || data === null || isObject(data);
  const areErrors = errors === undefined || errors === null || Array.isArray(errors);
  if (!isData || !areErrors || (data === undefined && !errors)) throw invalidResponse(subgraph, 'no GraphQL response');
  const reported = (errors ?? []).slice(0, MOST_ERRORS).map((error) => masked(subgraph, error));
  return { data, errors: reported, bytes: () => Buffer.byteLength(text) };
}

function parsed(subgraph: string, text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return body;
  } catch (error) {
    throw invalidResponse(subgraph, error);
  }
  throw invalidResponse(subgraph, 'the body is no JSON object');
}

function masked(subgraph: string, reported: unknown): GraphQLError {
  const { path, extensions } = isObject(reported) ? reported : {};
  const code = isObject(extensions) ? extensions.code : undefined;
  const subgraphCode = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : undefined;
  const known = new KnownError('SUBGRAPH_ERROR', `The subgraph ${subgraph} reported an error.`, {
    cause: reported,
    extensions: { subgraph, ...(subgraphCode && { subgraphCode }) },
  });
  return new GraphQLError(known.message, { path: pathIn(path), originalError: known, extensions: known.extensions });
}

function pathIn(path: unknown): Path | undefined {
  const isPath =
    Array.isArray(path) && path.every((step) => typeof step === 'string' || (Number.isInteger(step) && step >= 0));
  return isPath ? (path as Path) : undefined;
}
