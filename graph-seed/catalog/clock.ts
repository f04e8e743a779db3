import type { Graph } from '../../graph/graph';
import { LOAD_DEADLINE, withRetry } from './retry';
import { STATEMENTS } from './statements';

/** Returns a time so many milliseconds ago by the clock of the database, which also says when something was replaced. */
export async function timeAgo(graph: Graph, ms: number): Promise<number> {
  const [clock] = await withRetry(() => graph.read<{ now: number }>(STATEMENTS['read-clock'], {}, LOAD_DEADLINE));
  return clock!.now - ms;
}
