import type { Graph } from '../graph/graph';
import { readStoredCatalog } from './catalog';
import { retried } from './retry';
import { STATEMENTS } from './statements';

const DEADLINE_MS = 600_000;

/**
 * Deletes the facts that no remaining release has, in small transactions, after releases were taken out of the catalog.
 * Readers notice nothing: they ask for remaining releases only. Can be interrupted and called again.
 */
export async function sweep(graph: Graph): Promise<void> {
  const { sweeping, releases } = await readStoredCatalog(graph);
  if (!sweeping) return;
  const parameters = { releases: releases.map(({ number }) => number) };
  for (const name of ['sweep-nodes', 'sweep-relationships', 'sweep-organisations'] as const)
    await retried(() => graph.run(STATEMENTS[name], parameters, { deadlineMs: DEADLINE_MS }));
  await retried(() => graph.write([{ statement: STATEMENTS['end-sweep'] }]));
}
