import { readFileSync } from 'node:fs';
import { NEO4J_VERSION, type Layout, type LocalNeo4jSettings } from './layout';
import { lastLineOf } from './start-progress';
import { diskFullError, LocalNeo4jError } from './errors';

/** Returns the error for a Neo4j that exited during startup, with the cause found in its logs. */
export function exitError(layout: Layout, settings: LocalNeo4jSettings, port: number): LocalNeo4jError {
  const output = textOf(layout.console) + textOf(layout.log);
  if (DISK_FULL.test(output + textOf(layout.debugLog))) return diskFullError(layout.folder);
  const cause = KNOWN_CAUSES.find(({ pattern }) => pattern.test(output));
  if (cause) return cause.toError(layout, settings, port);
  return new LocalNeo4jError(
    'NOT_STARTED',
    `Neo4j exited during startup: ${lastErrorLine(output)} See its logs in ${layout.logs}.`,
  );
}

export function startStalledError({ log, console, logs }: Layout, stalledMs: number): LocalNeo4jError {
  return new LocalNeo4jError(
    'NOT_READY',
    `Neo4j does not respond and has logged nothing for ${Math.round(stalledMs / 1000)} s; it was stopped. ` +
      `Last line of its log: ${lastLineOf(log) || lastLineOf(console) || 'none'} See ${logs}. On a busy machine, try again.`,
  );
}

export function notRespondingError({ pid, uri }: { pid: number; uri: string }, stalledMs: number): LocalNeo4jError {
  return new LocalNeo4jError(
    'NOT_READY',
    `The local Neo4j, process ${pid}, does not respond on ${uri} and has logged nothing for ${Math.round(stalledMs / 1000)} s. ` +
      `Stop it with 'ods-graph db stop' and try again.`,
  );
}

export function portInUseError(port: number): LocalNeo4jError {
  return new LocalNeo4jError(
    'PORT_IN_USE',
    `The local Neo4j cannot listen on port ${port} of 127.0.0.1, because another program uses it. ` +
      `Stop that program, or set LOCAL_NEO4J_PORT to another port, or to 0 for any free port.`,
  );
}

type ToError = (layout: Layout, settings: LocalNeo4jSettings, port: number) => LocalNeo4jError;

/** Some causes appear only in debug.log. */
const DISK_FULL = /No space left on device|Disk quota exceeded|running out of disk space/;

const KNOWN_CAUSES: readonly { pattern: RegExp; toError: ToError }[] = [
  { pattern: /Address already in use|BindException/, toError: (_layout, _settings, port) => portInUseError(port) },
  { pattern: /FileLockException|StoreLockException|has been locked by another process/, toError: storeInUseError },
  {
    pattern: /Could not reserve enough space|Invalid (initial|maximum) heap|insufficient memory/,
    toError: heapTooLargeError,
  },
  { pattern: /Invalid memory configuration - exceeds physical memory/, toError: memoryTooLargeError },
  {
    pattern:
      /not supported by this version|UpgradeNotAllowed|newer version of Neo4j|UnsupportedLogVersion|Unknown kernel version/,
    toError: newerStoreError,
  },
];

function storeInUseError({ data, running }: Layout): LocalNeo4jError {
  return new LocalNeo4jError(
    'STORE_IN_USE',
    `The store in ${data} is in use by a Neo4j that ${running} does not name. ` +
      `Stop that Neo4j (a java process with this folder in its arguments), or set DATA_DIR to another folder.`,
  );
}

function heapTooLargeError(_layout: Layout, { heap }: LocalNeo4jSettings): LocalNeo4jError {
  return new LocalNeo4jError(
    'NOT_STARTED',
    `This machine cannot provide the heap of ${heap} for the local Neo4j. Set LOCAL_NEO4J_HEAP to less, for example 512m.`,
  );
}

function memoryTooLargeError(_layout: Layout, { heap, pageCache }: LocalNeo4jSettings): LocalNeo4jError {
  return new LocalNeo4jError(
    'NOT_STARTED',
    `This machine has less memory than the heap of ${heap} and the page cache of ${pageCache} of the local Neo4j. ` +
      `Set LOCAL_NEO4J_HEAP and LOCAL_NEO4J_PAGE_CACHE to less.`,
  );
}

function newerStoreError({ data }: Layout): LocalNeo4jError {
  return new LocalNeo4jError(
    'STORE_NEWER',
    `The store in ${data} was written by a version of Neo4j that ${NEO4J_VERSION} cannot read. ` +
      `Use the program that wrote it, or set DATA_DIR to another folder and load the releases there.`,
  );
}

function lastErrorLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const errorLine =
    lines.findLast((line) => /error|exception|failed|caused by/i.test(line)) ?? lines.at(-1) ?? 'nothing.';
  return errorLine.slice(0, 400);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
