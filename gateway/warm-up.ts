import type { Graph } from '../graph/graph';
import { createReads } from '../graph/reads';
import type { Loaders } from '../graph/loaders';
import type { FactKey } from '../graph/rows';

export interface WarmUp {
  readonly graph: Graph;
  /** Milliseconds after which it is enough. */
  readonly deadlineMs?: number;
  readonly rounds?: number;
  /** Answers true when nobody waits for it any more. */
  stopped?(): boolean;
}

const KEYS = 20;

/**
 * Asks the graph every question about random organisations, past any cache, until the database has compiled what it
 * runs: a cold one answers its first clients in seconds. Ends early, and silently, when the graph cannot be asked.
 */
export async function warmUp({
  graph,
  deadlineMs = 8_000,
  rounds = 300,
  stopped = () => false,
}: WarmUp): Promise<void> {
  const started = performance.now();
  const reads = createReads(graph, { cacheBytes: 0 });
  try {
    const { live } = await reads.catalog.snapshot();
    const codes = await reads.loaders().codes.load({ after: '', release: live.number });
    for (let round = 0; round < rounds && codes.length > 0; round++) {
      if (stopped() || performance.now() - started > deadlineMs) return;
      const keys = Array.from({ length: KEYS }, () => ({ code: any(codes), release: live.number }));
      await askAll(reads.loaders(), keys, reads.catalog.linkTypes());
    }
  } catch {
    return; // the first client will be told what is wrong
  }
}

async function askAll(loaders: Loaders, keys: readonly FactKey[], types: readonly string[]): Promise<void> {
  const [first] = keys;
  await Promise.all([
    loaders.state.loadMany(keys),
    loaders.roles.loadMany(keys),
    loaders.outgoing.loadMany(keys),
    loaders.incoming.loadMany(types.map((type) => ({ ...first!, type }))),
    loaders.predecessors.loadMany(keys),
    loaders.successors.loadMany(keys),
  ]);
}

function any<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)]!;
}
