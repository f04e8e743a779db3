import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../make-folder';
import { respondsToBolt } from './bolt';
import { notRespondingError } from './startup-errors';
import { jarsError, fetchJars } from './jars';
import { isImporting } from './import-drafts';
import { findJava } from './java';
import { layoutOf, NEO4J_VERSION, type Layout, type LocalNeo4jSettings } from './layout';
import { withLock } from './lock';
import { MEGABYTES, refuseWithoutMaven } from './maven';
import { passwordOf } from './password';
import { LocalNeo4jError, notWritableError, toLocalNeo4jError } from './errors';
import { onExit, terminate, isAlive, signal } from './process';
import {
  findRunning,
  removeRunning,
  addUser,
  removeUser,
  activeUsers,
  wasStopped,
  writeRunning,
  type RunningNeo4j,
} from './running';
import { noop, refuseEarly, startNeo4j, type StartedNeo4j } from './start';
import { STALLED_MS, StartProgress } from './start-progress';

const LOCK_WAIT_MS = 300_000;
const TERMINATE_MS = 15_000;
const RESTARTS = 5;

export interface LocalNeo4j {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  /** Whether this process started it. */
  readonly owned: boolean;
  /** Releases it. The owner stops it, unless another process still uses it and becomes the owner. */
  close(): Promise<void>;
}

/**
 * Opens the Neo4j of a data folder: the running one, else a new one. Downloads its jars if they are missing. Resolves
 * when it responds. Throws LocalNeo4jError.
 */
export async function openLocalNeo4j(settings: LocalNeo4jSettings): Promise<LocalNeo4j> {
  const layout = layoutOf(settings);
  try {
    makeDataFolder(layout);
    const user = addUser(layout);
    try {
      const found = await findOrStart(layout, settings, user);
      return attach(layout, settings, user, found);
    } catch (error) {
      removeUser(layout, user);
      throw error;
    }
  } catch (error) {
    throw toLocalNeo4jError(error, layout.folder);
  }
}

/** Creates the folder of the store. Throws NOT_WRITABLE if that cannot be done, for whatever reason. */
export function makeDataFolder({ folder }: Layout): void {
  try {
    makeFolder(folder, 0o700);
  } catch (error) {
    const known = toLocalNeo4jError(error, folder);
    throw known instanceof LocalNeo4jError ? known : notWritableError(folder, error);
  }
}

type AttachedNeo4j = { running: RunningNeo4j; child: StartedNeo4j['child'] | null };

async function findOrStart(layout: Layout, settings: LocalNeo4jSettings, user: string): Promise<AttachedNeo4j> {
  if (!findRunning(layout)) await refuseEarly(layout, settings);
  const java = findRunning(layout) ? null : await findJavaAndJars(settings);
  return underLock(layout, settings.log, async () => {
    const running = await findReady(layout, settings);
    if (running) return { running, child: null };
    return startNeo4j(layout, settings, java ?? (await findJavaAndJars(settings)), user);
  });
}

/** Waits until the running Neo4j responds, as long as its logs grow. Returns null if none is running, or if it exits. */
async function findReady(
  layout: Layout,
  { startStalledMs = STALLED_MS, log }: LocalNeo4jSettings,
): Promise<RunningNeo4j | null> {
  const running = findRunning(layout);
  const progress = new StartProgress(layout, log);
  while (running && isAlive(running)) {
    if (await respondsToBolt(running.port, 1_000)) return running;
    if (progress.idleMs() > startStalledMs) throw notRespondingError(running, startStalledMs);
    await sleep(50);
  }
  return null;
}

function attach(layout: Layout, settings: LocalNeo4jSettings, user: string, found: AttachedNeo4j): LocalNeo4j {
  let { running } = found;
  let closed = false;
  const removeHandler = settings.endWithProcess ? noop : onExit(() => void detach(layout, user));
  const restartOnExit = ({ child }: AttachedNeo4j, left: number) =>
    child?.once('exit', () => {
      if (closed || !settings.restart || left === 0 || wasStopped(layout)) return;
      settings.log(`The local Neo4j, process ${child.pid}, exited unexpectedly; restarting it.`);
      restart(layout, { ...settings, port: running.port }, user, () => closed).then(
        (restarted) => {
          running = restarted.running;
          restartOnExit(restarted, left - 1);
        },
        (error: Error) => settings.log(error.message),
      );
    });
  restartOnExit(found, RESTARTS);
  return {
    uri: running.uri,
    user: 'neo4j',
    password: passwordOf(layout),
    owned: found.child !== null,
    get pid() {
      return running.pid;
    },
    async close() {
      if (closed) return;
      closed = true;
      removeHandler();
      await underLock(layout, settings.log, async () => {
        const stopped = detach(layout, user);
        if (stopped) await terminate(stopped, TERMINATE_MS);
      });
    },
  };
}

