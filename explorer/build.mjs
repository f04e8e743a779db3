// Builds the web pages into dist/pages. Does nothing if the sources have not changed; replaces an old build only when
// the new one is complete.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const HERE = dirname(fileURLToPath(import.meta.url));
const HOME = dirname(HERE);
const TARGET = join(HOME, 'dist', 'pages');
const PAGES = readdirSync(HERE).filter((name) => existsSync(join(HERE, name, 'index.html')));
const EXAMPLES = join(HOME, 'examples');
/** Inputs of the build outside explorer/ and examples/. */
const OTHER_INPUTS = [join(HOME, 'schema', 'api.graphql'), join(HOME, 'package-lock.json')];
const KEY_FILE = 'built-from.txt';

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The example queries, which the menu of the playground lists. Folders below them are no input. */
function exampleQueries() {
  const names = readdirSync(EXAMPLES).filter((name) => /\.(graphql|json)$/.test(name));
  return names.sort().map((name) => join(EXAMPLES, name));
}

/** A hash of all inputs of the build. */
function sourceHash() {
  const hash = createHash('sha256');
  for (const file of [...filesIn(HERE), ...exampleQueries(), ...OTHER_INPUTS])
    hash.update(relative(HOME, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function builtFrom() {
  const file = join(TARGET, KEY_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Writes compressed copies next to text files. */
function compress(folder) {
  for (const file of filesIn(folder).filter((name) => /\.(html|js|css|svg)$/.test(name))) {
    const bytes = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(bytes));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** Replaces the old build. If another process has finished the same build first, its result stays. */
function replace(fresh, key) {
  const old = `${TARGET}-old-${process.pid}`;
  if (existsSync(TARGET)) renameSync(TARGET, old);
  try {
    renameSync(fresh, TARGET);
  } catch (error) {
    if (builtFrom() !== key) throw error;
  }
  rmSync(old, { recursive: true, force: true });
  rmSync(fresh, { recursive: true, force: true });
}

async function build(key) {
  const { build: buildPage } = await import('vite');
  const { settingsOf } = await import('./build/vite.mjs');
  const fresh = `${TARGET}-new-${process.pid}`;
  process.once('exit', () => rmSync(fresh, { recursive: true, force: true }));
  mkdirSync(fresh, { recursive: true });
  for (const name of PAGES) await buildPage(settingsOf(name, join(HERE, name), join(fresh, name)));
  compress(fresh);
  writeFileSync(join(fresh, KEY_FILE), key);
  replace(fresh, key);
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(1));
const key = sourceHash();
if (builtFrom() !== key) await build(key);
