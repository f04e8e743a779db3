interface Closable {
  close(): Promise<void>;
}

/** Holds one open resource and replaces it on demand. Closing the old one fails whatever still hangs in it. */
export class Replaceable<T extends Closable> {
  private resource: T | null = null;
  private readonly closing = new Set<Promise<void>>();

  constructor(private readonly open: () => T) {}

  /** Returns the open resource; opens one if there is none. */
  current(): T {
    return (this.resource ??= this.open());
  }

  /** Closes a resource if it is still the current one. The next call of `current` opens another. */
  retire(resource: T): void {
    if (this.resource !== resource) return;
    this.resource = null;
    const closed = resource
      .close()
      .catch(() => undefined)
      .finally(() => this.closing.delete(closed));
    this.closing.add(closed);
  }

  /** Closes the current resource and waits until all retired ones are closed too. */
  async close(): Promise<void> {
    if (this.resource) this.retire(this.resource);
    await Promise.all(this.closing);
  }
}