/** Starts Neo4j again on the port that its clients know. While another program uses that port, tries once a second. */
async function restart(layout: Layout, settings: LocalNeo4jSettings, user: string, isClosed: () => boolean) {
  for (let tries = 0; ; tries++) {
    try {
      return await findOrStart(layout, settings, user);
    } catch (error) {
      if (isClosed() || !(error instanceof LocalNeo4jError) || error.reason !== 'PORT_IN_USE') throw error;
      if (tries === 0) settings.log(`${error.message} Until then it tries again every second.`);
      await sleep(1_000);
    }
  }
}

/** Removes a user. An owner passes ownership to another user, or else sends SIGTERM to Neo4j and returns it. */
function detach(layout: Layout, user: string): RunningNeo4j | null {
  removeUser(layout, user);
  const running = findRunning(layout);
  if (running?.owner !== user) return null;
  const [nextOwner] = activeUsers(layout);
  if (nextOwner !== undefined) {
    writeRunning(layout, { ...running, owner: nextOwner });
    return null;
  }
  removeRunning(layout, running);
  signal(running, 'SIGTERM');
  return running;
}

export type LocalNeo4jStatus = Awaited<ReturnType<typeof statusOfLocalNeo4j>>;

/** Returns the status of a data folder: whether Neo4j runs there, and the paths of its files. Changes nothing. */
export async function statusOfLocalNeo4j(settings: LocalNeo4jSettings) {
  const layout = layoutOf(settings);
  const running = findRunning(layout);
  const answers = running !== null && (await respondsToBolt(running.port, 2_000));
  return {
    running: running !== null,
    answers,
    uri: running?.uri ?? null,
    pid: running?.pid ?? null,
    started: running?.started ?? null,
    owner: ownerOf(layout, running),
    version: NEO4J_VERSION,
    jars: jarsError(layout.jars) === null ? layout.jars : null,
    store: existsSync(layout.storeVersion) ? layout.data : null,
    logs: layout.logs,
  };
}

/** Bytes of the jars. */
export const JARS_BYTES = MEGABYTES * 1e6;

/** What a start has to download or to create, and whether there is nothing to start because Neo4j runs. Changes nothing. */
export function stateOfLocalNeo4j(settings: Pick<LocalNeo4jSettings, 'dataDir' | 'jarsDir'>) {
  const layout = layoutOf(settings);
  return {
    runs: findRunning(layout) !== null,
    hasJars: jarsError(layout.jars) === null,
    hasStore: existsSync(layout.storeVersion),
  };
}

/**
 * Returns what would prevent a start, as far as it can be known before, except for Java; undefined if nothing would, or if Neo4j
 * runs already. Changes nothing.
 */
export async function findStartProblem(settings: LocalNeo4jSettings): Promise<LocalNeo4jError | undefined> {
  const layout = layoutOf(settings);
  if (findRunning(layout)) return undefined;
  try {
    await refuseEarly(layout, settings);
    if (jarsError(layout.jars) !== null) await refuseWithoutMaven(settings);
    return undefined;
  } catch (error) {
    if (error instanceof LocalNeo4jError) return error;
    throw error;
  }
}

/** Returns the password of the store of a data folder. */
export function passwordOfLocalNeo4j(settings: LocalNeo4jSettings): string {
  return passwordOf(layoutOf(settings));
}

/** Process id of the owner; null if only `stopLocalNeo4j` will stop it. */
function ownerOf(layout: Layout, running: RunningNeo4j | null): number | null {
  const owner = activeUsers(layout).find((user) => user === running?.owner);
  return owner === undefined ? null : Number.parseInt(owner, 10);
}

/** Stops the Neo4j of a data folder, even if another process owns it. Resolves to whether one was running. */
export async function stopLocalNeo4j(settings: LocalNeo4jSettings): Promise<boolean> {
  const layout = layoutOf(settings);
  if (!existsSync(layout.folder)) return false;
  return underLock(layout, settings.log, async () => {
    const running = findRunning(layout);
    if (running === null) return false;
    removeRunning(layout, running);
    await terminate(running, TERMINATE_MS);
    return true;
  });
}

/** Starts a Neo4j without owner, which runs until `stopLocalNeo4j`. Resolves to false if one was already running. */
export async function startLocalNeo4j(settings: LocalNeo4jSettings): Promise<boolean> {
  const opened = await openLocalNeo4j({ ...settings, restart: false });
  const layout = layoutOf(settings);
  await underLock(layout, settings.log, async () => {
    const running = findRunning(layout);
    if (running) writeRunning(layout, { ...running, owner: null });
  });
  await opened.close();
  return opened.owned;
}

/** Returns the Java program that runs Neo4j, and downloads the jars if they are missing. */
export async function findJavaAndJars(settings: LocalNeo4jSettings): Promise<string> {
  const java = await findJava(settings.javaHome);
  await fetchJars(settings);
  return java;
}

/** Runs `work` while no other process starts, stops or makes the local Neo4j. */
export function underLock<T>(layout: Layout, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const onWait = (holder: number) =>
    log(`Waiting for process ${holder}, which is starting, stopping or making the local Neo4j.`);
  const isBusy = () => isImporting(layout);
  return withLock(layout.lock, { waitMs: LOCK_WAIT_MS, onWait, isBusy }, work);
}
