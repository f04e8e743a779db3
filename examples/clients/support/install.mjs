import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command in the folder of the clients. Throws with its output if it fails. */
export function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: FOLDER, encoding: 'utf8' });
  if (error || status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stdout + stderr}`);
  return stdout;
}

/** Installs the packages of package-lock.json, unless they are already there. Install scripts do not run. */
export function installPackages() {
  if (isOlder('node_modules/.package-lock.json', 'package-lock.json'))
    run('npm', ['ci', '--ignore-scripts', '--no-progress']);
}

/**
 * Installs the packages of a file into an environment of its own, and returns its Python: gql and sgqlc need different versions of
 * graphql-core. Returns undefined if there is no Python 3.
 */
export function installPython(requirements) {
  const environment = `.venv-${requirements.replace(/\W/g, '-')}`;
  const python = join(FOLDER, environment, 'bin', 'python');
  if (spawnSync('python3', ['--version']).status !== 0) return undefined;
  if (isOlder(`${environment}/installed`, requirements)) {
    run('python3', ['-m', 'venv', environment]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
    run(python, ['-c', `open('${environment}/installed', 'w').close()`]);
  }
  return python;
}

function isOlder(file, than) {
  const path = join(FOLDER, file);
  return !existsSync(path) || statSync(path).mtimeMs < statSync(join(FOLDER, than)).mtimeMs;
}
