import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOME } from '../../../config';
import { freePort } from '../../../database/bolt';
import { openLocalNeo4j } from '../../../database/local-neo4j';
import { identify, terminate } from '../../../database/process';
import { openNeo4j } from '../../../graph/neo4j/neo4j';

export const PROGRAM = join(HOME, 'dist', 'cli', 'main.js');

/** A Neo4j of the soak, with both releases of a sample. */
export interface SoakDatabase {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  pid(): number;
  /** Kills it, as a power failure would, and starts it again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Makes a data folder with both releases of a sample and starts its Neo4j. `scale` is that of `ods-graph sample`. */
export async function startDatabase(scale: string): Promise<SoakDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-soak-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const jarsDir = process.env.TEST_NEO4J_JARS ?? join(process.env.DATA_DIR ?? join(HOME, '.data'), 'neo4j', 'jars');
  const releases = join(folder, 'releases');
  await program(['sample', releases, '--scale', scale], {});
  const settings = {
    ...{ dataDir, jarsDir, heap: scale === '1' ? '512m' : '1g', pageCache: '512m' },
    ...{ endWithProcess: true, log: () => undefined, port: await steadyPort() },
  };
  let local = await openLocalNeo4j(settings);
  await untilResponds(local);
  await load(local, releases);
  return {
    port: settings.port,
    user: local.user,
    password: local.password,
    pid: () => local.pid,
    async restart() {
      await kill(local.pid);
      await local.close();
      for (let tries = 0; (await freePort(settings.port)) === null && tries < 40; tries++) await sleep(250);
      local = await openLocalNeo4j(settings);
    },
    async close() {
      await kill(local.pid);
      await local.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Loads the releases of a folder, which are its zips. */
const load = ({ uri, user, password }: { uri: string; user: string; password: string }, folder: string) =>
  program(['load', ...zipsOf(folder)], { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password });

const zipsOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.zip'))
    .map((name) => join(folder, name));

/** A busy machine may start it so slowly that the first connection fails. */
async function untilResponds(address: { uri: string; user: string; password: string }): Promise<void> {
  const graph = openNeo4j(address);
  await graph.ping({ deadlineMs: 60_000 }).finally(() => graph.close());
}

async function kill(pid: number): Promise<void> {
  const found = identify(pid);
  if (found) await terminate(found, 0);
}

/** Returns a free port below the ephemeral range, so that no client takes it while the server is stopped. */
async function steadyPort(): Promise<number> {
  for (;;) {
    const port = await freePort(12_000 + Math.floor(Math.random() * 18_000));
    if (port !== null) return port;
  }
}

async function program(args: readonly string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`ods-graph ${args.join(' ')} ended with ${code}.`);
}
