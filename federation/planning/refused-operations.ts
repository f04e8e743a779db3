import { createHash } from 'node:crypto';

export interface RefusedOperationsSettings {
  /** Operations that are remembered; the oldest are forgotten first. */
  readonly most?: number;
  /** Milliseconds that each is remembered: the cause may have been another one, for example a lack of memory. */
  readonly keepMs?: number;
  readonly now?: () => number;
}

/** Operations that the planner refused or failed on, so that they are not planned again. Only their hashes are kept. */
export class RefusedOperations {
  private readonly until = new Map<string, number>();
  private readonly most: number;
  private readonly keepMs: number;
  private readonly now: () => number;

  constructor({ most = 1_000, keepMs = 600_000, now = () => performance.now() }: RefusedOperationsSettings = {}) {
    this.most = most;
    this.keepMs = keepMs;
    this.now = now;
  }

  has(graph: number, operation: string): boolean {
    if (this.until.size === 0) return false;
    return this.now() < (this.until.get(keyOf(graph, operation)) ?? 0);
  }

  add(graph: number, operation: string): void {
    const key = keyOf(graph, operation);
    this.until.delete(key);
    this.until.set(key, this.now() + this.keepMs);
    const [oldest] = this.until.keys();
    if (this.until.size > this.most && oldest !== undefined) this.until.delete(oldest);
  }
}

function keyOf(graph: number, operation: string): string {
  return `${graph} ${createHash('sha256').update(operation).digest('base64')}`;
}
