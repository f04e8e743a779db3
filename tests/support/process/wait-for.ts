import { setTimeout as after } from 'node:timers/promises';

/** Calls `look` every 20 ms until it returns a value. Returns that value. Throws an error with `what` after `seconds`. */
export async function waitFor<T>(
  what: string,
  look: () => T | false | undefined | Promise<T | false | undefined>,
  seconds = 20,
): Promise<T> {
  for (const started = performance.now(); performance.now() - started < seconds * 1_000; await after(20)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`Timed out waiting for ${what}.`);
}
