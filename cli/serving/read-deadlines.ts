import type { Health } from '../../gateway/http/health';
import { READ_DEADLINE_MS } from '../../graph/graph';

/** Milliseconds that one read may take that is made ahead, of up to all organisations of a release. No client waits for it. */
const AHEAD_DEADLINE_MS = 60_000;

/** Milliseconds that a read of the database may take: it depends on how far the start of the process is. */
export class ReadDeadlines {
  /** Absent: the process is not warm yet. */
  health: Pick<Health, 'isWarm'> | undefined;
  private readsAhead = false;

  constructor(private readonly requestMs: number) {}

  /** A database that is not warm yet may take all the time of a request, because it compiles what it reads. */
  readonly deadlineMs = (): number => {
    if (this.health?.isWarm) return READ_DEADLINE_MS;
    return this.readsAhead ? AHEAD_DEADLINE_MS : Math.max(READ_DEADLINE_MS, this.requestMs);
  };

  /** Gives all reads a longer deadline while something is read ahead. */
  readonly whileReadingAhead = async (work: () => Promise<void>): Promise<void> => {
    this.readsAhead = true;
    await work().finally(() => (this.readsAhead = false));
  };
}
