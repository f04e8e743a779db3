import type { Graph } from '../../../graph/graph';

export interface CountingGraph {
  readonly graph: Graph;
  /** Names of the statements read so far, in order. */
  readonly statementNames: readonly string[];
  /** Texts of the statements read so far. */
  readonly statementTexts: ReadonlySet<string>;
}

/** Wraps a graph and records each read. */
export function countReads(graph: Graph): CountingGraph {
  const names: string[] = [];
  const texts = new Set<string>();
  const counting: Graph = {
    ...graph,
    read: (statement, ...rest) => {
      names.push(statement.name);
      texts.add(statement.text);
      return graph.read(statement, ...rest);
    },
    table: (statement, ...rest) => {
      names.push(statement.name);
      texts.add(statement.text);
      return graph.table(statement, ...rest);
    },
  };
  return { graph: counting, statementNames: names, statementTexts: texts };
}
