// npm run clients: each client against the gateway with the sample, as tables. See README.md.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGateway } from './support/gateway.mjs';
import { FOLDER, installPackages, installPython, run } from './support/install.mjs';
import { startRecorder } from './support/recorder.mjs';
import { printTables } from './support/tables.mjs';

process.env.NODE_ENV = 'production';
globalThis.__DEV__ = false; // else Apollo Client 3 warns of the mixed cache that the examples show

/** Returns the results of one client of Node: { name, results, cache, partial }. */
async function tryClient({ name, checks, cache, partial }, take) {
  const results = await outcomes(checks, take);
  return { name, results, cache: cache && (await outcomes(cache, take)), partial: await partial() };
}

async function outcomes(checks, take) {
  const results = {};
  for (const [check, passes] of Object.entries(checks)) {
    take();
    results[check] = await passes().then(
      () => 'yes',
      (error) => `FAILED: ${error.message}`,
    );
  }
  return results;
}

/** Returns the results of one client of Python, which prints them as a line of JSON. */
async function tryPython(python, file, { url, take }) {
  take();
  const child = spawn(python, [join(FOLDER, 'python', file), url], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${file} ended with ${code}: ${errors}`);
  return JSON.parse(output);
}

async function tryAll(recorder) {
  const { apollo } = await import('./clients/apollo.mjs');
  const { urql } = await import('./clients/urql.mjs');
  const { relay } = await import('./clients/relay.mjs');
  const { graphqlRequest } = await import('./clients/graphql-request.mjs');
  const { tanstackQuery } = await import('./clients/tanstack-query.mjs');
  const clients = [apollo(3, recorder), apollo(4, recorder)];
  clients.push(...[urql, relay, graphqlRequest, tanstackQuery].map((client) => client(recorder)));
  const found = [];
  for (const client of clients) found.push(await tryClient(client, recorder.take));
  for (const [requirements, file] of [
    ['requirements.txt', 'gql_client.py'],
    ['requirements-sgqlc.txt', 'sgqlc_client.py'],
  ]) {
    const python = installPython(requirements);
    if (python) found.push(await tryPython(python, file, recorder));
    else console.error(`${file} is left out: there is no python3.`);
  }
  return found;
}

/** Writes the lists of documents that the gateway reads: that of the Relay compiler, with its artifacts, and that of the other clients. */
async function writeGenerated() {
  const folder = join(FOLDER, '__generated__');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'relay.json'), '{}'); // the compiler adds to a file that must exist
  mkdirSync(join(FOLDER, 'relay/__generated__'), { recursive: true }); // the compiler requires it
  run('node_modules/.bin/relay-compiler', ['--noWatchman', '--repersist', 'relay.config.json']);
  const { writeManifest } = await import('./support/manifest.mjs');
  writeManifest(join(folder, 'manifest.json'));
}

async function main() {
  installPackages();
  await writeGenerated();
  const gateway = await startGateway();
  const recorder = await startRecorder(gateway.origin);
  try {
    const found = await tryAll(recorder);
    printTables(found);
    if (process.argv.includes('--batching')) await (await import('./batching.mjs')).measure(gateway);
    if (JSON.stringify(found).includes('FAILED')) process.exitCode = 1;
  } finally {
    recorder.close();
    await gateway.stop();
  }
}

await main();
