import { useSyncExternalStore } from 'react';

let notice = '';
const listeners = new Set<() => void>();

/** Says something about the last answer or action, in place of what was said before. */
export function say(text: string): void {
  notice = text;
  for (const listener of listeners) listener();
}

export function useNotice(): string {
  return useSyncExternalStore(subscribe, () => notice);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
