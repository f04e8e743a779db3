// Compiles the TypeScript of the shipped folders to dist/ and copies what is read at run time beside it.
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { transformFileSync } from '@swc/core';

const FOLDERS = ['schema', 'resolvers', 'graph', 'graph-seed', 'gateway', 'cli', 'sample', 'database'];
const FILES = ['config.ts', 'errors.ts'];
const COPIED = new Set(['.cypher', '.graphql', '.json', '.xml']);

function emit(file) {
  const target = join('dist', file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  if (extname(file) === '.ts') writeFileSync(target, transformFileSync(file).code);
  else if (COPIED.has(extname(file))) cpSync(file, target);
}

function walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) walk(path);
    else emit(path);
  }
}

rmSync('dist', { recursive: true, force: true });
FILES.forEach(emit);
FOLDERS.forEach(walk);
cpSync('package.json', 'dist/package.json');
chmodSync('dist/cli/main.js', 0o755);
