import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config';

/** Returns CURSOR_SECRET or, if unset, the secret in DATA_DIR, which is created once and readable by its owner only. */
export function cursorSecret({ CURSOR_SECRET, DATA_DIR }: Pick<Config, 'CURSOR_SECRET' | 'DATA_DIR'>): string {
  if (CURSOR_SECRET !== undefined) return CURSOR_SECRET;
  const file = join(DATA_DIR, 'cursor-secret');
  mkdirSync(DATA_DIR, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
