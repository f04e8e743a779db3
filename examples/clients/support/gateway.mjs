import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FOLDER } from './install.mjs';

const HOME = join(FOLDER, '..', '..');
const START_MS = 300_000;

/**
 * Starts the gateway of this repository on a free port, with a graph of its own, which is loaded with the sample at the first start,
 * and with the documents of the folder __generated__. The jars of Neo4j are those of the usual data folder, if it has them.
 */
export async function startGateway() {
  const data = process.env.CLIENTS_DATA_DIR ?? join(HOME, '.data', 'clients');
  shareJars(data);
  const env = {
    ...process.env,
    DATA_DIR: data,
    PORT: '0',
    PERSISTED: 'apq',
    PERSISTED_DOCUMENTS: join(FOLDER, '__generated__'),
    LIMIT_BATCH: '20',
  };
  delete env.NEO4J_URI;
  const server = spawn(process.execPath, [join(HOME, 'dist', 'cli', 'main.js'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
  };
  const origin = await addressOf(server, ended);
  for (const end = Date.now() + START_MS; !(await isReady(origin)); await wait(500))
    if (Date.now() > end) {
      await stop();
      throw new Error(`The gateway is not ready after ${START_MS / 1000} s.`);
    }
  return { origin, pid: server.pid, stop };
}

function shareJars(data) {
  const usual = join(HOME, '.data', 'neo4j', 'jars');
  const own = join(data, 'neo4j', 'jars');
  if (!existsSync(usual) || existsSync(own)) return;
  mkdirSync(join(data, 'neo4j'), { recursive: true });
  symlinkSync(usual, own);
}

/** Returns the address that the gateway prints when it listens. Throws with its output if it ends. */
function addressOf(server, ended) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      const found = output.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    ended.then((code) => reject(new Error(`The gateway ended with ${code}:\n${output}`)));
  });
}

async function isReady(origin) {
  return fetch(`${origin}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}
