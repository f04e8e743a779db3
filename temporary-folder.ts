import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from './is-running';

/** A process of another container may have the folder: its id says nothing here, but it writes more often than this. */
const UNUSED_MS = 3_600_000;

/**
 * Makes the folder `${path}${id of this process}-XXXXXX`, which only this user can read. Removes the folders of this kind that killed
 * processes left: those whose process does not run and in which nothing changed for an hour. What cannot be removed stays.
 */
export function makeTemporaryFolder(path: string): string {
  for (const left of foldersOf(path)) removeIfLeft(left);
  return mkdtempSync(`${path}${process.pid}-`);
}

interface Found {
  readonly folder: string;
  readonly pid: number;
}

function foldersOf(path: string): Found[] {
  const [parent, prefix] = [dirname(path), basename(path)];
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const pid = /^(\d+)-\w{6}$/.exec(name.slice(prefix.length))?.[1];
      return pid === undefined ? [] : [{ folder: join(parent, name), pid: Number(pid) }];
    });
}

function removeIfLeft({ folder, pid }: Found): void {
  try {
    const { uid } = lstatSync(folder);
    if (isRunning(pid) || uid !== process.getuid?.() || Date.now() - lastChange(folder) < UNUSED_MS) return;
    rmSync(folder, { recursive: true, force: true });
  } catch {
    return;
  }
}

/** Milliseconds since 1970 of the last change in a folder. */
function lastChange(folder: string): number {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, name as string));
  return Math.max(...[folder, ...paths].map((path) => lstatSync(path).mtimeMs));
}
