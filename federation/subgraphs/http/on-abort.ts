/** By signal, what is called when it aborts. */
const known = new WeakMap<AbortSignal, Set<(reason: Error) => void>>();

/**
 * Calls a listener once if a signal aborts, at once if it has aborted. Returns the function that removes the listener. A
 * signal has one listener of its own for all: adding one to an event target and removing it costs more than a timer, and all
 * fetches of a request have the same signal.
 */
export function onAbort(signal: AbortSignal, listener: (reason: Error) => void): () => void {
  if (signal.aborted) {
    listener(signal.reason as Error);
    return () => undefined;
  }
  const listeners = known.get(signal) ?? listenTo(signal);
  const entry = (reason: Error) => listener(reason); // the same function may be given twice
  listeners.add(entry);
  return () => void listeners.delete(entry);
}

function listenTo(signal: AbortSignal): Set<(reason: Error) => void> {
  const listeners = new Set<(reason: Error) => void>();
  known.set(signal, listeners);
  signal.addEventListener('abort', () => callAll(listeners, signal.reason as Error), { once: true });
  return listeners;
}

function callAll(listeners: Set<(reason: Error) => void>, reason: Error): void {
  const all = [...listeners];
  listeners.clear();
  for (const listener of all) listener(reason);
}
