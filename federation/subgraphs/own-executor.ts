import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createSchemaExecutor, type SchemaExecutorSettings } from './schema-executor';
import type { SubgraphExecutor, SubgraphResult } from './subgraph-executor';
import type { MaybePromise } from '../../maybe-promise';

/** Estimated bytes of a character of an operation with its part of the syntax tree and of the compiled operation. */
const CHARACTER_BYTES = 200;
const DEFAULT_BYTES = 100 * 2 ** 20;

/** The parsed operations of the subgraph of this process, by their text. Their compiled forms go with them. */
export interface OwnDocuments {
  /** Estimated bytes in use. */
  readonly bytes: number;
  /** Evicts the least recently used operations until at most so many bytes are in use, which are kept from now on. */
  resize(bytes: number): void;
  get(query: string): DocumentNode;
}

export function createOwnDocuments(): OwnDocuments {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: DEFAULT_BYTES,
    sizeCalculation: (_, text) => text.length * CHARACTER_BYTES,
  });
  let limit = DEFAULT_BYTES;
  const evictToLimit = () => {
    while (documents.calculatedSize > limit) documents.pop();
  };
  return {
    get bytes() {
      return documents.calculatedSize;
    },
    resize(bytes) {
      limit = bytes;
      evictToLimit();
    },
    get(query) {
      const cached = documents.get(query);
      if (cached) return cached;
      const document = parse(query, { noLocation: true });
      documents.set(query, document);
      evictToLimit();
      return document;
    },
  };
}

/**
 * Executes the subgraph of this process. All fetches of one client request share its context. Equal operation texts share
 * one parsed document, so that the schema executor compiles it once for all plans.
 */
export function createOwnExecutor(
  schema: GraphQLSchema,
  settings?: SchemaExecutorSettings,
  documents = createOwnDocuments(),
): SubgraphExecutor {
  const execute = createSchemaExecutor<unknown>(schema, settings);
  return ({ operation: { query }, variables, context }) =>
    execute({ document: documents.get(query), variables }, context) as MaybePromise<SubgraphResult>;
}
