import { LRUCache } from 'lru-cache';
import { badInput } from '../../errors';
import { parseExactly } from '../../federation/exact-json';
import type { Limits } from '../limits';
import { checkDocumentText, checkVariables } from './document-limits';
import { NO_PERSISTED_DOCUMENTS, referenceIn, type PersistedDocuments } from './persisted/persisted-documents';

/** The parameters of a request as GraphQL over HTTP defines them. */
export interface GraphqlBody {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
  /** Whether the operator has listed the document; undefined if that does not matter. */
  readonly isListed?: boolean;
  /** True if the request named the document and did not hold it, so that its client may not know what it says. */
  readonly isNamed?: boolean;
  /** Keeps the document under its hash; call it when the document was found to be valid. */
  readonly keep?: () => void;
}

/** Where the parameters of a request stand. */
export type RequestPart = 'body' | 'query string';

/** Checks the parameters of a request. Throws BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED or PERSISTED_QUERY_…. */
export type ParseParams = (params: unknown, part?: RequestPart) => GraphqlBody;

/** Of checked documents: their number, and their characters in total. */
const MAX_CACHED = { documents: 1_000, characters: 8_388_608 };

/** Creates a parser of parameters. It caches checked documents, so that a repeated one is not checked again. */
export function createParamsParser(
  limits: Limits,
  persisted: PersistedDocuments = NO_PERSISTED_DOCUMENTS,
): ParseParams {
  const checkedTexts = new LRUCache<string, string>({
    max: MAX_CACHED.documents,
    maxSize: MAX_CACHED.characters,
    sizeCalculation: (text, key) => text.length + key.length + 1,
  });
  return (given, part = 'body') => {
    const params = checkParams(given, part);
    const { operationName, variables, extensions } = params;
    const reference = referenceIn(params);
    const document = persisted.resolve(params.query ?? undefined, reference);
    if (!document) throw badInput(`The ${part} must contain the document as the string \`query\`.`);
    if (variables) checkVariables(variables, limits.variables);
    let text = checkedTexts.get(document.text);
    if (text === undefined) {
      text = checkDocumentText(document.text, limits);
      checkedTexts.set(document.text, text);
    }
    return {
      query: text,
      ...(operationName && { operationName }),
      ...(variables && { variables }),
      ...(extensions && { extensions: reference ? withoutReference(extensions) : extensions }),
      ...(document.keep && { keep: document.keep }),
      ...(document.isListed !== undefined && { isListed: document.isListed }),
      ...(typeof params.query !== 'string' && { isNamed: true }),
    };
  };
}

/** Parses a JSON body. Throws BAD_USER_INPUT. */
export function parseJsonBody(json: string): unknown {
  try {
    return parseExactly(json);
  } catch {
    throw badInput('The body is not JSON.');
  }
}

interface Params {
  readonly query?: string | null;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
  readonly extensions?: Record<string, unknown> | null;
  readonly [name: string]: unknown;
}

function checkParams(body: unknown, part: RequestPart): Params {
  if (!isObject(body)) throw badInput('The body must be a JSON object; batched operations are not supported.');
  const { query, operationName, variables, extensions } = body;
  if (!isAbsentOr(query, (value) => typeof value === 'string' && value !== ''))
    throw badInput(`The ${part} must contain the document as the string \`query\`.`);
  if (typeof query === 'string' && !query.isWellFormed()) throw badInput('The document is not well-formed Unicode.');
  if (!isAbsentOr(operationName, (value) => typeof value === 'string'))
    throw badInput('`operationName` must be a string.');
  if (!isAbsentOr(variables, isObject)) throw badInput('`variables` must be an object.');
  if (!isAbsentOr(extensions, isObject)) throw badInput('`extensions` must be an object.');
  return body as Params;
}

/** Apollo Server refuses the reference, which is resolved already. */
function withoutReference({ persistedQuery: _, ...extensions }: Record<string, unknown>): Record<string, unknown> {
  return extensions;
}

function isAbsentOr(value: unknown, isValid: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || isValid(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
