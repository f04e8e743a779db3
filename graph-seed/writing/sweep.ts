import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph } from '../../graph/graph';
import { runHolding, writeHolding, type LoadLock } from '../catalog/lock';
import { readStoredCatalog } from '../catalog/stored-catalog';
import { STATEMENTS } from '../catalog/statements';

/** The requests that still read a release when it is removed. */
export interface Readers {
  /** The longest time of a request in milliseconds. Absent: that of a server with the usual settings. */
  readonly requestMs?: number;
  /** Called before a wait for them, with its milliseconds. */
  readonly onWait?: (ms: number) => void;
}

const USUAL_REQUEST_MS = 5_000;
/** A server notices within a second that a release was removed; another one is for clocks and slow machines. */
const NOTICED_MS = 2_000;

/**
 * After releases were removed from the catalog, deletes the facts that no remaining release has, in small transactions.
 * First waits for requests that read a removed release. Can be interrupted and called again.
 * Throws LoadLocked, and deletes nothing more, when another process has taken over the lock.
 */
export async function sweep(graph: Graph, lock: LoadLock, readers: Readers = {}): Promise<void> {
  const { requestMs = USUAL_REQUEST_MS, onWait } = readers;
  const { sweeping, releases } = await readStoredCatalog(graph);
  if (sweeping === null) return;
  const ms = requestMs === 0 ? 0 : Math.max(0, requestMs + NOTICED_MS - sweeping);
  if (ms > 0) onWait?.(ms);
  await sleep(ms);
  const parameters = { releases: releases.map(({ number }) => number) };
  for (const name of ['sweep-nodes', 'sweep-relationships', 'sweep-organisations'] as const)
    await runHolding(graph, lock, STATEMENTS[name], parameters);
  await writeHolding(graph, lock, [STATEMENTS['end-sweep']]);
}
