import type { Graph } from '../../graph/graph';
import { LoadInterrupted } from '../errors';
import { withRetry } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

const DEADLINE_MS = 120_000;

/**
 * Compares the number of facts in the graph with the expected one. Throws LoadInterrupted with the first difference.
 */
export async function verify(graph: Graph, release: number, expected: ReadonlyMap<string, number>): Promise<void> {
  const found = new Map<string, number>();
  for (const name of ['count-states', 'count-roles', 'count-findings', 'count-relationships'] as const) {
    const rows = await withRetry(() =>
      graph.read<{ kind: string; count: number }>(STATEMENTS[name], { release }, { deadlineMs: DEADLINE_MS }),
    );
    for (const { kind, count } of rows) found.set(kind, count);
  }
  for (const kind of new Set([...expected.keys(), ...found.keys()])) {
    const [wanted, actual] = [expected.get(kind) ?? 0, found.get(kind) ?? 0];
    if (wanted !== actual)
      throw new LoadInterrupted(
        `The graph has ${actual} ${kind} of the release, ${wanted} were read. It is not published; undo it with --abort and load it again.`,
      );
  }
}
