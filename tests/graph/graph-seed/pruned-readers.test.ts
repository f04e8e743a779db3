import { hostname } from 'node:os';
import neo4j from 'neo4j-driver';
import { setTimeout as after } from 'node:timers/promises';
import { readConfig } from '../../../config';
import { openEnricher } from '../../../cli/enrich/enricher';
import { openMatchSource } from '../../../cli/match/source';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import type { ConnectedGateway } from '../../../graph/neo4j/connected-gateway';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { loadReleases } from '../../../graph-seed/load-release';
import { pruneReleases } from '../../../graph-seed/releases';
import { hourLater } from '../../support/database/hour-later';
import { useLoader } from '../../support/database/loader';
import { organisation, type ReleaseInput } from '../../support/database/release-builder';
import { runCli, startSourceFile } from '../../support/process/processes';
import { waitFor } from '../../support/process/wait-for';

jest.setTimeout(120_000); // each test loads releases, and one starts a gateway

const { folder, graph, load, rows, settings, zip } = useLoader();
const month = (n: number): ReleaseInput => ({
  date: `2024-0${n}-28`,
  full: [organisation('A', { name: `NAME ${n}` })],
});
const states = () => rows<{ name: string }>('MATCH (s:State) RETURN s.name AS name ORDER BY name');

let lines: string[];
const onWait = (line: string) => void lines.push(line);

beforeEach(async () => {
  lines = [];
  await load(month(1), { force: true });
  await load(month(2), { force: true });
});

/** The same graph, which fails at one statement. */
function failingAt(name: string): Graph {
  const stopped = () => Promise.reject(new Error('stopped by the test'));
  return {
    ...graph(),
    run: (statement, ...rest) => (statement.name === name ? stopped() : graph().run(statement, ...rest)),
    read: (statement, ...rest) => (statement.name === name ? stopped() : graph().read(statement, ...rest)),
  };
}

/** A client of the database that leaves a transaction open. */
async function openTransaction(): Promise<() => Promise<void>> {
  const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD } = settings();
  const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD as string));
  await driver.session().beginTransaction().run('MATCH (s:State) RETURN s.name');
  return () => driver.close();
}

/** The connections of a gateway, one of which is open. */
async function connectGateway(gateway: Omit<ConnectedGateway, 'host'>): Promise<Graph> {
  const { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password } = settings();
  const connected = openNeo4j({ uri, user, password: password as string, gateway: { host: 'far', ...gateway } });
  await connected.read({ name: 'one', text: 'RETURN 1 AS one' });
  return connected;
}

const WAITING = /^Waiting (\d+) s for requests that still read the removed releases: they take at most /;

test('a load that finishes an interrupted prune waits as long as it is told, and names who still reads', async () => {
  const close = await openTransaction();
  try {
    await expect(pruneReleases(failingAt('sweep-nodes'), 1, { requestMs: 1 })).rejects.toThrow('stopped by the test');
    expect(await states()).toHaveLength(2);
    const report = { ...silentReport, line: onWait };
    const files = [await zip(month(3))];
    await loadReleases({ graph: graph(), files, options: { force: true }, report, requestMs: 5_000 });
  } finally {
    await close();
  }
  expect(lines).toEqual([
    expect.stringMatching(`${WAITING.source}5 s \\(REQUEST_TIMEOUT_MS\\)\\.$`),
    'No gateway is connected to this server of the database now.',
    expect.stringMatching(
      /^These transactions are not waited for, .*: user 'neo4j' from 127\.0\.0\.1:\d+, open for \d+ s\. They are longer than any request\.$/,
    ),
  ]);
  expect(await states()).toEqual([{ name: 'NAME 2' }, { name: 'NAME 3' }]);
});

