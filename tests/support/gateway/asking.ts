import { graphql, type ExecutionResult } from 'graphql';
import type { Graph } from '../../../graph/graph';
import { createReads, type Reads } from '../../../graph/read-side';
import { createContext, odsExtension, type OdsExtension } from '../../../domain/context';
import { createCursors } from '../../../domain/cursor';
import { buildSubgraph, type Subgraph } from '../../../resolvers/subgraph';

/** An answer, what it cost (question and number of keys, in the order asked) and what it is about. */
export interface Answer {
  readonly data: ExecutionResult['data'];
  readonly errors?: readonly {
    readonly message: string;
    readonly code: unknown;
    readonly path?: readonly (string | number)[] | undefined;
  }[];
  readonly reads: readonly (readonly [question: string, keys: number])[];
  readonly ods: OdsExtension;
}

export interface AskOptions {
  readonly variables?: Record<string, unknown>;
  /** The header `ods-as-of`. */
  readonly asOf?: string;
  /** The largest page; 200. */
  readonly page?: number;
}

export type Ask = (source: string, options?: AskOptions) => Promise<Answer>;

const CURSORS = createCursors('only for the tests of a day');
let built: Promise<Subgraph> | undefined;

/** Asks our own subgraph about a graph, without a server: one context for each question, one cache for all of them. */
export function asking(graph: Graph, reads: Reads = createReads(graph, { deadlineMs: 20_000 })): Ask {
  return async (source, { variables, asOf, page = 200 } = {}) => {
    const { schema } = await (built ??= buildSubgraph());
    const context = await createContext(reads, {
      asOf,
      limits: { page, codes: 500, representations: 1_000 },
      cursors: CURSORS,
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

/** The same with nothing in the cache, for the cost of a first question. */
export function askingCold(graph: Graph): Ask {
  return (source, options) => asking(graph)(source, options);
}
