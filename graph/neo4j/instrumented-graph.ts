import type { Graph, Parameters, Statement } from '../graph';

/** One read that has ended. */
export interface CompletedRead {
  /** Name of the statement. */
  readonly statement: string;
  /** Number of keys; undefined for a statement without keys. */
  readonly keys: number | undefined;
  readonly seconds: number;
  /** Undefined when the read succeeded. */
  readonly error: unknown;
}

/** The same graph, which calls `onRead` at the end of each `read`, `table` and `ping`. */
export function instrumentedGraph(graph: Graph, onRead: (read: CompletedRead) => void): Graph {
  const timed = async <T>({ name }: Statement, parameters: Parameters | undefined, reading: Promise<T>) => {
    const started = performance.now();
    const end = (error?: unknown) =>
      onRead({ statement: name, keys: keysOf(parameters), seconds: (performance.now() - started) / 1_000, error });
    try {
      const rows = await reading;
      end();
      return rows;
    } catch (error) {
      end(error);
      throw error;
    }
  };
  return {
    ...graph,
    read: <Row extends object>(statement: Statement, parameters?: Parameters, options?: object) =>
      timed(statement, parameters, graph.read<Row>(statement, parameters, options)),
    table: (statement, parameters, options) =>
      timed(statement, parameters, graph.table(statement, parameters, options)),
    ping: (options) => timed(PING, undefined, graph.ping(options)),
  };
}

const PING = { name: 'ping', text: '' };

function keysOf(parameters: Parameters | undefined): number | undefined {
  const keys = parameters?.keys;
  if (Array.isArray(keys)) return keys.length;
  if (typeof keys !== 'object' || keys === null) return undefined;
  return Object.values<readonly unknown[]>(keys as Record<string, readonly unknown[]>).reduce(
    (sum, list) => sum + list.length,
    0,
  );
}
