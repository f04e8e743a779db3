import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { EXIT, UpdateError } from '../errors';
import { fileFailure } from './download';
import { isRunning } from '../../is-running';
import { makeFolder } from '../../make-folder';

const LOCK = 'pull.lock';
const RENEW_MS = 10_000;
const STALE_MS = 60_000;

/** The locks of this process: one with its number that is not among them was left by a process before it. */
const held = new Set<string>();

export interface FolderLock {
  /** Throws an UpdateError if another process has taken over the folder. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Creates the folder and takes its lock, a file that is renewed every 10 s. Takes over an abandoned lock: at once if its
 * process on this host has ended, else after 60 s without renewal. Throws an UpdateError if another pull holds it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, LOCK);
  const owner = `${hostname()} ${process.pid} ${randomUUID()}`;
  held.add(owner);
  try {
    makeFolder(folder);
    if (!(await create(path, owner))) {
      await removeAbandoned(path);
      if (!(await create(path, owner))) throw await busy(path);
    }
  } catch (error) {
    held.delete(owner);
    throw fileFailure(error, path) ?? error;
  }
  const timer = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), RENEW_MS).unref();
  const isMine = async () => (await readFile(path, 'utf8').catch(() => '')) === owner;
  return {
    async check() {
      if (!(await isMine())) throw new UpdateError(`Another pull has taken over ${folder}.`, EXIT.busy);
    },
    async release() {
      clearInterval(timer);
      held.delete(owner);
      if (await isMine()) await rm(path, { force: true });
    },
  };
}

/** Creates the lock file with its content in one step. Returns false if there is one. */
async function create(path: string, owner: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(owner).finally(() => file.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a lock whose holder has ended. Only one of several processes gets to rename it. */
async function removeAbandoned(path: string): Promise<void> {
  const found = await holderOf(path);
  if (!found || !isAbandoned(found)) return;
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const owner = await readFile(aside, 'utf8').catch(() => found.owner);
  if (owner !== found.owner) await rename(aside, path); // another process has just taken it over
  await rm(aside, { force: true });
}

interface Holder {
  readonly owner: string;
  /** Milliseconds since the last renewal. */
  readonly age: number;
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    const [owner, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { owner, age: Date.now() - mtimeMs };
  } catch {
    return undefined;
  }
}

function isAbandoned({ owner, age }: Holder): boolean {
  const [host, pid] = owner.split(' ');
  if (age > STALE_MS) return true;
  if (host !== hostname()) return false;
  return Number(pid) === process.pid ? !held.has(owner) : !isRunning(Number(pid));
}

async function busy(path: string): Promise<UpdateError> {
  const [host, pid] = ((await holderOf(path))?.owner ?? '').split(' ');
  const who = pid ? `process ${pid} on ${host}` : 'another process';
  return new UpdateError(`Another pull is running: ${who} holds ${path}.`, EXIT.busy);
}

/**
 * Deletes all but the newest `keep` zip files, by the time at which TRUD changed them, and the parts of files that are
 * not `wanted`. Returns the names of the deleted zip files.
 */
export async function keepNewest(folder: string, keep: number, wanted: ReadonlySet<string>): Promise<string[]> {
  const names = await readdir(folder);
  const zips = await Promise.all(
    names
      .filter((name) => /\.zip$/i.test(name))
      .map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = zips.toSorted((a, b) => b.time - a.time || (a.name < b.name ? 1 : -1)).slice(keep);
  const parts = names.filter((name) => /\.zip\.part$/i.test(name) && !wanted.has(name.slice(0, -'.part'.length)));
  for (const name of [...old.map((zip) => zip.name), ...parts]) await rm(join(folder, name), { force: true });
  return old.map(({ name }) => name).toSorted();
}
