/** The folders in which stores are made from files. Each is renamed when it is complete, or removed. */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout';
import { signal, type ProcessId } from './process';

const DRAFT = 'import-';

/** The paths of a store that is being made: beside the real one, on the same disk. */
export function draftOf(layout: Layout): Layout {
  const folder = join(layout.folder, `${DRAFT}${randomUUID()}`);
  const inside = (name: string) => join(folder, name);
  const moved = { home: inside('home'), conf: inside('conf'), data: inside('data'), logs: inside('logs') };
  return { ...layout, ...moved, folder, console: inside('console.log'), running: inside('running.json') };
}

/** Removes what an import left that was killed, and ends its importer if that still runs. The caller holds the lock. */
export function removeDrafts({ folder }: Layout): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (name.startsWith(DRAFT)) removeDraft(join(folder, name));
}

export function removeDraft(folder: string): void {
  const importer = importerIn(folder);
  if (importer) signal(importer, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function importerIn(folder: string): ProcessId | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as ProcessId;
  } catch {
    return null;
  }
}
