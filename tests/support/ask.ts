import { execute, parse, validate, type DocumentNode, type ExecutionResult } from 'graphql';
import type { Graph } from '../../graph/graph';
import { createReads } from '../../graph/reads';
import { createContext } from '../../resolvers/context';
import { createCursors } from '../../resolvers/cursor';
import { buildSubgraph } from '../../resolvers/subgraph';

export type Ask = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<ExecutionResult>;

/** Answers questions on a graph by the schema in this process, without a server and its limits of size. */
export async function askOn(graph: Graph): Promise<Ask> {
  const { schema } = await buildSubgraph();
  const reads = createReads(graph, { deadlineMs: 20_000 });
  const cursors = createCursors('for tests only');
  const documents = new Map<string, DocumentNode>();
  return async (query, variables) => {
    let document = documents.get(query);
    if (!document) {
      document = parse(query);
      const errors = validate(schema, document);
      if (errors.length > 0) return { errors };
      documents.set(query, document);
    }
    const contextValue = await createContext(reads, { limits: { page: 200, codes: 500 }, cursors });
    return execute({ schema, document, variableValues: variables, contextValue });
  };
}
