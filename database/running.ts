import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder';
import type { Layout } from './layout';
import { identify, isAlive, type ProcessId } from './process';

/** The Neo4j that runs on a store. Stored in running.json, so that other processes find it. */
export interface RunningNeo4j extends ProcessId {
  readonly uri: string;
  readonly port: number;
  /** Start time, ISO 8601. */
  readonly started: string;
  readonly version: string;
  /** Name of the user that stops it when done; null after `db start`, because `db stop` stops it. */
  readonly owner: string | null;
}

/** Returns the Neo4j that runs on this store, or null. Ignores the file of a process that has ended. */
export function findRunning(layout: Layout): RunningNeo4j | null {
  const found = readJson<RunningNeo4j>(layout.running);
  return found !== null && isAlive(found) ? found : null;
}

/** Whether Neo4j was stopped on purpose: after an unexpected exit, its file still exists. */
export function wasStopped(layout: Layout): boolean {
  return !existsSync(layout.running);
}

export function writeRunning(layout: Layout, running: RunningNeo4j): void {
  const draft = `${layout.running}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(running, null, 1), { mode: 0o600 });
  renameSync(draft, layout.running);
}

export function removeRunning(layout: Layout, { pid }: ProcessId): void {
  if (readJson<RunningNeo4j>(layout.running)?.pid === pid) rmSync(layout.running, { force: true });
}

/**
 * Registers this process as a user of the store, so that the owner does not stop Neo4j. Returns the name of the user.
 */
export function addUser(layout: Layout): string {
  const name = `${process.pid}-${randomUUID()}`;
  makeFolder(layout.users);
  writeFileSync(join(layout.users, name), JSON.stringify(identify(process.pid)));
  return name;
}

export function removeUser(layout: Layout, name: string): void {
  rmSync(join(layout.users, name), { force: true });
}

/** Returns the names of the users whose process is running. Removes the files of ended processes. */
export function activeUsers(layout: Layout): string[] {
  if (!existsSync(layout.users)) return [];
  return readdirSync(layout.users).filter((name) => {
    const user = readJson<ProcessId>(join(layout.users, name));
    const running = user !== null && isAlive(user);
    if (!running) removeUser(layout, name);
    return running;
  });
}

function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return null;
  }
}
