import { LRUCache } from 'lru-cache';
import { badInput, KnownError } from '../../errors';
import { parseExactly } from '../../federation/exact-json';
import type { Limits } from '../limits';
import { checkDocumentText, checkVariables } from './document-limits';

/** A request body as GraphQL over HTTP defines it. */
export interface GraphqlBody {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
}

/** Parses and checks a JSON body. Throws BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED or PERSISTED_QUERY_NOT_SUPPORTED. */
export type ParseBody = (text: string) => GraphqlBody;

/** Of checked documents: their number, and their characters in total. */
const MAX_CACHED = { documents: 1_000, characters: 8_388_608 };

/** Creates a parser of bodies. It caches checked documents, so that a repeated one is not checked again. */
export function createBodyParser(limits: Limits): ParseBody {
  const checkedTexts = new LRUCache<string, string>({
    max: MAX_CACHED.documents,
    maxSize: MAX_CACHED.characters,
    sizeCalculation: (text, key) => text.length + key.length + 1,
  });
  return (json) => {
    const { query, operationName, variables, extensions } = checkBody(parseJson(json));
    if (variables) checkVariables(variables, limits.variables);
    let text = checkedTexts.get(query);
    if (text === undefined) {
      text = checkDocumentText(query, limits);
      checkedTexts.set(query, text);
    }
    return {
      query: text,
      ...(operationName && { operationName }),
      ...(variables && { variables }),
      ...(extensions && { extensions }),
    };
  };
}

function parseJson(json: string): unknown {
  try {
    return parseExactly(json);
  } catch {
    throw badInput('The body is not JSON.');
  }
}

function checkBody(body: unknown): GraphqlBody {
  if (!isObject(body)) throw badInput('The body must be a JSON object; batched operations are not supported.');
  const { query, operationName, variables, extensions } = body;
  if (isObject(extensions) && 'persistedQuery' in extensions)
    throw new KnownError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  if (typeof query !== 'string' || query === '')
    throw badInput('The body must contain the document as the string `query`.');
  if (!query.isWellFormed()) throw badInput('The document is not well-formed Unicode.');
  if (!isAbsentOr(operationName, (value) => typeof value === 'string'))
    throw badInput('`operationName` must be a string.');
  if (!isAbsentOr(variables, isObject)) throw badInput('`variables` must be an object.');
  if (!isAbsentOr(extensions, isObject)) throw badInput('`extensions` must be an object.');
  return body as unknown as GraphqlBody;
}

function isAbsentOr(value: unknown, isValid: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || isValid(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
