import { readFileSync, statSync } from 'node:fs';
import type { Layout } from './layout';

/** Milliseconds without a new line in its logs after which a starting Neo4j fails. */
export const STALLED_MS = 120_000;
/** Milliseconds between two lines about a slow start. */
const REPORT_MS = 30_000;

/**
 * Watches the logs of a Neo4j that starts. A recovery or an upgrade of a large store takes many minutes and logs its
 * steps, so a start may take as long as its logs grow.
 */
export class StartProgress {
  private bytes = -1;
  private grewAt = performance.now();
  private reportedAt = performance.now();

  constructor(
    private readonly layout: Pick<Layout, 'log' | 'debugLog' | 'console'>,
    private readonly report: (line: string) => void,
  ) {}

  /** Milliseconds since the logs grew. Also reports from time to time that the start is slow. */
  idleMs(): number {
    const now = performance.now();
    const { log, debugLog, console } = this.layout;
    const bytes = [log, debugLog, console].reduce((sum, path) => sum + sizeOf(path), 0);
    if (bytes !== this.bytes) this.grewAt = now;
    this.bytes = bytes;
    if (now - this.reportedAt > REPORT_MS) {
      this.reportedAt = now;
      this.report(`Still waiting for the local Neo4j. Last line of its log: ${lastLineOf(log) || 'none'}`);
    }
    return now - this.grewAt;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Returns the last line of a log; '' if there is none. */
export function lastLineOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').at(-1) ?? '';
  } catch {
    return '';
  }
}
