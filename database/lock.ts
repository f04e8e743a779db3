import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../make-folder';
import { LocalNeo4jError } from './errors';
import { identify, isAlive, type ProcessId } from './process';

const ATTEMPTS = 10;

export interface LockWait {
  readonly waitMs: number;
  /** Whether the holder still does something that takes longer than `waitMs` and has a limit of its own. */
  isBusy?(): boolean;
  onWait(holder: number): void;
}

/**
 * Runs `work` while holding a lock file. Waits for another holder, and takes over the lock of a process that has ended.
 * Calls `onWait` once, with the process id of the holder, when it has to wait. Throws LOCKED after `waitMs`
 * milliseconds, unless the holder is busy.
 */
export async function withLock<T>(
  path: string,
  { waitMs, onWait, isBusy = () => false }: LockWait,
  work: () => Promise<T>,
): Promise<T> {
  makeFolder(dirname(path));
  const since = performance.now();
  let notified = false;
  while (!acquire(path)) {
    const holder = holderOf(path);
    if (holder !== null && !isAlive(holder)) removeStale(path, holder);
    else if (performance.now() - since > waitMs && !isBusy()) throw lockedError(path, holder, waitMs);
    else {
      if (!notified && holder !== null) onWait(holder.pid);
      notified ||= holder !== null;
      await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * Takes a lock without waiting, also that of a process that has ended. Returns what releases it, or the process id of
 * another holder.
 */
export function takeLockFile(path: string): (() => void) | number {
  makeFolder(dirname(path));
  for (let attempt = 0; !acquire(path); attempt++) {
    const holder = holderOf(path);
    if (holder !== null && isAlive(holder)) return holder.pid;
    if (holder !== null) removeStale(path, holder);
    if (attempt === ATTEMPTS) return 0;
  }
  return () => rmSync(path, { force: true });
}

/** Writes a temporary file and links it, so that other processes never read a partial lock. */
function acquire(path: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function holderOf(path: string): ProcessId | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessId;
  } catch {
    return null;
  }
}

/** Renames the stale lock first: only one waiter succeeds, and a lock acquired in the meantime is restored. */
function removeStale(path: string, holder: ProcessId): void {
  const stale = `${path}.${process.pid}`;
  try {
    renameSync(path, stale);
  } catch {
    return;
  }
  const moved = holderOf(stale);
  if (moved !== null && (moved.pid !== holder.pid || moved.born !== holder.born)) renameSync(stale, path);
  else rmSync(stale, { force: true });
}

function lockedError(path: string, holder: ProcessId | null, waitMs: number): LocalNeo4jError {
  return new LocalNeo4jError(
    'LOCKED',
    `Process ${holder?.pid ?? 'unknown'} has held the lock of the local Neo4j for more than ${Math.round(waitMs / 1000)} s. ` +
      `Wait for it or stop it; if it does not exist, delete ${path}.`,
  );
}
