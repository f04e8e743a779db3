import { useSyncExternalStore } from 'react';

/** A value that parts of the page share. */
export class Store<Value> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: Value) {}

  set(value: Value): void {
    this.value = value;
    for (const listener of this.listeners) listener();
  }

  get = (): Value => this.value;

  /** A hook: the value now, and again after each change. */
  use(): Value {
    return useSyncExternalStore(this.subscribe, this.get);
  }

  private readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
}
