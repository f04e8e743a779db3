import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { executeLocally } from './schema-executor';
import type { SubgraphExecutor, SubgraphResult } from './subgraph-executor';
import type { MaybePromise } from '../../maybe-promise';

/** The name of our own subgraph in every supergraph. */
export const OWN = 'organisations';

/** Characters of the operations that are kept parsed, and compiled once they have come back. */
const KEPT = 2_000_000;

/**
 * Our own subgraph in this process: the fetches of one client request share its context, so its loaders and its moment.
 * Equal texts are one document, whichever plan they come from.
 */
export function executeOwn(schema: GraphQLSchema): SubgraphExecutor {
  const execute = executeLocally<unknown>(schema);
  const documents = new LRUCache<string, DocumentNode>({ maxSize: KEPT, sizeCalculation: (_, text) => text.length });
  return ({ operation: { query }, variables, context }) => {
    let document = documents.get(query);
    if (!document) documents.set(query, (document = parse(query, { noLocation: true })));
    return execute({ document, variables }, context) as MaybePromise<SubgraphResult>;
  };
}
