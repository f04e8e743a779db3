// Compiles the TypeScript of the shipped folders to dist/ and copies the files that are read at run time. Writes only
// files that have changed, so that a program that runs from dist/ is not disturbed.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';

const NEEDED = JSON.parse(readFileSync('package.json', 'utf8')).engines.node.match(/\d+/g).map(Number);
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `Node.js ${NEEDED.join('.')} or newer is needed; this is ${process.versions.node}. Install a newer one.`,
  );
  process.exit(1);
}

const FOLDERS = [
  'cli',
  'database',
  'domain',
  'federation',
  'gateway',
  'graph',
  'graph-seed',
  'ods',
  'resolvers',
  'sample',
  'schema',
  'shared-store',
  'telemetry',
  'updates',
];
const FILES = [
  'config.ts',
  'settings.ts',
  'setting-types.ts',
  'is-running.ts',
  'make-folder.ts',
  'temporary-folder.ts',
  'errors.ts',
  'maybe-promise.ts',
  'time-limit.ts',
  'work-budget.ts',
  'package.json',
];
const COPIED = new Set(['.cypher', '.graphql', '.json', '.xml']);
const BUILD_INPUTS = ['.swcrc', 'build.mjs', 'node_modules/@swc/core/package.json'];

/** The web pages have their own build: explorer/build.mjs. */
const PAGES = join('dist', 'pages');

/** Identifies the program, for the entity tags of its responses. */
const BUILD_ID = join('dist', 'build-id.txt');

const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const buildTime = Math.max(...BUILD_INPUTS.map(timeOf));

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The output file of a source; undefined if it is not shipped. */
function targetOf(source) {
  if (extname(source) === '.ts') return join('dist', source.replace(/\.ts$/, '.js'));
  return COPIED.has(extname(source)) ? join('dist', source) : undefined;
}

function emit(source, target) {
  if (timeOf(target) > Math.max(timeOf(source), buildTime)) return;
  mkdirSync(dirname(target), { recursive: true });
  if (extname(source) === '.ts') writeFileSync(target, transformFileSync(source).code);
  else copyFileSync(source, target);
}

const sources = [...FILES, ...FOLDERS.flatMap(filesIn)];
const targets = new Map(sources.map((source) => [targetOf(source), source]));
targets.delete(undefined);
for (const [target, source] of targets) emit(source, target);
for (const file of statSync('dist', { throwIfNoEntry: false }) ? filesIn('dist') : [])
  if (!targets.has(relative('.', file)) && !file.startsWith(PAGES) && file !== BUILD_ID) rmSync(file);
const hash = createHash('sha256');
for (const source of [...targets.values()].sort())
  hash.update(source).update('\0').update(readFileSync(source)).update('\0');
const id = hash.digest('hex');
if (!statSync(BUILD_ID, { throwIfNoEntry: false }) || readFileSync(BUILD_ID, 'utf8') !== id)
  writeFileSync(BUILD_ID, id);
chmodSync('dist/cli/main.js', 0o755);
