import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { sharedNeo4j } from '../../support/database/sample-graph';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { startSourceFile } from '../../support/process/processes';
import { waitFor } from '../../support/process/wait-for';

const folder = temporaryFolder();
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { uri, user, password } = sharedNeo4j();
const NO_PAGES = { PLAYGROUND: 'off', EXPLORER: 'off' };
const POINTS = 40;
const ENV = {
  ...{ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: folder, PORT: '0', ...NO_PAGES },
  ...{ WORKERS: '2', RATE_LIMIT_POINTS: '1000000' },
};
/** Two processes compile the whole program and warm up, one after the other, beside other suites. */
const START_SECONDS = 150;
/** A connection that is handed to a process as it is killed gets no response. */
const patience = () => AbortSignal.timeout(10_000);
const SCHEMA_REQUESTS = 'ods_http_requests_total\\{route="/schema.graphql",status="200"\\}';
const NOT_KEPT = { connection: 'close' }; // each request opens a connection, so that the processes serve in turn

async function serve(env: Record<string, string> = {}) {
  const started = startSourceFile('cli/main.ts', ['serve'], { ...ENV, ...env });
  const url = await waitFor(
    'the last address',
    () => /Ready +(http:\S+)\/readyz\n/.exec(started.text.out)?.[1],
    START_SECONDS,
  );
  const status = () =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...NOT_KEPT },
      body: JSON.stringify({ query: '{ organisation(code: "ZXP0001") { code } }' }),
      signal: patience(),
    }).then(
      async (response) => (await response.text(), response.status),
      () => 0,
    );
  const metric = async (name: string) => {
    const response = await fetch(`${url}/metrics`, { headers: NOT_KEPT, signal: patience() }).catch(() => undefined);
    const text = (await response?.text().catch(() => '')) ?? '';
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
  };
  return { ...started, url, status, metric };
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`, { headers: NOT_KEPT, signal: patience() }).then(
    ({ status }) => status === 200,
    () => false,
  );
const processesOf = ({ pid }: { readonly pid?: number | undefined }) =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : Number(line)));

const CLIENTS = 4;

/** Whether four or more processes wait for each processor: the 3 s in which a process closes what is open are not enough then. */
const isStarved = () => loadavg()[0]! > 4 * availableParallelism();

/** Sends requests one after the other, by several clients, while `act` runs. Returns their statuses, 0 for no response. */
async function underLoad(status: () => Promise<number>, act: () => Promise<void>): Promise<number[]> {
  let open = true;
  const statuses: number[] = [];
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (open) statuses.push(await status());
  });
  await act().finally(() => (open = false));
  await Promise.all(clients);
  return statuses;
}

test('several processes serve one port: their metrics and the rate limit are of all, one that is killed is started again, SIGHUP replaces them without a failed request', async () => {
  const { child, finished, text, url, status, metric } = await serve();
  await waitFor('both processes', async () => (await metric('ods_workers')) === 2 && isReady(url), START_SECONDS);
  await waitFor(
    'both to listen',
    async () => (await Promise.all([1, 2, 3, 4].map(() => isReady(url)))).every(Boolean),
    START_SECONDS,
  );
  await waitFor('what to open', () => text.err.includes('Open one of these'), START_SECONDS);
  for (const said of ['Warming up the reads', 'The reads are warm', 'Ready: ', 'Open one of these'])
    expect(text.err.split(said)).toHaveLength(2); // the process that starts first says it for all

  for (let asked = 0; asked < 4; asked++)
    await fetch(`${url}/schema.graphql`, { headers: NOT_KEPT, signal: patience() });
  await waitFor('the metrics of both', async () => (await metric(SCHEMA_REQUESTS)) === 4);

  const killed = processesOf(child)[0]!;
  const during = await underLoad(status, async () => {
    await after(300);
    process.kill(killed, 'SIGKILL');
    await waitFor('the restart', async () => (await metric('ods_worker_restarts_total')) === 1, START_SECONDS);
    await after(300);
  });
  expect(new Set(during)).toEqual(new Set(during.includes(0) ? [200, 0] : [200]));
  expect(during.filter((found) => found === 0).length).toBeLessThanOrEqual(2 * CLIENTS); // those that it had, or was handed
  await waitFor('both processes', async () => (await metric('ods_workers')) === 2 && isReady(url), START_SECONDS);
  expect(await metric(SCHEMA_REQUESTS)).toBe(4); // also those of the process that was killed
  expect(text.err).toMatch(new RegExp(`Serving process ${killed} ended \\(SIGKILL\\): another one starts in 200 ms`));

  const before = processesOf(child);
  const isReplaced = () => {
    const now = processesOf(child);
    return now.length === 2 && now.every((pid) => !before.includes(pid));
  };
  const statuses = await underLoad(status, async () => {
    child.kill('SIGHUP');
    await waitFor('new processes', isReplaced, START_SECONDS);
    await after(500);
  });
  expect(statuses.length).toBeGreaterThan(50);
  expect([...new Set(statuses)]).toEqual([200]);

  child.kill('SIGTERM');
  const { code, err } = await finished;
  expect(code).toBe(0);
  if (!isStarved()) expect(err).not.toContain('still open');
}, 600_000); // several processes and Neo4j are started

test('a client has its points once, whichever process answers, also when one of them was killed', async () => {
  const { child, finished, url, status, metric } = await serve({ RATE_LIMIT_POINTS: String(POINTS) });
  await waitFor('readiness', async () => (await metric('ods_workers')) === 2 && isReady(url), START_SECONDS);
  const statuses: number[] = [];
  for (let sent = 0; sent < POINTS; sent++) statuses.push(await status());
  const passed = statuses.filter((found) => found === 200).length;
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(passed * 2).toBeLessThanOrEqual(POINTS); // a request and the organisation that it returns
  expect(passed).toBeGreaterThan(POINTS / 4);
  process.kill(processesOf(child)[0]!, 'SIGKILL');
  const afterwards = [];
  for (let sent = 0; sent < 6; sent++) afterwards.push(await status());
  expect(new Set(afterwards.filter((found) => found !== 0))).toEqual(new Set([429]));
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
}, 300_000); // several processes and Neo4j are started
