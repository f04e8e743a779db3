import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createSchemaExecutor, type SchemaExecutorSettings } from './schema-executor';
import type { SubgraphExecutor, SubgraphResult } from './subgraph-executor';
import type { MaybePromise } from '../../maybe-promise';

/** Characters of operation text whose parsed documents are cached. */
const CACHED_CHARACTERS = 2_000_000;

/**
 * Executes the subgraph of this process. All fetches of one client request share its context. Equal operation texts share
 * one parsed document, so that the schema executor compiles it once for all plans.
 */
export function createOwnExecutor(schema: GraphQLSchema, settings?: SchemaExecutorSettings): SubgraphExecutor {
  const execute = createSchemaExecutor<unknown>(schema, settings);
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: (_, text) => text.length,
  });
  return ({ operation: { query }, variables, context }) => {
    let document = documents.get(query);
    if (!document) documents.set(query, (document = parse(query, { noLocation: true })));
    return execute({ document, variables }, context) as MaybePromise<SubgraphResult>;
  };
}
