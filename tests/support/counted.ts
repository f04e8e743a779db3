import type { Graph } from '../../graph/graph';

export interface CountedGraph {
  readonly graph: Graph;
  /** Names of the statements read so far, in order. */
  readonly names: readonly string[];
  /** Every text that was sent. */
  readonly texts: ReadonlySet<string>;
}

/** A graph that counts what is read from it. */
export function counted(graph: Graph): CountedGraph {
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
  return { graph: counting, names, texts };
}
