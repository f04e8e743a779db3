import { computedMs } from './longest-turn';

/** The milliseconds that `work` takes on the machine on which the bounds of computing were measured. */
const REFERENCE_MS = 8;
const RUNS = 7;

const text = JSON.stringify(
  Array.from({ length: 20_000 }, (_, at) => ({ code: `X${at}`, name: `NAME ${(at * 7919) % 20_011}` })),
);

function work(): void {
  const items = JSON.parse(text) as { name: string }[];
  items.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * How many times longer this machine computes at the moment than the one on which the bounds of computing were measured; at
 * least 1. Bounds of processor time are multiplied by it: other processes share caches and cores, and slow machines are slow.
 */
export function slowness(): number {
  const times = Array.from({ length: RUNS }, () => {
    const began = computedMs();
    work();
    return computedMs() - began;
  });
  return Math.max(1, Math.min(...times) / REFERENCE_MS);
}
