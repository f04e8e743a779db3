interface Closable {
  close(): Promise<void>;
}

/** One open thing at a time, which can be given up for a new one: what hangs in the old one is freed when it closes. */
export class Rotation<T extends Closable> {
  private one: T | null = null;
  private readonly closing = new Set<Promise<void>>();

  constructor(private readonly open: () => T) {}

  current(): T {
    return (this.one ??= this.open());
  }

  /** Gives one up, once; the next caller opens another. */
  retire(one: T): void {
    if (this.one !== one) return;
    this.one = null;
    const closed = one
      .close()
      .catch(() => undefined)
      .finally(() => this.closing.delete(closed));
    this.closing.add(closed);
  }

  async close(): Promise<void> {
    if (this.one) this.retire(this.one);
    await Promise.all(this.closing);
  }
}
