import { useSyncExternalStore } from 'react';

let message = '';
const listeners = new Set<() => void>();

/** Replaces the text of the status line. */
export function showStatus(text: string): void {
  message = text;
  for (const listener of listeners) listener();
}

export function useStatus(): string {
  return useSyncExternalStore(subscribe, () => message);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
