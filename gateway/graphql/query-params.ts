import { getOperationAST, parse } from 'graphql';
import { badInput } from '../../errors';
import { parseExactly } from '../../federation/exact-json';
import type { ParameterValue, Query } from '../http/query-string';

/** Parameters of a query string that hold text, and those that hold JSON. All others are ignored. */
const TEXTS = ['query', 'operationName', 'documentId', 'doc_id', 'id'] as const;
const JSON_TEXTS = ['variables', 'extensions'] as const;

/** Reads the parameters of a GET request, as GraphQL over HTTP defines them. Throws BAD_USER_INPUT. */
export function readQueryParams(query: Query): Readonly<Record<string, unknown>> {
  const params: Record<string, unknown> = {};
  for (const name of TEXTS) params[name] = textOf(name, query[name]);
  for (const name of JSON_TEXTS) params[name] = jsonOf(name, query[name]);
  return params;
}

function textOf(name: string, given: ParameterValue): string | undefined {
  if (typeof given === 'object') throw badInput(`${name} may be given only once; got ${given.length} values.`);
  return given === '' ? undefined : given;
}

function jsonOf(name: string, given: ParameterValue): unknown {
  const text = textOf(name, given);
  if (text === undefined) return undefined;
  try {
    return parseExactly(text);
  } catch {
    throw badInput(`\`${name}\` is not JSON.`);
  }
}

/** Whether the operation of a request is a mutation. A document that cannot be parsed is none. */
export function isMutation({
  query,
  operationName,
}: {
  readonly query: string;
  readonly operationName?: string;
}): boolean {
  return query.includes('mutation') && operationOf(query, operationName) === 'mutation';
}

function operationOf(query: string, operationName: string | undefined): string | undefined {
  try {
    return getOperationAST(parse(query, { noLocation: true }), operationName)?.operation;
  } catch {
    return undefined;
  }
}
