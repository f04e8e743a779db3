import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout';
import { identify, isAlive, type ProcessId } from './process';

/** The Neo4j that runs on a store, as a file in its folder tells every process. */
export interface Running extends ProcessId {
  readonly uri: string;
  readonly port: number;
  /** ISO time of its start. */
  readonly started: string;
  readonly version: string;
  /** The user who stops it when done; null after `db start`, which leaves that to `db stop`. */
  readonly owner: string | null;
}

/** What runs on this store, or null. A file left by a process that has ended counts for nothing. */
export function findRunning(layout: Layout): Running | null {
  const found = readJson<Running>(layout.running);
  return found !== null && isAlive(found) ? found : null;
}

/** Whether somebody asked for its end: a Neo4j that ended by itself leaves its file behind. */
export function wasStopped(layout: Layout): boolean {
  return !existsSync(layout.running);
}

export function writeRunning(layout: Layout, running: Running): void {
  const draft = `${layout.running}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(running, null, 1), { mode: 0o600 });
  renameSync(draft, layout.running);
}

export function forgetRunning(layout: Layout, { pid }: ProcessId): void {
  if (readJson<Running>(layout.running)?.pid === pid) rmSync(layout.running, { force: true });
}

/** Notes that this process uses the store, so that the owner does not stop it under its feet. Returns the user's name. */
export function joinUsers(layout: Layout): string {
  const name = `${process.pid}-${randomUUID()}`;
  mkdirSync(layout.users, { recursive: true });
  writeFileSync(join(layout.users, name), JSON.stringify(identify(process.pid)));
  return name;
}

export function leaveUsers(layout: Layout, name: string): void {
  rmSync(join(layout.users, name), { force: true });
}

/** The names of those whose process still runs; what ended ones left is removed. */
export function liveUsers(layout: Layout): string[] {
  if (!existsSync(layout.users)) return [];
  return readdirSync(layout.users).filter((name) => {
    const user = readJson<ProcessId>(join(layout.users, name));
    const lives = user !== null && isAlive(user);
    if (!lives) leaveUsers(layout, name);
    return lives;
  });
}

function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return null;
  }
}
