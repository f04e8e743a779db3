/** The newest state of the graph that a catalog has shown. */
export class ShownCatalog {
  private rows = '';
  private readAt = -Infinity;

  /** Records a state, and when the catalog query for it began and ended, in milliseconds of `performance.now()`. */
  record(rows: string, began: number, ended: number): void {
    if (began < this.readAt) return;
    [this.rows, this.readAt] = [rows, ended];
  }

  /** Whether a state whose catalog query began at a time may be older than what was shown. */
  isNewerThan(rows: string, began: number): boolean {
    return rows !== this.rows && began < this.readAt;
  }
}
