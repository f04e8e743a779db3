import type { Graph, Parameters, Statement } from '../graph';

/** One reading statement that has ended. */
export interface SeenRead {
  /** Name of the statement. */
  readonly statement: string;
  /** Keys that were asked about together; undefined for a statement that takes none. */
  readonly keys: number | undefined;
  readonly seconds: number;
  /** What it failed with; undefined when it was answered. */
  readonly error: unknown;
}

/** The same graph, each of whose reads is told of when it has ended. */
export function watchedGraph(graph: Graph, seen: (read: SeenRead) => void): Graph {
  const watched = async <T>({ name }: Statement, parameters: Parameters | undefined, reading: Promise<T>) => {
    const started = performance.now();
    const end = (error?: unknown) =>
      seen({ statement: name, keys: keysOf(parameters), seconds: (performance.now() - started) / 1_000, error });
    try {
      const answer = await reading;
      end();
      return answer;
    } catch (error) {
      end(error);
      throw error;
    }
  };
  return {
    ...graph,
    read: <Row extends object>(statement: Statement, parameters?: Parameters, options?: object) =>
      watched(statement, parameters, graph.read<Row>(statement, parameters, options)),
    table: (statement, parameters, options) =>
      watched(statement, parameters, graph.table(statement, parameters, options)),
  };
}

function keysOf(parameters: Parameters | undefined): number | undefined {
  const keys = parameters?.keys;
  return Array.isArray(keys) ? keys.length : undefined;
}
