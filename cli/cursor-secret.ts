import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config';
import { MIN_SECRET_LENGTH } from '../setting-types';
import { makeDataDir } from './check-folders';
import { CommandError } from './command';

/**
 * Returns CURSOR_SECRET or, if unset, the secret in DATA_DIR, which is created once and readable by its owner only. An
 * empty file, which an interrupted start can leave, is replaced. Throws a CommandError for a secret that is too short.
 */
export function cursorSecret({ CURSOR_SECRET, DATA_DIR }: Pick<Config, 'CURSOR_SECRET' | 'DATA_DIR'>): string {
  if (CURSOR_SECRET !== undefined) return CURSOR_SECRET;
  const file = join(DATA_DIR, 'cursor-secret');
  makeDataDir(DATA_DIR);
  const found = readSecret(file);
  if (found === undefined) writeSecret(file, placeNew);
  if (found === '') writeSecret(file, renameSync);
  const secret = readSecret(file) ?? '';
  if (secret.length >= MIN_SECRET_LENGTH) return secret;
  throw new CommandError(
    `The secret in ${file} must have at least ${MIN_SECRET_LENGTH} characters; it has ${secret.length}. Delete the file, or set CURSOR_SECRET.`,
  );
}

/** Returns the secret without surrounding spaces; undefined if there is no file. */
function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a new secret beside the file and puts it in place when it is complete. `place` may keep a file of another process. */
function writeSecret(file: string, place: (from: string, to: string) => void): void {
  const beside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeWhole(beside, randomBytes(32).toString('base64url'));
    place(beside, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Fails with EEXIST if another process was first. A file system without hard links cannot tell. */
function placeNew(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error;
    renameSync(from, to);
  }
}

function writeWhole(file: string, text: string): void {
  const open = openSync(file, 'wx', 0o600);
  try {
    const written = writeSync(open, text);
    if (written !== text.length) throw new CommandError(`${file} cannot be written: is the disk full?`);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
