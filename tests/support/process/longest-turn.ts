import { existsSync, readFileSync } from 'node:fs';

/** Processor time of the main thread in nanoseconds, which other processes do not change. Linux has it. */
const FILE = `/proc/self/task/${process.pid}/schedstat`;
const hasFile = existsSync(FILE);

/** Milliseconds that this thread has computed; where the system does not say that, those that have passed. */
export const computedMs = (): number =>
  hasFile ? Number(readFileSync(FILE, 'latin1').split(' ')[0]) / 1e6 : performance.now();

export interface Turns<T> {
  readonly result: T;
  /** The longest time in milliseconds that one turn of the event loop computed, while nothing else had a turn. */
  readonly longestMs: number;
  readonly count: number;
}

/** Waits for the result of work, and measures the turns of the event loop meanwhile. */
export async function turnsWhile<T>(work: () => Promise<T>): Promise<Turns<T>> {
  let [last, longestMs, count, isOver] = [computedMs(), 0, 0, false];
  const look = () => {
    const now = computedMs();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    count++;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  const result = await work().finally(() => (isOver = true));
  look();
  return { result, longestMs, count };
}
