import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { answersBolt, freePort } from './bolt';
import { javaArguments, writeConfiguration } from './configuration';
import { explain, portInUse, tooLate } from './failure';
import { NEO4J_VERSION, type Layout, type LocalNeo4jSettings } from './layout';
import { passwordOf } from './password';
import { diskFull, LocalNeo4jError } from './problem';
import { atEnd, end, identify, signal, type ProcessId } from './process';
import { forgetRunning, writeRunning, type Running } from './running';

/** Milliseconds that a start may take. */
export const START_MS = 120_000;
const LEAST_FREE_BYTES = 64 * 1024 * 1024;
const PORT_ATTEMPTS = 3;

export interface Started {
  readonly running: Running;
  readonly child: ChildProcess;
}

/** Starts Neo4j on the store for this owner and waits until it answers Bolt. The caller holds the store's lock. */
export async function startNeo4j(
  layout: Layout,
  settings: LocalNeo4jSettings,
  java: string,
  owner: string,
): Promise<Started> {
  mkdirSync(layout.logs, { recursive: true });
  refuseFullDisk(layout);
  refuseNewerStore(layout);
  passwordOf(layout);
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(layout, settings.port);
    try {
      return await startOn(port, layout, settings, java, owner);
    } catch (fault) {
      const retry = settings.port === 0 && attempt < PORT_ATTEMPTS;
      if (!retry || !(fault instanceof LocalNeo4jError) || fault.reason !== 'PORT_IN_USE') throw fault;
    }
  }
}

async function startOn(
  port: number,
  layout: Layout,
  settings: LocalNeo4jSettings,
  java: string,
  owner: string,
): Promise<Started> {
  const since = performance.now();
  writeConfiguration(layout, settings, port);
  rmSync(layout.log, { force: true });
  if (existsSync(layout.debugLog)) renameSync(layout.debugLog, `${layout.debugLog}.before`);
  settings.log(`Starting the local Neo4j ${NEO4J_VERSION} on port ${port}.`);
  const child = launch(layout, settings, java);
  const running = describe(child, port, owner);
  writeRunning(layout, running);
  const takeBack = settings.leash ? nothing : atEnd(() => signal(running, 'SIGKILL'));
  try {
    await untilReady(child, running, layout, settings);
  } catch (fault) {
    await end(running, 0);
    forgetRunning(layout, running);
    throw fault;
  } finally {
    takeBack();
  }
  writeFileSync(layout.storeVersion, `${NEO4J_VERSION}\n`);
  writeFileSync(layout.lastPort, `${port}\n`);
  settings.log(`The local Neo4j answers on ${running.uri} after ${seconds(performance.now() - since)} s.`);
  return { running, child };
}

/** Apart from this process's terminal and pipes, so that it outlives a killed owner and can be found again. */
function launch(layout: Layout, settings: LocalNeo4jSettings, java: string): ChildProcess {
  const console = openSync(layout.console, 'w', 0o600);
  try {
    const child = spawn(java, javaArguments(layout, settings.heap), {
      cwd: layout.folder,
      detached: true,
      stdio: ['ignore', console, console],
    });
    child.once('error', () => undefined);
    child.unref();
    if (settings.leash && child.pid) leash(child, layout);
    return child;
  } finally {
    closeSync(console);
  }
}

/**
 * A shell that waits for the end of this process, seen as the end of its standard input, then ends Neo4j and removes
 * its folder. It lets go when Neo4j ends first, since the number of its process may then be another's.
 */
function leash(neo4j: ChildProcess, layout: Layout): void {
  const script = 'cat >/dev/null; kill -9 "$1" 2>/dev/null; sleep 0.2; rm -rf "$2"';
  const shell = spawn('sh', ['-c', script, 'leash', String(neo4j.pid), layout.folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.once('error', () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  neo4j.once('exit', () => void shell.kill('SIGKILL'));
}

function describe(child: ChildProcess, port: number, owner: string): Running {
  const born: ProcessId = identify(child.pid ?? -1) ?? { pid: child.pid ?? -1, born: '' };
  return {
    ...born,
    uri: `bolt://127.0.0.1:${port}`,
    port,
    started: new Date().toISOString(),
    version: NEO4J_VERSION,
    owner,
  };
}

async function untilReady(child: ChildProcess, { port }: Running, layout: Layout, settings: LocalNeo4jSettings) {
  const limit = settings.startDeadlineMs ?? START_MS;
  const since = performance.now();
  while (!(await answersBolt(port, 1_000))) {
    if (child.exitCode !== null || child.signalCode !== null) throw explain(layout, settings, port);
    if (performance.now() - since > limit) throw tooLate(layout, limit);
    await sleep(50);
  }
}

async function choosePort(layout: Layout, wanted: number): Promise<number> {
  if (wanted !== 0) {
    if ((await freePort(wanted)) === null) throw portInUse(wanted);
    return wanted;
  }
  const last = existsSync(layout.lastPort) ? Number(readFileSync(layout.lastPort, 'utf8')) : 0;
  return (last > 0 ? await freePort(last) : null) ?? (await freePort(0)) ?? 7687;
}

function refuseFullDisk(layout: Layout): void {
  const { bavail, bsize } = statfsSync(layout.folder);
  if (bavail * bsize < LEAST_FREE_BYTES) throw diskFull(layout.folder);
}

/** A store of an older patch is carried over by Neo4j itself; one of a newer patch could not be read. */
function refuseNewerStore({ storeVersion, data }: Layout): void {
  if (!existsSync(storeVersion)) return;
  const written = readFileSync(storeVersion, 'utf8').trim();
  if (written.localeCompare(NEO4J_VERSION, 'en', { numeric: true }) <= 0) return;
  throw new LocalNeo4jError(
    'STORE_NEWER',
    `The store in ${data} was written by Neo4j ${written}, but this program brings ${NEO4J_VERSION}, which cannot read it. ` +
      `Use the newer program again, or set DATA_DIR to another folder and load the releases there.`,
  );
}

/** A leash ends Neo4j however this process ends; listening to signals besides would keep a test runner from hearing them. */
export const nothing = (): void => undefined;

const seconds = (ms: number) => (ms / 1000).toFixed(1);
