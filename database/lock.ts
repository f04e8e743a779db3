import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalNeo4jError } from './problem';
import { identify, isAlive, type ProcessId } from './process';

/**
 * Does the work while no other process holds the lock file. Waits for the holder, and takes over from one that has
 * ended. Throws LOCKED after `waitMs`.
 */
export async function withLock<T>(
  path: string,
  { waitMs, onWait }: { waitMs: number; onWait: (holder: number) => void },
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  const since = performance.now();
  let told = false;
  while (!take(path)) {
    const holder = holderOf(path);
    if (holder !== null && !isAlive(holder)) removeStale(path, holder);
    else if (performance.now() - since > waitMs) throw locked(path, holder, waitMs);
    else {
      if (!told && holder !== null) onWait(holder.pid);
      told ||= holder !== null;
      await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Written whole under another name and then linked, so that nobody reads half a lock. */
function take(path: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
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

/** Moved aside first: of several waiters one gets it, and a lock taken anew meanwhile is put back. */
function removeStale(path: string, holder: ProcessId): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = holderOf(aside);
  if (moved !== null && (moved.pid !== holder.pid || moved.born !== holder.born)) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function locked(path: string, holder: ProcessId | null, waitMs: number): LocalNeo4jError {
  return new LocalNeo4jError(
    'LOCKED',
    `Process ${holder?.pid ?? 'unknown'} has been at work on the local Neo4j for more than ${Math.round(waitMs / 1000)} s. ` +
      `Wait for it or end it; if it does not exist, delete ${path}.`,
  );
}
