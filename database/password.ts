import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalNeo4jError } from './problem';
import type { Layout } from './layout';

const ROUNDS = 1024;

/**
 * The password of the local store: generated before its first start, kept in a file that only its owner reads.
 * Neo4j takes its first password from `dbms/auth.ini`, as its own `set-initial-password` writes it; writing that
 * line here saves a start of the JVM.
 */
export function passwordOf(layout: Layout): string {
  const kept = existsSync(layout.password) ? readFileSync(layout.password, 'utf8').trim() : undefined;
  const hasStore = existsSync(join(layout.data, 'databases'));
  if (hasStore && kept === undefined) throw lost(layout);
  const password = kept ?? randomBytes(24).toString('base64url');
  if (!hasStore) writeFirst(password, layout);
  if (kept === undefined) keep(password, layout);
  return password;
}

function writeFirst(password: string, { data }: Layout): void {
  mkdirSync(join(data, 'dbms'), { recursive: true });
  const line = `neo4j:${credential(password, randomBytes(32))}:`;
  writeFileSync(join(data, 'dbms', 'auth.ini'), line, { mode: 0o600 });
}

function keep(password: string, { password: path }: Layout): void {
  const draft = `${path}.part`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/** `SHA-256,hash,salt,rounds`, as Neo4j's user store keeps it. */
export function credential(password: string, salt: Buffer): string {
  let hash = createHash('sha256').update(salt).update(password).digest();
  for (let round = 1; round < ROUNDS; round++) hash = createHash('sha256').update(hash).digest();
  return `SHA-256,${hash.toString('hex')},${salt.toString('hex')},${ROUNDS}`;
}

function lost({ password, data }: Layout): LocalNeo4jError {
  return new LocalNeo4jError(
    'NO_PASSWORD',
    `The store in ${data} has a password that should be in ${password}, but that file is gone. ` +
      `Put it back, or delete ${data} and load the releases again.`,
  );
}
