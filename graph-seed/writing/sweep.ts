import type { Graph } from '../../graph/graph';
import { runHolding, writeHolding, type LoadLock } from '../catalog/lock';
import { readStoredCatalog } from '../catalog/stored-catalog';
import { STATEMENTS } from '../catalog/statements';
import { awaitReaders, type Readers } from './readers';

/**
 * After releases were removed from the catalog, deletes the facts that no remaining release has, in small transactions.
 * First waits for those who read a removed release. Can be interrupted and called again.
 * Throws LoadLocked, and deletes nothing more, when another process has taken over the lock.
 */
export async function sweep(graph: Graph, lock: LoadLock, readers: Readers): Promise<void> {
  const { sweeping, releases } = await readStoredCatalog(graph);
  if (sweeping === null) return;
  await awaitReaders(graph, readers, sweeping);
  const parameters = { releases: releases.map(({ number }) => number) };
  for (const name of ['sweep-nodes', 'sweep-relationships', 'sweep-organisations'] as const)
    await runHolding(graph, lock, STATEMENTS[name], parameters);
  await writeHolding(graph, lock, [STATEMENTS['end-sweep']]);
}
