import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../config';
import { fetchJars } from '../../database/jars';
import type { LocalNeo4jSettings } from '../../database/layout';
import { openLocalNeo4j } from '../../database/local-neo4j';
import { writeReleases } from '../../sample/write-release';
import { pin } from '../support/cpu';
import { endLater } from '../support/ending';
import { CORES, type BenchDatabase } from './context';

const log = (line: string) => console.error(line);

export function databaseSettings(dataDir: string): LocalNeo4jSettings {
  return { dataDir, port: 0, heap: '1g', pageCache: '512m', endWithProcess: true, log };
}

/** Installs the dependencies of bench/NAME, unless those of its lock file are there. */
export async function install(name: 'peers' | 'gateway'): Promise<void> {
  const folder = join(__dirname, '..', name);
  const [lock, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => join(folder, file));
  if (existsSync(installed!) && statSync(installed!).mtimeMs >= statSync(lock!).mtimeMs) return;
  log(`Installing the other servers of bench/${name}.`);
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
  const done = endLater(async () => void child.kill());
  const [code] = (await once(child, 'close')) as [number];
  await done();
  if (code !== 0) throw new Error(`npm ci in bench/${name} ended with ${code}.`);
}

/** Links the jars of Neo4j into a data folder; downloads them to the project's data folder if they are not there. */
export async function linkJars(dataDir: string): Promise<void> {
  const project = process.env.DATA_DIR ?? join(HOME, '.data');
  const jars = process.env.NEO4J_JARS ?? join(project, 'neo4j', 'jars');
  await fetchJars({ ...databaseSettings(dataDir), jarsDir: jars });
  mkdirSync(join(dataDir, 'neo4j'));
  symlinkSync(jars, join(dataDir, 'neo4j', 'jars'));
}

/** The zips of ODS_RELEASES, oldest first, or those of the sample; only the first of the sample if it is to be quick. */
export async function releaseFiles(dataDir: string, isQuick: boolean): Promise<readonly string[]> {
  const { ODS_RELEASES: folder } = process.env;
  if (!folder || isQuick) return writeReleases(join(dataDir, 'sample'), { releases: isQuick ? [1] : [1, 2] });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(.*\/)?hscorgref.*\.zip$/.test(name),
  );
  if (files.length === 0) throw new Error(`ODS_RELEASES: expected a folder with releases of TRUD; ${folder} has none.`);
  const date = (name: string) => /_(\d{14})\.zip$/.exec(name)?.[1] ?? '';
  return files.sort((a, b) => date(a).localeCompare(date(b))).map((name) => join(folder, name));
}

/** Starts the Neo4j of a data folder; it ends with this process. */
export async function openDatabase(dataDir: string): Promise<BenchDatabase> {
  const local = await openLocalNeo4j(databaseSettings(dataDir));
  endLater(() => local.close());
  pin(local.pid, CORES.others);
  const { uri, user, password, pid } = local;
  return { uri, user, password, pid, env: { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password } };
}
