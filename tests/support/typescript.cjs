// Runs TypeScript sources in a process that a test starts: node -r tests/support/typescript.cjs cli/main.ts …
// Compiled code is kept on disk, because such processes are started many times.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { version } = require('@swc/core/package.json');

const HOME = join(__dirname, '..', '..');
const FOLDER = join(HOME, 'node_modules', '.cache', 'typescript-of-tests');
const OPTIONS = readFileSync(join(HOME, '.swcrc'), 'utf8');

require.extensions['.ts'] = (module, file) => module._compile(compiled(file), file);

function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const path = join(FOLDER, createHash('sha256').update([version, OPTIONS, file, source].join('\n')).digest('hex'));
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return keep(path, require('@swc/core').transformSync(source, { filename: file }).code);
  }
}

/** Another process may keep the same file at the same time, so it comes to its place as a whole. */
function keep(path, code) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, code);
  renameSync(`${path}.${process.pid}`, path);
  return code;
}
