import { withTimeLimit } from '../../time-limit';

/** Milliseconds that reading a value may take at a scrape. */
export const COLLECT_MS = 1_000;

/**
 * Returns a function that reads a value, and returns the last one if that takes longer than COLLECT_MS: a database that hangs
 * must not hold up all other metrics. A value that comes later is returned the next time. A failed read gives undefined, and so
 * does a late one when there is none before it.
 */
export function lastKnown<Value>(read: () => Value | Promise<Value>): () => Promise<Value | undefined> {
  let last: Value | undefined;
  return () => {
    const reading = (async () => read())().then(
      (value) => (last = value),
      () => (last = undefined),
    );
    return withTimeLimit(COLLECT_MS, reading, () => last);
  };
}
