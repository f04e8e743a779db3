import type { Graph } from '../graph/graph';
import type { Loaders } from '../graph/loaders';
import { createReads } from '../graph/reads';

export interface WarmUp {
  /** Asks every question once, so that the first client does not wait until the database has compiled them. */
  first(): Promise<void>;
  /** Asks them again and again, about random organisations, until it is enough or nobody waits for it any more. */
  rest(stopped: () => boolean): Promise<void>;
}

export interface WarmUpSettings {
  readonly graph: Graph;
  /** Milliseconds after which it is enough: of the first round, and of the rest. */
  readonly deadlineMs?: number;
  readonly rounds?: number;
}

const KEYS = 20;

/**
 * A cold database answers its first clients in seconds. The questions go past any cache, one at a time, so that clients
 * who come meanwhile hardly notice. Ends early and silently when the graph cannot be asked: clients are told why.
 */
export function createWarmUp({ graph, deadlineMs = 10_000, rounds = 200 }: WarmUpSettings): WarmUp {
  const reads = createReads(graph, { cacheBytes: 0, deadlineMs });

  async function run(times: number, stopped: () => boolean): Promise<void> {
    const until = performance.now() + deadlineMs;
    const { live } = await reads.catalog.snapshot();
    const codes = await reads.loaders().codes.load({ after: '', release: live.number });
    for (let round = 0; round < times && codes.length > 0; round++) {
      for (const ask of questions(reads.loaders(), codes, live.number, reads.catalog.linkTypes())) {
        if (stopped() || performance.now() > until) return;
        await ask();
      }
    }
  }

  return {
    first: () => run(1, () => false).catch(() => undefined),
    rest: (stopped) => run(rounds, stopped).catch(() => undefined),
  };
}

function questions(loaders: Loaders, codes: readonly string[], release: number, types: readonly string[]) {
  const keys = () => Array.from({ length: KEYS }, () => ({ code: any(codes), release }));
  return [
    () => loaders.state.loadMany(keys()),
    () => loaders.roles.loadMany(keys()),
    () => loaders.outgoing.loadMany(keys()),
    () => loaders.incoming.loadMany(types.map((type) => ({ code: any(codes), type, release }))),
    () => loaders.predecessors.loadMany(keys()),
    () => loaders.successors.loadMany(keys()),
    () => loaders.search.loadMany([{ text: any(codes), release }]),
    () => loaders.suggest.loadMany([{ text: any(codes).slice(0, 3), release }]),
    () => loaders.codeList.loadMany([{ list: 'role' as const, release }]),
  ];
}

function any<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)]!;
}
