import { parseExactly } from '../../exact-json';
import { invalidResponse, MAX_ERRORS } from '../../execution-errors';
import { isJsonObject } from '../../json-object';
import { compileSelectedParser, type SelectedParser } from './selected-json';
import type { SubgraphOperation, SubgraphResult } from '../subgraph-executor';
import { headerOf, ResponseFault, type FaultKind, type HttpResponse } from './http-response';
import { toClientError, type ErrorRules } from './subgraph-errors';

/**
 * Reads the response of an HTTP subgraph. Messages of its errors may contain anything, so clients see them only as the rules
 * say. Throws SUBGRAPH_INVALID_RESPONSE.
 */
export function readSubgraphResponse(
  subgraph: string,
  response: HttpResponse,
  rules?: ErrorRules,
  operation?: SubgraphOperation,
): SubgraphResult {
  const invalid: Invalid = (kind, problem) => invalidResponse(subgraph, new ResponseFault(kind, problem, response));
  const { data, errors, extensions } = graphqlOf(response, invalid, operation && parserOf(operation));
  const masked = (errors ?? []).slice(0, MAX_ERRORS).map((error) => toClientError(subgraph, error, rules));
  const hints = { header: (name: string) => allOf(response, name), extensions };
  return { data, errors: masked, bytes: () => Buffer.byteLength(response.text), hints };
}

const parsers = new WeakMap<SubgraphOperation, SelectedParser>();

function parserOf(operation: SubgraphOperation): SelectedParser {
  let parser = parsers.get(operation);
  if (!parser) parsers.set(operation, (parser = compileSelectedParser(operation.query)));
  return parser;
}

/** All values of a header; an empty text for none. */
function allOf({ headers }: HttpResponse, name: string): string {
  return [headers[name] ?? ''].flat().join(', ');
}

type Invalid = (kind: FaultKind, problem: string) => Error;

export function isJson(response: Pick<HttpResponse, 'headers'>): boolean {
  return /^application\/(graphql-response\+)?json\b/i.test(headerOf(response, 'content-type'));
}

/** Whether the body has the form of a GraphQL response. */
export function isGraphql(response: HttpResponse): boolean {
  try {
    graphqlOf(response, (_kind, problem) => new Error(problem));
    return true;
  } catch {
    return false;
  }
}

interface GraphqlBody {
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly unknown[] | null | undefined;
  readonly extensions: unknown;
}

function graphqlOf(response: HttpResponse, invalid: Invalid, parseSelected?: SelectedParser): GraphqlBody {
  if (!isJson(response)) throw invalid('no JSON', 'it is no JSON');
  const body: Record<string, unknown> = parseSelected?.(response.text) ?? parseBody(response.text, invalid);
  const { data, errors, extensions } = body;
  const isData = data === undefined || data === null || isJsonObject(data);
  const areErrors = errors === undefined || errors === null || Array.isArray(errors);
  if (!isData || !areErrors || (data === undefined && !errors))
    throw invalid('no GraphQL', 'it is no GraphQL response');
  return { data, errors, extensions };
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