test('a prune waits as long as the most patient gateway that is connected, also one that connects meanwhile, and names it', async () => {
  const gateways = [await connectGateway({ pid: 7, requestMs: 1_500 })];
  const began = performance.now();
  const pruning = pruneReleases(graph(), 1, { requestMs: 1, onWait });
  await waitFor('the wait', () => lines.length === 2);
  gateways.push(await connectGateway({ pid: 8, requestMs: 3_000 }));
  await pruning;
  expect(performance.now() - began).toBeGreaterThan(5_000);
  await Promise.all(gateways.map((gateway) => gateway.close()));
  expect(lines).toEqual([
    expect.stringMatching(`${WAITING.source}1\\.5 s \\(REQUEST_TIMEOUT_MS of process 7 on far\\)\\.$`),
    'Gateways that are connected: process 7 on far, from 127.0.0.1.',
    expect.stringMatching(`${WAITING.source}3 s \\(REQUEST_TIMEOUT_MS of process 8 on far\\)\\.$`),
    'Gateways that are connected: process 7 on far, from 127.0.0.1; process 8 on far, from 127.0.0.1.',
  ]);
  expect(await states()).toEqual([{ name: 'NAME 2' }]);
});

test('a prune deletes nothing while a read of a gateway is open that began before the removal, and names the gateway', async () => {
  const gateway = await connectGateway({ pid: 7, requestMs: 1 });
  const reading = gateway
    .stream({ name: 'numbers', text: 'UNWIND range(1, 50000) AS n RETURN n' })
    [Symbol.asyncIterator]();
  await reading.next();
  const pruning = pruneReleases(graph(), 1, { requestMs: 1, onWait });
  await waitFor('the read to be noticed', () => lines.length === 3);
  await after(1_000);
  expect(lines.at(-1)).toBe('Waiting for reads that began before the removal, of process 7 on far.');
  expect(await states()).toHaveLength(2);
  await gateway.close();
  expect(await pruning).toEqual(['2024-01-28']);
  expect(lines).toHaveLength(3);
  expect(await states()).toHaveLength(1);
});

test('a prune by the program waits as long as a gateway that runs allows its requests, and names it', async () => {
  const env = {
    ...(settings() as Record<string, string>),
    DATA_DIR: folder,
    PORT: '0',
    PLAYGROUND: 'off',
    EXPLORER: 'off',
  };
  const served = startSourceFile('cli/main.ts', ['serve'], { ...env, REQUEST_TIMEOUT_MS: '3001' });
  await waitFor('a gateway that serves', () => served.text.out.includes('Ready '), 60);
  const began = performance.now();
  const { code, err } = await runCli(['releases', '--prune', '--keep', '1'], { ...env, REQUEST_TIMEOUT_MS: '1000' });
  expect(performance.now() - began).toBeGreaterThan(5_000);
  const name = `process ${served.child.pid} on ${hostname()}`;
  expect(err).toContain(`they take at most 3.001 s (REQUEST_TIMEOUT_MS of ${name}).\n`);
  expect(err).toContain(`Gateways that are connected: ${name}, from 127.0.0.1.\n`);
  expect([code, await states()]).toEqual([0, [{ name: 'NAME 2' }]]);
  served.child.kill('SIGTERM');
  expect((await served.finished).code).toBe(0);
});

test('a prune says that it may not see the gateways, and waits as long as it is told', async () => {
  const began = performance.now();
  await pruneReleases(failingAt('connections'), 1, { requestMs: 500, onWait });
  expect(performance.now() - began).toBeGreaterThan(2_400);
  expect(lines[1]).toMatch(/^The user of the database may not see which gateways are connected: this command needs /);
  expect(await states()).toHaveLength(1);
});

test('enrich and match say that the release they read was removed, and give no results without its facts', async () => {
  const env = settings() as Record<string, string>;
  const context = { env, config: () => readConfig(env), out: () => undefined, report: silentReport };
  const flags = { release: '2024-01-28' };
  const enricher = await openEnricher(['name'], flags, context);
  const source = await openMatchSource(flags, context);
  try {
    const use = () => [
      enricher.enrich([{ code: 'A', date: null }]).then((cells) => JSON.stringify(cells)),
      source.match([{ name: 'NAME 1' }]).then((matched) => JSON.stringify(matched)),
    ];
    for (const result of await Promise.all(use())) expect(result).toContain('NAME 1');
    await pruneReleases(hourLater(graph()), 1);
    await after(1_100);
    for (const result of use()) await expect(result).rejects.toThrow('The release 2024-01-28 was removed meanwhile.');
  } finally {
    await Promise.all([enricher.close(), source.close()]);
  }
});
