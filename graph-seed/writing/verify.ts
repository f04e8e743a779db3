import type { Graph } from '../../graph/graph';
import { LoadInterrupted } from '../errors';
import { withRetry } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

const DEADLINE_MS = 120_000;
const COUNTS = ['count-states', 'count-roles', 'count-findings', 'count-relationships'] as const;

/**
 * Compares the number of facts in the graph with the expected one. Throws LoadInterrupted with the first difference.
 */
export async function verify(graph: Graph, release: number, expected: ReadonlyMap<string, number>): Promise<void> {
  const counts = COUNTS.map((name) =>
    withRetry(() =>
      graph.read<{ kind: string; count: number }>(STATEMENTS[name], { release }, { deadlineMs: DEADLINE_MS }),
    ),
  );
  const found = new Map((await Promise.all(counts)).flat().map(({ kind, count }) => [kind, count]));
  for (const kind of new Set([...expected.keys(), ...found.keys()])) {
    const [wanted, actual] = [expected.get(kind) ?? 0, found.get(kind) ?? 0];
    if (wanted !== actual)
      throw new LoadInterrupted(
        `The graph has ${actual} ${kind} of the release, ${wanted} were read. It is not published; undo it with --abort and load it again.`,
      );
  }
}
