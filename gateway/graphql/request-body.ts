import { LRUCache } from 'lru-cache';
import { badInput, KnownError } from '../../errors';
import { admitSource, checkVariables, type Limits } from './limits';

/** A request's body in the shape of GraphQL over HTTP. */
export interface GraphqlBody {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
}

/** A body as it came, as JSON text, checked. Errors: BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED, PERSISTED_QUERY_NOT_SUPPORTED. */
export type Admit = (text: string) => GraphqlBody;

/** Texts of documents that were admitted already: how many, and characters of all together. */
const REMEMBERED = { texts: 1_000, characters: 8_388_608 };

/** Checks bodies; a text of a document that comes back is not read again. */
export function admission(limits: Limits): Admit {
  const admitted = new LRUCache<string, string>({
    max: REMEMBERED.texts,
    maxSize: REMEMBERED.characters,
    sizeCalculation: (text, key) => text.length + key.length + 1,
  });
  return (json) => {
    const { query, operationName, variables, extensions } = shaped(parsed(json));
    if (variables) checkVariables(variables, limits.variables);
    let text = admitted.get(query);
    if (text === undefined) {
      text = admitSource(query, limits);
      admitted.set(query, text);
    }
    return {
      query: text,
      ...(operationName && { operationName }),
      ...(variables && { variables }),
      ...(extensions && { extensions }),
    };
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw badInput('The body is not JSON.');
  }
}

function shaped(body: unknown): GraphqlBody {
  if (!isMap(body))
    throw badInput('The body must be a JSON object; several operations in one request are not answered.');
  const { query, operationName, variables, extensions } = body;
  if (isMap(extensions) && 'persistedQuery' in extensions)
    throw new KnownError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  if (typeof query !== 'string' || query === '') throw badInput('The body must hold the document as the text `query`.');
  if (!query.isWellFormed()) throw badInput('The document is not well-formed Unicode.');
  if (!isGiven(operationName, (value) => typeof value === 'string')) throw badInput('`operationName` must be a text.');
  if (!isGiven(variables, isMap)) throw badInput('`variables` must be an object.');
  if (!isGiven(extensions, isMap)) throw badInput('`extensions` must be an object.');
  return body as unknown as GraphqlBody;
}

function isGiven(value: unknown, fits: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || fits(value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
