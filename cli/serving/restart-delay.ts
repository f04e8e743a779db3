/** Milliseconds after which a process that ended counts as one that had started well. */
const HEALTHY_MS = 60_000;
const SHORTEST_MS = 200;
const LONGEST_MS = 30_000;

/** Chooses how long to wait before a process that ended is started again. */
export interface RestartDelays {
  /** Returns milliseconds: longer with each process that ended soon after its start. */
  next(livedMs: number): number;
}

/** Starts with 200 ms and doubles up to 30 seconds; a process that lived for a minute begins again with 200 ms. */
export function createRestartDelays(): RestartDelays {
  let failures = 0;
  return {
    next(livedMs) {
      failures = livedMs >= HEALTHY_MS ? 0 : failures;
      return Math.min(SHORTEST_MS * 2 ** failures++, LONGEST_MS);
    },
  };
}
