import { setTimeout as after } from 'node:timers/promises';

/** Looks again and again until something is there, and answers with it. Throws, naming what was waited for, after some seconds. */
export async function until<T>(
  what: string,
  look: () => T | false | undefined | Promise<T | false | undefined>,
  seconds = 20,
): Promise<T> {
  for (const started = performance.now(); performance.now() - started < seconds * 1_000; await after(20)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`Waited in vain for ${what}.`);
}
