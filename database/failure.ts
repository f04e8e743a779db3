import { readFileSync } from 'node:fs';
import { NEO4J_VERSION, type Layout, type LocalNeo4jSettings } from './layout';
import { diskFull, LocalNeo4jError } from './problem';

/** Why Neo4j ended instead of starting, read from what it wrote. */
export function explain(layout: Layout, settings: LocalNeo4jSettings, port: number): LocalNeo4jError {
  const said = textOf(layout.console) + textOf(layout.log);
  if (DISK_FULL.test(said + textOf(layout.debugLog))) return diskFull(layout.folder);
  const known = SIGNS.find(({ sign }) => sign.test(said));
  if (known) return known.problem(layout, settings, port);
  return new LocalNeo4jError(
    'NOT_STARTED',
    `Neo4j should have started, but it ended and said: ${lastComplaint(said)} The whole story is in ${layout.logs}.`,
  );
}

export function tooLate(layout: Layout, limitMs: number): LocalNeo4jError {
  const last = textOf(layout.log).trim().split('\n').at(-1);
  return new LocalNeo4jError(
    'NOT_READY',
    `Neo4j should have answered within ${Math.round(limitMs / 1000)} s of its start, but did not; its last words: ${last || 'none'} ` +
      `Look at ${layout.logs}; a busy machine may only need another try.`,
  );
}

export function notAnswering({ pid, uri }: { pid: number; uri: string }, limitMs: number): LocalNeo4jError {
  return new LocalNeo4jError(
    'NOT_READY',
    `The local Neo4j, process ${pid}, should answer on ${uri}, but was silent for ${Math.round(limitMs / 1000)} s. ` +
      `End it with 'ods-graph db stop' and try again.`,
  );
}

export function portInUse(port: number): LocalNeo4jError {
  return new LocalNeo4jError(
    'PORT_IN_USE',
    `The local Neo4j should listen on port ${port} of 127.0.0.1, but another program does. ` +
      `End that program, or set LOCAL_NEO4J_PORT to another port, or to 0 for a free one.`,
  );
}

type Problem = (layout: Layout, settings: LocalNeo4jSettings, port: number) => LocalNeo4jError;

/** Only the log for developers tells the cause of some complaints. */
const DISK_FULL = /No space left on device|Disk quota exceeded|running out of disk space/;

const SIGNS: readonly { sign: RegExp; problem: Problem }[] = [
  { sign: /Address already in use|BindException/, problem: (_layout, _settings, port) => portInUse(port) },
  { sign: /FileLockException|StoreLockException|has been locked by another process/, problem: storeInUse },
  { sign: /Could not reserve enough space|Invalid (initial|maximum) heap|insufficient memory/, problem: heapTooLarge },
  {
    sign: /not supported by this version|UpgradeNotAllowed|newer version of Neo4j|UnsupportedLogVersion|Unknown kernel version/,
    problem: otherVersion,
  },
];

function storeInUse({ data, running }: Layout): LocalNeo4jError {
  return new LocalNeo4jError(
    'STORE_IN_USE',
    `The store in ${data} should be free, but a Neo4j that ${running} does not name holds it. ` +
      `End that Neo4j (a java process with this folder in its arguments), or set DATA_DIR to another folder.`,
  );
}

function heapTooLarge(_layout: Layout, { heap }: LocalNeo4jSettings): LocalNeo4jError {
  return new LocalNeo4jError(
    'NOT_STARTED',
    `Java should have taken a heap of ${heap} for the local Neo4j, but this machine would not give it. Set LOCAL_NEO4J_HEAP to less, for example 512m.`,
  );
}

function otherVersion({ data }: Layout): LocalNeo4jError {
  return new LocalNeo4jError(
    'STORE_NEWER',
    `The store in ${data} was written by a version of Neo4j that ${NEO4J_VERSION} cannot read. ` +
      `Use the program that wrote it, or set DATA_DIR to another folder and load the releases there.`,
  );
}

function lastComplaint(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const complaint =
    lines.findLast((line) => /error|exception|failed|caused by/i.test(line)) ?? lines.at(-1) ?? 'nothing.';
  return complaint.slice(0, 400);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
