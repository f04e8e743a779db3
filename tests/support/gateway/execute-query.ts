import { graphql, type ExecutionResult } from 'graphql';
import type { Graph } from '../../../graph/graph';
import { createReadSide, type ReadSide } from '../../../graph/read-side';
import { createContext, odsExtension, type OdsExtension } from '../../../domain/context';
import { WorkBudget } from '../../../work-budget';
import { createCursors } from '../../../domain/cursor';
import { buildSubgraph, type Subgraph } from '../../../resolvers/subgraph';

/** A GraphQL response with the reads it cost and the moment it describes. */
export interface QueryResult {
  readonly data: ExecutionResult['data'];
  readonly errors?: readonly {
    readonly message: string;
    readonly code: unknown;
    readonly path?: readonly (string | number)[] | undefined;
  }[];
  /** Name and number of keys of each batch query, in order. */
  readonly reads: readonly (readonly [query: string, keys: number])[];
  readonly ods: OdsExtension;
}

export interface ExecuteOptions {
  readonly variables?: Record<string, unknown>;
  /** The header `ods-as-of`. */
  readonly asOf?: string;
  /** Largest page size. Default 200. */
  readonly page?: number;
}

export type Execute = (source: string, options?: ExecuteOptions) => Promise<QueryResult>;

const CURSORS = createCursors('only for the tests of a day');
let built: Promise<Subgraph> | undefined;

/** Returns a function that executes queries on the organisations subgraph without a server. Each query has its own context; all share one cache. */
export function createExecutor(graph: Graph, reads: ReadSide = createReadSide(graph, { deadlineMs: 20_000 })): Execute {
  return async (source, { variables, asOf, page = 200 } = {}) => {
    const { schema } = await (built ??= buildSubgraph());
    const context = await createContext(reads, {
      asOf,
      limits: { page, codes: 500, representations: 1_000 },
      cursors: CURSORS,
      work: new WorkBudget({ sliceMs: Infinity }), // the reads of a query do not depend on the speed of the machine
    });
    const { data, errors } = await graphql({ schema, source, contextValue: context, variableValues: variables });
    return {
      data,
      ...(errors && {
        errors: errors.map(({ message, extensions, path }) => ({ message, code: extensions.code, path })),
      }),
      reads: context.loaders.log,
      ods: odsExtension(context),
    };
  };
}

/** Like createExecutor, with an empty cache for each query, to measure its cost. */
export function createColdExecutor(graph: Graph): Execute {
  return (source, options) => createExecutor(graph)(source, options);
}
