import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { freshNeo4j, type TestNeo4j } from '../../support/database/fresh-neo4j';

export const PROGRAM = join(HOME, 'dist', 'cli', 'main.js');

/** A Neo4j of the soak, with both releases of a sample. */
export type SoakDatabase = Pick<TestNeo4j, 'port' | 'user' | 'password' | 'pid' | 'kill' | 'restart' | 'close'>;

/** Starts a Neo4j with both releases of a sample. `scale` is that of `ods-graph sample`. */
export async function startDatabase(scale: string): Promise<SoakDatabase> {
  const database = await freshNeo4j({ heap: scale === '1' ? '512m' : '1g', pageCache: '512m' });
  try {
    const releases = join(database.dataDir, 'releases');
    await program(['sample', releases, '--scale', scale], {});
    await database.graph.ping({ deadlineMs: 60_000 }); // a busy machine may start it so slowly that the first connection fails
    const { uri: NEO4J_URI, user: NEO4J_USER, password: NEO4J_PASSWORD } = database;
    await program(['load', ...zipsOf(releases)], { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

const zipsOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.zip'))
    .map((name) => join(folder, name));

async function program(args: readonly string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`ods-graph ${args.join(' ')} ended with ${code}.`);
}
