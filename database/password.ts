import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder';
import { LocalNeo4jError } from './errors';
import type { Layout } from './layout';

const ROUNDS = 1024;

/**
 * Returns the password of the local store. Generates it before the first start and stores it in a file that only its
 * owner can read. Neo4j reads its initial password from `dbms/auth.ini`, which `neo4j-admin dbms set-initial-password`
 * would write; writing it here avoids starting a JVM. Throws NO_PASSWORD if the store exists but the file does not.
 */
export function passwordOf(layout: Layout): string {
  const stored = existsSync(layout.password) ? readFileSync(layout.password, 'utf8').trim() : undefined;
  const hasStore = existsSync(join(layout.data, 'databases'));
  if (hasStore && stored === undefined) throw missingPasswordError(layout);
  const password = stored ?? randomBytes(24).toString('base64url');
  if (!hasStore) writeInitialPassword(password, layout);
  if (stored === undefined) savePassword(password, layout);
  return password;
}

function writeInitialPassword(password: string, { data }: Layout): void {
  makeFolder(join(data, 'dbms'));
  const line = `neo4j:${credential(password, randomBytes(32))}:`;
  writeFileSync(join(data, 'dbms', 'auth.ini'), line, { mode: 0o600 });
}

function savePassword(password: string, { password: path }: Layout): void {
  const draft = `${path}.part`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/** Returns `SHA-256,hash,salt,rounds`, the format of Neo4j's user store. */
export function credential(password: string, salt: Buffer): string {
  let hash = createHash('sha256').update(salt).update(password).digest();
  for (let round = 1; round < ROUNDS; round++) hash = createHash('sha256').update(hash).digest();
  return `SHA-256,${hash.toString('hex')},${salt.toString('hex')},${ROUNDS}`;
}

function missingPasswordError({ password, data }: Layout): LocalNeo4jError {
  return new LocalNeo4jError(
    'NO_PASSWORD',
    `The store in ${data} has a password that should be in ${password}, but that file is missing. ` +
      `Restore it, or delete ${data} and load the releases again.`,
  );
}
