import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../make-folder';
import { findSteadyPort, respondsToBolt, freePort } from './bolt';
import { archiveOptions, classArchiveOf, makeArchiveLater } from './class-archive';
import { javaArguments, writeConfiguration } from './configuration';
import { removeDrafts } from './import-drafts';
import { STALLED_MS, StartProgress } from './start-progress';
import { exitError, portInUseError, startStalledError } from './startup-errors';
import { NEO4J_VERSION, type Layout, type LocalNeo4jSettings } from './layout';
import { passwordOf } from './password';
import { diskFullError, LocalNeo4jError } from './errors';
import { onExit, terminate, identify, signal, type ProcessId } from './process';
import { removeRunning, writeRunning, type RunningNeo4j } from './running';
import { environmentOfOthers } from './environment';

const MIN_FREE_BYTES = 64 * 1024 * 1024;
const PORT_ATTEMPTS = 3;

export interface StartedNeo4j {
  readonly running: RunningNeo4j;
  readonly child: ChildProcess;
}

/** Starts Neo4j and waits until it responds to Bolt, as long as its logs grow. The caller holds the lock. Throws LocalNeo4jError. */
export async function startNeo4j(
  layout: Layout,
  settings: LocalNeo4jSettings,
  java: string,
  owner: string,
): Promise<StartedNeo4j> {
  makeFolder(layout.logs);
  removeDrafts(layout, settings.log);
  refuseFullDisk(layout);
  refuseNewerStore(layout);
  passwordOf(layout);
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(layout, settings.port);
    try {
      return await startOn(port, layout, settings, java, owner);
    } catch (error) {
      const retry = settings.port === 0 && attempt < PORT_ATTEMPTS;
      if (!retry || !(error instanceof LocalNeo4jError) || error.reason !== 'PORT_IN_USE') throw error;
    }
  }
}

async function startOn(
  port: number,
  layout: Layout,
  settings: LocalNeo4jSettings,
  java: string,
  owner: string,
): Promise<StartedNeo4j> {
  const since = performance.now();
  writeConfiguration(layout, settings, port);
  rmSync(layout.log, { force: true });
  if (existsSync(layout.debugLog)) renameSync(layout.debugLog, `${layout.debugLog}.before`);
  settings.log(`Starting the local Neo4j ${NEO4J_VERSION} on port ${port}.`);
  const archive = settings.endWithProcess ? undefined : classArchiveOf(layout, java);
  const child = launch(layout, settings, java, archiveOptions(archive));
  const running = describe(child, port, owner);
  writeRunning(layout, running);
  settings.onLaunched?.();
  const removeHandler = settings.endWithProcess ? noop : onExit(() => signal(running, 'SIGKILL'));
  try {
    await untilReady(child, running, layout, settings);
  } catch (error) {
    await terminate(running, 0);
    removeRunning(layout, running);
    throw error;
  } finally {
    removeHandler();
  }
  writeFileSync(layout.storeVersion, `${NEO4J_VERSION}\n`);
  writeFileSync(layout.lastPort, `${port}\n`);
  settings.log(`The local Neo4j is ready on ${running.uri} after ${seconds(performance.now() - since)} s.`);
  makeArchiveLater(archive, { layout, java, running, log: settings.log });
  return { running, child };
}

/**
 * Starts Neo4j detached from the terminal and the pipes of this process, so that it survives if its owner is killed.
 */
function launch(layout: Layout, settings: LocalNeo4jSettings, java: string, options: readonly string[]): ChildProcess {
  const console = openSync(layout.console, 'w', 0o600);
  try {
    const child = spawn(java, [...options, ...javaArguments(layout, settings.heap)], {
      cwd: layout.folder,
      env: environmentOfOthers(),
      detached: true,
      stdio: ['ignore', console, console],
    });
    child.once('error', () => undefined);
    child.unref();
    if (settings.endWithProcess && child.pid) startWatchdog(child, layout);
    return child;
  } finally {
    closeSync(console);
  }
}

/**
 * Starts a shell that waits until this process ends (its standard input closes), then kills Neo4j and removes its
 * folder. The shell is stopped if Neo4j exits first, because the process id may be reused.
 */
function startWatchdog(neo4j: ChildProcess, layout: Layout): void {
  const script = 'cat >/dev/null; kill -9 "$1" 2>/dev/null; sleep 0.2; rm -rf "$2"';
  const shell = spawn('sh', ['-c', script, 'neo4j-watchdog', String(neo4j.pid), layout.folder], {
    env: environmentOfOthers(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.once('error', () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  neo4j.once('exit', () => void shell.kill('SIGKILL'));
}

function describe(child: ChildProcess, port: number, owner: string): RunningNeo4j {
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

async function untilReady(child: ChildProcess, { port }: RunningNeo4j, layout: Layout, settings: LocalNeo4jSettings) {
  const { startStalledMs = STALLED_MS } = settings;
  const progress = new StartProgress(layout, settings.log);
  while (!(await respondsToBolt(port, 1_000))) {
    if (child.exitCode !== null || child.signalCode !== null) throw exitError(layout, settings, port);
    if (progress.idleMs() > startStalledMs) throw startStalledError(layout, startStalledMs);
    await sleep(50);
  }
}

/** Throws what would make the start fail later, after the download of the jars. */
export async function refuseEarly(layout: Layout, settings: LocalNeo4jSettings): Promise<void> {
  refuseFullDisk(layout);
  refuseNewerStore(layout);
  await choosePort(layout, settings.port);
}

async function choosePort(layout: Layout, wanted: number): Promise<number> {
  if (wanted !== 0) {
    if ((await freePort(wanted)) === null) throw portInUseError(wanted);
    return wanted;
  }
  const last = existsSync(layout.lastPort) ? Number(readFileSync(layout.lastPort, 'utf8')) : 0;
  return (last > 0 ? await freePort(last) : null) ?? (await findSteadyPort()) ?? 7687;
}

function refuseFullDisk(layout: Layout): void {
  if (!existsSync(layout.folder)) return;
  const { bavail, bsize } = statfsSync(layout.folder);
  if (bavail * bsize < MIN_FREE_BYTES) throw diskFullError(layout.folder);
}

/** Neo4j migrates the store of an older version, but cannot read that of a newer one. */
function refuseNewerStore({ storeVersion, data }: Layout): void {
  if (!existsSync(storeVersion)) return;
  const written = readFileSync(storeVersion, 'utf8').trim();
  if (written.localeCompare(NEO4J_VERSION, 'en', { numeric: true }) <= 0) return;
  throw new LocalNeo4jError(
    'STORE_NEWER',
    `The store in ${data} was written by Neo4j ${written}, which this program's Neo4j ${NEO4J_VERSION} cannot read. ` +
      `Use the newer program again, or set DATA_DIR to another folder and load the releases there.`,
  );
}

/**
 * With `endWithProcess` the watchdog kills Neo4j, so no signal listener is added, which would disturb a test runner.
 */
export const noop = (): void => undefined;

const seconds = (ms: number) => (ms / 1000).toFixed(1);
