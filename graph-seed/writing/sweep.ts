import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph } from '../../graph/graph';
import { readStoredCatalog } from '../catalog/stored-catalog';
import { retried } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

const DEADLINE_MS = 600_000;
/** Milliseconds for which a reader may go on with a release that was taken out: a second until it notices, and a request. */
const READERS_MS = 7_000;

/**
 * Deletes the facts that no remaining release has, in small transactions, after releases were taken out of the catalog.
 * Readers notice nothing: those who began with such a release are waited for. Can be interrupted and called again.
 */
export async function sweep(graph: Graph, readersMs = READERS_MS): Promise<void> {
  const { sweeping, releases } = await readStoredCatalog(graph);
  if (sweeping === null) return;
  await sleep(Math.max(0, readersMs - sweeping));
  const parameters = { releases: releases.map(({ number }) => number) };
  for (const name of ['sweep-nodes', 'sweep-relationships', 'sweep-organisations'] as const)
    await retried(() => graph.run(STATEMENTS[name], parameters, { deadlineMs: DEADLINE_MS }));
  await retried(() => graph.write([{ statement: STATEMENTS['end-sweep'] }]));
}
