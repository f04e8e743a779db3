import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutOf, type LocalNeo4jSettings } from '../../../database/layout';
import { openLocalNeo4j } from '../../../database/local-neo4j';
import { identify, terminate } from '../../../database/process';
import { findRunning } from '../../../database/running';
import { startNeo4j } from '../../../database/start';

/** A stand-in for Neo4j: logs so many lines, one each 100 ms, and then answers as a Bolt server or stays silent. */
const STAND_IN = `
  const config = require("fs").readFileSync(process.argv[1] + "/neo4j.conf", "utf8");
  const port = Number(/bolt.listen_address=.*:([0-9]+)/.exec(config)[1]);
  let left = Number(process.argv[2]);
  const timer = setInterval(() => {
    console.log("Recovery: " + left + " left.");
    if (--left > 0) return;
    clearInterval(timer);
    if (process.argv[3] === "silent") return void setInterval(() => undefined, 60_000);
    require("net").createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(Buffer.from([0, 0, 4, 5])));
    }).listen(port, "127.0.0.1");
  }, 100);`;
const STALLED_MS = 700;

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ods-graph-slow-start-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = (): LocalNeo4jSettings => ({
  dataDir: folder,
  port: 0,
  heap: '512m',
  pageCache: '64m',
  startStalledMs: STALLED_MS,
  log: () => undefined,
});
const layout = () => layoutOf(settings());

/** Starts the stand-in instead of Java. */
async function start(lines: number, end: 'answers' | 'silent') {
  const java = join(folder, 'java');
  const script = `exec "${process.execPath}" -e '${STAND_IN}' "${layout().conf}" ${lines} ${end}`;
  writeFileSync(java, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  mkdirSync(layout().folder, { recursive: true });
  return startNeo4j(layout(), settings(), java, 'of-the-test');
}

test('a start that takes longer, but logs its steps, is waited for', async () => {
  const { running } = await start(12, 'answers');
  expect(identify(running.pid)).not.toBeNull();
  await terminate(running, 0);
});

test('a start without progress fails with the last line of the log, and its process is ended', async () => {
  const starting = start(1, 'silent').catch((error: Error) => error);
  let running = findRunning(layout());
  while (running === null) {
    await new Promise((settle) => setTimeout(settle, 10));
    running = findRunning(layout());
  }
  expect(await starting).toMatchObject({
    reason: 'NOT_READY',
    message: expect.stringMatching(/logged nothing for 1 s; it was stopped.*Last line of its log: Recovery: 1 left\./),
  });
  expect(identify(running.pid)).toBeNull();
  expect(findRunning(layout())).toBeNull();
});

test('a Neo4j that a killed process was starting is waited for by the next one', async () => {
  const killed = start(12, 'answers');
  while (findRunning(layout()) === null) await new Promise((settle) => setTimeout(settle, 10));
  const local = await openLocalNeo4j(settings());
  const { running } = await killed;
  expect([local.owned, local.pid]).toEqual([false, running.pid]);
  await local.close();
  await terminate(running, 0);
});
