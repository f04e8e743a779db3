/** What was measured since the watch began. Times are milliseconds. */
export interface EventLoopUse {
  readonly ms: number;
  /** CPU time of the process, with its helper threads. */
  readonly cpuMs: number;
  /** The longest time without a turn of the event loop, as far as the process used the processor in it. */
  readonly holdMs: number;
  /** The most heap in use. */
  readonly heapBytes: number;
}

/** Watches the event loop with a timer of one millisecond. */
export function watchEventLoop(): { stop(): EventLoopUse } {
  const started = mark();
  let last = started;
  let [holdMs, heapBytes] = [0, 0];
  const look = () => {
    const now = mark();
    holdMs = Math.max(holdMs, Math.min(now.ms - last.ms - 1, now.cpuMs - last.cpuMs));
    heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
    last = now;
  };
  const timer = setInterval(look, 1);
  return {
    stop() {
      clearInterval(timer);
      look();
      const used = { ms: last.ms - started.ms, cpuMs: last.cpuMs - started.cpuMs, holdMs };
      return { ms: Math.round(used.ms), cpuMs: Math.round(used.cpuMs), holdMs: Math.round(used.holdMs), heapBytes };
    },
  };
}

function mark() {
  const { user, system } = process.cpuUsage();
  return { ms: performance.now(), cpuMs: (user + system) / 1_000 };
}
