import { existsSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { answersBolt } from './bolt';
import { notAnswering } from './failure';
import { faultOf, fetchJars } from './jars';
import { findJava } from './java';
import { layoutOf, NEO4J_VERSION, type Layout, type LocalNeo4jSettings } from './layout';
import { withLock } from './lock';
import { passwordOf } from './password';
import { asProblem } from './problem';
import { atEnd, end, isAlive, signal } from './process';
import {
  findRunning,
  forgetRunning,
  joinUsers,
  leaveUsers,
  liveUsers,
  wasStopped,
  writeRunning,
  type Running,
} from './running';
import { nothing, START_MS, startNeo4j, type Started } from './start';

const WAIT_MS = 300_000;
const POLITE_MS = 15_000;
const RESTARTS = 5;

export interface LocalNeo4j {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  /** Whether this process started it. */
  readonly owned: boolean;
  /** Done with it. The owner stops it, unless another process still uses it: that one is the owner from then on. */
  close(): Promise<void>;
}

/**
 * The Neo4j of a data folder: the one that runs there already, else a new one. Its jars are fetched when they are not
 * there. Resolves once it answers. Throws a LocalNeo4jError that says what to do.
 */
export async function openLocalNeo4j(settings: LocalNeo4jSettings): Promise<LocalNeo4j> {
  const layout = layoutOf(settings);
  try {
    mkdirSync(layout.folder, { recursive: true, mode: 0o700 });
    const user = joinUsers(layout);
    try {
      const found = await findOrStart(layout, settings, user);
      return use(layout, settings, user, found);
    } catch (fault) {
      leaveUsers(layout, user);
      throw fault;
    }
  } catch (fault) {
    throw asProblem(fault, layout.folder);
  }
}

type Found = { running: Running; child: Started['child'] | null };

async function findOrStart(layout: Layout, settings: LocalNeo4jSettings, user: string): Promise<Found> {
  const java = findRunning(layout) ? null : await prepare(settings);
  return underLock(layout, settings.log, async () => {
    const running = await findReady(layout, settings);
    if (running) return { running, child: null };
    return startNeo4j(layout, settings, java ?? (await prepare(settings)), user);
  });
}

/** The running one once it answers; null when none runs, or when it is just ending. */
async function findReady(layout: Layout, { startDeadlineMs = START_MS }: LocalNeo4jSettings): Promise<Running | null> {
  const running = findRunning(layout);
  const since = performance.now();
  while (running && isAlive(running)) {
    if (await answersBolt(running.port, 1_000)) return running;
    if (performance.now() - since > startDeadlineMs) throw notAnswering(running, startDeadlineMs);
    await sleep(50);
  }
  return null;
}

function use(layout: Layout, settings: LocalNeo4jSettings, user: string, found: Found): LocalNeo4j {
  let { running } = found;
  let closed = false;
  const takeBack = settings.leash ? nothing : atEnd(() => void leave(layout, user));
  const watch = ({ child }: Found, left: number) =>
    child?.once('exit', () => {
      if (closed || !settings.restart || left === 0 || wasStopped(layout)) return;
      settings.log(`The local Neo4j, process ${child.pid}, ended unexpectedly; starting it again.`);
      findOrStart(layout, settings, user).then(
        (again) => {
          running = again.running;
          watch(again, left - 1);
        },
        (fault: Error) => settings.log(fault.message),
      );
    });
  watch(found, RESTARTS);
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
      takeBack();
      await underLock(layout, settings.log, async () => {
        const leaving = leave(layout, user);
        if (leaving) await end(leaving, POLITE_MS);
      });
    },
  };
}

/** Leaves the users. The owner hands over to another user, or else asks Neo4j to end and returns it. */
function leave(layout: Layout, user: string): Running | null {
  leaveUsers(layout, user);
  const running = findRunning(layout);
  if (running?.owner !== user) return null;
  const [heir] = liveUsers(layout);
  if (heir !== undefined) {
    writeRunning(layout, { ...running, owner: heir });
    return null;
  }
  forgetRunning(layout, running);
  signal(running, 'SIGTERM');
  return running;
}

export type LocalNeo4jStatus = Awaited<ReturnType<typeof statusOfLocalNeo4j>>;

/** What lies and runs in a data folder, without changing anything. */
export async function statusOfLocalNeo4j(settings: LocalNeo4jSettings) {
  const layout = layoutOf(settings);
  const running = findRunning(layout);
  const answers = running !== null && (await answersBolt(running.port, 2_000));
  return {
    running: running !== null,
    answers,
    uri: running?.uri ?? null,
    pid: running?.pid ?? null,
    started: running?.started ?? null,
    owner: ownerOf(layout, running),
    version: NEO4J_VERSION,
    jars: faultOf(layout.jars) === null ? layout.jars : null,
    store: existsSync(layout.storeVersion) ? layout.data : null,
    logs: layout.logs,
  };
}

/** The process that will stop it; null when that is left to `stopLocalNeo4j`. */
function ownerOf(layout: Layout, running: Running | null): number | null {
  const owner = liveUsers(layout).find((user) => user === running?.owner);
  return owner === undefined ? null : Number.parseInt(owner, 10);
}

/** Stops the Neo4j of a data folder, whoever started it. Resolves to whether one ran. */
export async function stopLocalNeo4j(settings: LocalNeo4jSettings): Promise<boolean> {
  const layout = layoutOf(settings);
  if (!existsSync(layout.folder)) return false;
  return underLock(layout, settings.log, async () => {
    const running = findRunning(layout);
    if (running === null) return false;
    forgetRunning(layout, running);
    await end(running, POLITE_MS);
    return true;
  });
}

/** Starts one that nobody owns: it runs until `stopLocalNeo4j`. Resolves to whether it had to be started. */
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

async function prepare(settings: LocalNeo4jSettings): Promise<string> {
  const java = await findJava(settings.javaHome);
  await fetchJars(settings);
  return java;
}

function underLock<T>({ lock }: Layout, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const onWait = (holder: number) =>
    log(`Waiting for process ${holder}, which is starting or stopping the local Neo4j.`);
  return withLock(lock, { waitMs: WAIT_MS, onWait }, work);
}
