import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config';
import { makeFolder } from '../make-folder';
import { CommandError } from './command';

/** The least free space that a folder needs, in bytes. */
const MIN_FREE_BYTES = 32 * 1024 * 1024;

/**
 * Checks that DATA_DIR can be written to. Checks nothing if CURSOR_SECRET and NEO4J_URI are both set, because then
 * nothing is written there. Throws a CommandError that says what to do.
 */
export function checkDataDir(config: Pick<Config, 'DATA_DIR' | 'CURSOR_SECRET' | 'NEO4J_URI'>): void {
  const { DATA_DIR: folder, CURSOR_SECRET: secret, NEO4J_URI: uri } = config;
  if (secret !== undefined && uri !== undefined) return;
  checkFolder(folder, 'DATA_DIR', uri === undefined ? '' : ', or set CURSOR_SECRET, so that nothing is written there');
}

/** Creates DATA_DIR if it does not exist. Throws a CommandError that says what to do. */
export function makeDataDir(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw folderError(error, folder, 'DATA_DIR', '');
  }
}

/** Checks that the folder for temporary files can be written to. Throws a CommandError that says what to do. */
export function checkTemporaryFolder(): void {
  checkFolder(tmpdir(), 'TMPDIR', '');
}

function checkFolder(folder: string, setting: string, otherwise: string): void {
  try {
    makeFolder(folder);
    if (freeBytesOf(folder) < MIN_FREE_BYTES) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const draft = mkdtempSync(join(folder, 'write-test-'));
    try {
      writeFileSync(join(draft, 'file'), 'x'.repeat(4_096));
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  } catch (error) {
    throw folderError(error, folder, setting, otherwise);
  }
}

/** Returns the free bytes of a folder; the largest safe integer if the file system does not report its size. */
function freeBytesOf(folder: string): number {
  const { bavail, bsize, blocks } = statfsSync(folder);
  return blocks === 0 ? Number.MAX_SAFE_INTEGER : bavail * bsize;
}

function folderError(error: unknown, folder: string, setting: string, otherwise: string): CommandError {
  return new CommandError(explain((error as NodeJS.ErrnoException).code ?? '', folder, setting, otherwise));
}

function explain(code: string, folder: string, setting: string, otherwise: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk of ${folder} is full. Free some space, or set ${setting} to a folder on another disk${otherwise}.`;
  return `The folder ${folder} cannot be written to (${code}). Set ${setting} to a writable folder${otherwise}.`;
}
