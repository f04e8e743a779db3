/** A list of documents has an unknown format, or a document that cannot be used. */
export class DocumentListError extends Error {}

const APOLLO = 'apollo-persisted-query-manifest';

/**
 * Reads a list of documents as code generators write it, and returns each document by its id: Apollo's
 * `apollo-persisted-query-manifest`, or an object from id to text, as Relay's compiler and the client preset of
 * GraphQL Code Generator write it. Throws a DocumentListError.
 */
export function readManifest(text: string): Map<string, string> {
  const content = parseJson(text);
  if (!isObject(content)) throw new DocumentListError('expected a JSON object');
  const entries = content.format === APOLLO ? apolloEntries(content) : Object.entries(content);
  const documents = new Map<string, string>();
  for (const [id, document] of entries) {
    if (typeof id !== 'string' || id === '') throw new DocumentListError('a document has no id');
    if (typeof document !== 'string' || document.trim() === '')
      throw new DocumentListError(`expected the text of a document for the id '${id.slice(0, 80)}'`);
    documents.set(withoutAlgorithm(id), document);
  }
  return documents;
}

/** Returns an id without the name of its hash algorithm: some clients send 'sha256:…', others the hash alone. */
export function withoutAlgorithm(id: string): string {
  return id.replace(/^sha256:/i, '');
}

function apolloEntries({ version, operations }: Readonly<Record<string, unknown>>): [unknown, unknown][] {
  if (version !== 1) throw new DocumentListError(`expected version 1 of ${APOLLO}`);
  if (!Array.isArray(operations)) throw new DocumentListError(`expected a list of operations in the ${APOLLO}`);
  return operations.map((operation) => {
    const { id, body } = Object(operation) as { readonly id?: unknown; readonly body?: unknown };
    return [id, body];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new DocumentListError(`it is not JSON: ${(error as Error).message}`);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
