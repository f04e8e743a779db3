import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph } from '../../graph/graph';
import { readStoredCatalog } from '../catalog/stored-catalog';
import { withRetry } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

const DEADLINE_MS = 600_000;
/** How long a request may still read a removed release: one second until it is noticed, plus the request itself. */
const READERS_MS = 7_000;

/**
 * After releases were removed from the catalog, deletes the facts that no remaining release has, in small transactions.
 * First waits `readersMs` for requests that read a removed release. Can be interrupted and called again.
 */
export async function sweep(graph: Graph, readersMs = READERS_MS): Promise<void> {
  const { sweeping, releases } = await readStoredCatalog(graph);
  if (sweeping === null) return;
  await sleep(Math.max(0, readersMs - sweeping));
  const parameters = { releases: releases.map(({ number }) => number) };
  for (const name of ['sweep-nodes', 'sweep-relationships', 'sweep-organisations'] as const)
    await withRetry(() => graph.run(STATEMENTS[name], parameters, { deadlineMs: DEADLINE_MS }));
  await withRetry(() => graph.write([{ statement: STATEMENTS['end-sweep'] }]));
}
