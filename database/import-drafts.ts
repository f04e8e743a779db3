/** The folders in which stores are made from files. Each is renamed when it is complete, or removed. */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout';
import { isAlive, signal, type ProcessId } from './process';

const DRAFT = 'import-';
const NAME = /^import-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The paths of a store that is being made: beside the real one, on the same disk. */
export function draftOf(layout: Layout): Layout {
  const folder = join(layout.folder, `${DRAFT}${randomUUID()}`);
  const inside = (name: string) => join(folder, name);
  const moved = { home: inside('home'), conf: inside('conf'), data: inside('data'), logs: inside('logs') };
  return { ...layout, ...moved, folder, console: inside('console.log'), running: inside('running.json') };
}

/**
 * Removes what an import left that was killed, and ends its importer if that still runs. The caller holds the lock. What cannot
 * be removed only takes space, so a line names it.
 */
export function removeDrafts(layout: Layout, log: (line: string) => void): void {
  for (const draft of draftsIn(layout)) {
    try {
      removeDraft(draft);
    } catch (error) {
      log(`${draft}, the rest of an import that was ended, cannot be removed: ${(error as Error).message}`);
    }
  }
}

/** Whether an importer runs. */
export function isImporting(layout: Layout): boolean {
  return draftsIn(layout).some((draft) => {
    const importer = importerIn(draft);
    return importer !== null && isAlive(importer);
  });
}

/** Only folders with names of this program: others may be copies that an operator made. */
function draftsIn({ folder }: Layout): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => (NAME.test(name) ? join(folder, name) : []));
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
