import { Kind, parse } from 'graphql';
import { WORDS } from '../words';

/** A request as the editors have it. */
export interface Editors {
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
  /** The operation at the cursor. */
  readonly operationName?: string | null | undefined;
}

/** A request to copy. */
export interface CopiedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** Returns the request of the editors. Throws an error for people if the variables or the headers cannot be sent. */
export function toRequest({ query, variables, headers, operationName }: Editors, url: string): CopiedRequest {
  const values = parseObject(variables, WORDS.copy.badVariables);
  const name = nameToSend(query, operationName);
  return {
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...checkedHeaders(headers) },
    query,
    ...(Object.keys(values).length > 0 && { variables: values }),
    ...(name !== undefined && { operationName: name }),
  };
}

function parseObject(text: string, problem: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(problem);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error(problem);
  return value as Record<string, unknown>;
}

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** The headers with names in lower case. A line break in a value would be a header of its own. */
function checkedHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseObject(text, WORDS.copy.badHeaders))) {
    if (value !== null && typeof value === 'object') throw new Error(WORDS.copy.badHeaders);
    const sent = String(value).trim();
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(sent)) throw new Error(WORDS.copy.badHeader(name));
    headers[name.toLowerCase()] = sent;
  }
  return headers;
}

/** The name of the operation to run, if the document has several. */
function nameToSend(query: string, atCursor: string | null | undefined): string | undefined {
  const names = operationNames(query);
  if (names.length < 2) return undefined;
  return typeof atCursor === 'string' && names.includes(atCursor) ? atCursor : names[0];
}

function operationNames(query: string): readonly (string | undefined)[] {
  try {
    const operations = parse(query).definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    return operations.map((operation) => ('name' in operation ? operation.name?.value : undefined));
  } catch {
    return [];
  }
}

/** The body of a request, in the order in which it is written. */
export function bodyOf({ query, variables, operationName }: CopiedRequest) {
  return { query, ...(variables && { variables }), ...(operationName !== undefined && { operationName }) };
}
