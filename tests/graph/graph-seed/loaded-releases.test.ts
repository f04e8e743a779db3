import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { loadReleases } from '../../../graph-seed/load-release';
import { closingLines } from '../../../graph-seed/load-report';
import { abortRelease, listReleases, loadedFiles, pruneReleases, setLive } from '../../../graph-seed/releases';
import { LoadLocked, LoadRefused } from '../../../graph-seed/errors';
import { takeLock } from '../../../graph-seed/catalog/lock';
import { graphCounts, graphLines } from '../../support/database/graph-hash';
import { hourLater } from '../../support/database/hour-later';
import { COMMISSIONER, JANUARY, useLoader } from '../../support/database/loader';
import { date, organisation, rel, role, type ReleaseInput } from '../../support/database/release-builder';
import { runCommand } from '../../support/process/run-command';
import {
  fileName,
  KEY,
  startTrudStandIn,
  type StandInRelease,
  type TrudStandIn,
} from '../../support/updates/trud-stand-in';

jest.setTimeout(180_000); // each test loads releases

const loader = useLoader();
const { folder, zip, load, rows, states, settings } = loader;
let graph: Graph;
beforeAll(() => {
  graph = loader.graph();
});

describe('the loader lock', () => {
  test('fault 11: refuses a second loader with exit code 3, and the error names the first', async () => {
    await load(JANUARY);
    const lock = await takeLock(graph);
    const second = load({ ...JANUARY, date: '2024-02-29' });
    await expect(second).rejects.toThrow(LoadLocked);
    await expect(second).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/process \d+ on .*, last active \d+ s ago/),
    });
    await lock.release();
    await load({ ...JANUARY, date: '2024-02-29' });
  });

  test('fault 11: lets one of several concurrent loaders load', async () => {
    const path = await zip(JANUARY);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => load(path)));
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(outcomes.length - failures.length).toBeGreaterThanOrEqual(1);
    for (const { reason } of failures) expect(reason).toBeInstanceOf(LoadLocked);
    expect(await graphCounts(graph)).toMatchObject({ Release: 1, Organisation: 3, State: 3 });
  });

  test('is taken over at once from a dead process, and after 30 s without a heartbeat', async () => {
    await load(JANUARY);
    const leave = (owner: string, age: number) =>
      graph.run(
        { name: 'leave', text: `MATCH (l:Lock) SET l.owner = $owner, l.heartbeat = timestamp() - $age` },
        { owner, age },
      );
    const { hostname } = jest.requireActual<typeof import('node:os')>('node:os');
    await leave(`${hostname()} 999999999 x`, 0);
    await (await takeLock(graph)).release();
    await leave('elsewhere 1 x', 10_000);
    await expect(takeLock(graph)).rejects.toThrow(LoadLocked);
    await leave('elsewhere 1 x', 31_000);
    await (await takeLock(graph)).release();
  });
});

describe('the releases of a graph', () => {
  const month = (n: number): ReleaseInput => ({
    date: `2024-0${n}-28`,
    full: [
      COMMISSIONER,
      organisation('A', { name: `NAME ${n}`, rels: [rel('RE4', String(n), '9ZZ')] }),
      ...(n < 3 ? [organisation('B')] : []),
    ],
  });
  const loadMonths = async (...months: number[]) => {
    for (const n of months) await load(month(n), { force: true });
  };
  const factsAt = async (release: number) =>
    Promise.all([
      states(release),
      rows(
        `MATCH (a)-[r]->(b:Organisation) WHERE r.fromRelease <= ${release} < r.untilRelease RETURN type(r) AS type, a.code AS a, b.code AS b, r.id AS id ORDER BY id`,
      ),
      rows(
        `MATCH (a)-[:HOLDS]->(r) WHERE r.fromRelease <= ${release} < r.untilRelease RETURN a.code AS code, r.code AS role ORDER BY code, role`,
      ),
    ]);

  test('are listed newest first; the live one can be set; an unknown one is refused', async () => {
    await loadMonths(1, 2);
    await setLive(graph, '2024-01-28');
    expect((await listReleases(graph)).map(({ id, isLive, status }) => [id, isLive, status])).toEqual([
      ['2024-02-28', false, 'LOADED'],
      ['2024-01-28', true, 'LOADED'],
    ]);
    await expect(setLive(graph, '2020-01-01')).rejects.toThrow(
      'No release 2020-01-01 is loaded. Loaded: 2024-01-28, 2024-02-28.',
    );
    await load(month(3), { force: true });
    expect((await listReleases(graph)).find(({ isLive }) => isLive)?.id).toBe('2024-03-28');
  });

  test('are pruned except the newest; facts of the remaining ones are unchanged', async () => {
    await loadMonths(1, 2, 3, 4);
    const before = [await factsAt(3), await factsAt(4)];
    expect(await pruneReleases(hourLater(graph), 2)).toEqual(['2024-01-28', '2024-02-28']);
    expect([await factsAt(3), await factsAt(4)]).toEqual(before);
    expect(await factsAt(1)).toEqual([[expect.objectContaining({ code: '9ZZ' })], [], expect.anything()]);
    expect(await rows('MATCH (s:State) WHERE s.untilRelease <= 3 RETURN s')).toEqual([]);
    expect(await rows("MATCH (o:Organisation {code: 'B'}) RETURN o")).toEqual([]);
    expect(await rows('MATCH (t:Touched) RETURN DISTINCT t.release AS release ORDER BY release')).toHaveLength(3);
    expect(await pruneReleases(hourLater(graph), 2)).toEqual([]);
    await loadMonths(5);
    expect((await listReleases(graph)).map(({ number }) => number)).toEqual([5, 4, 3]);
  });

  test('keep the live one when pruned', async () => {
    await loadMonths(1, 2, 3);
    await setLive(graph, '2024-01-28');
    const before = [await factsAt(1), await factsAt(3)];
    expect(await pruneReleases(hourLater(graph), 1)).toEqual(['2024-02-28']);
    expect([await factsAt(1), await factsAt(3)]).toEqual(before);
  });

  test('can be aborted while unfinished, and not when finished', async () => {
    await loadMonths(1);
    const before = await graphLines(graph);
    const failing: Graph = { ...graph, write: failAt(graph, 8) };
    const path = await zip(month(3));
    const broken = loadReleases({ graph: failing, files: [path], options: { force: true }, report: silentReport });
    await expect(broken).rejects.toThrow('stopped by the test');
    expect(await graphLines(graph)).not.toEqual(before);
    expect(await listReleases(graph)).toMatchObject([
      { id: '2024-03-28', status: 'LOADING', isLive: false },
      { isLive: true },
    ]);
    await expect(load(month(4))).rejects.toThrow(/The load of release 2024-03-28 is not finished.*--abort 2024-03-28/);
    await abortRelease(graph, '2024-03-28');
    expect(await graphLines(graph)).toEqual(before);
    await expect(abortRelease(graph, '2024-03-28')).rejects.toThrow(
      'No load of release 2024-03-28 was started. Unfinished: none.',
    );
    await expect(abortRelease(graph, '2024-01-28')).rejects.toThrow(
      'Release 2024-01-28 is loaded: only an unfinished load can be undone.',
    );
  });
});

/** Returns a write that fails from the nth call on. */
function failAt(graph: Graph, n: number): Graph['write'] {
  let calls = 0;
  return (steps, options) => {
    const isRelease = steps.some(({ statement }) => statement.name === 'leave-lock');
    if (!isRelease && ++calls >= n) throw new Error('stopped by the test');
    return graph.write(steps, options);
  };
}

describe('the sample', () => {
  const sampleOf = (n: number): ReleaseInput => ({
    date: `2024-0${n}-28`,
    source: 'SAMPLE',
    full: [organisation('ZXA', { rels: [rel('RE4', '1', 'ZXB')] }), organisation('ZXB', { name: `NAME ${n}` })],
  });

  test('is replaced completely by the first real release, also an older one, with a message', async () => {
    await load(sampleOf(5));
    await load(sampleOf(6));
    expect(await loadedFiles(graph)).toEqual([]);
    const lines: string[] = [];
    const real: ReleaseInput = { ...JANUARY, date: '2024-06-28' };
    const path = await zip(real);
    const [report] = await loadReleases({
      graph,
      files: [path],
      report: { ...silentReport, line: (line) => lines.push(line) },
    });
    expect(lines).toEqual([
      'The graph contains only the invented sample: this release replaces it.',
      expect.stringMatching(/^Waiting \d s for requests that still read the removed releases/),
      'No gateway is connected to this server of the database now.',
    ]);
    expect(report).toMatchObject({ number: 3, replacedSample: true, isSample: false, organisations: 3 });
    expect(await loadedFiles(graph)).toEqual([{ sha256: report!.sha256, publicationDate: '2024-06-28' }]);
    expect(await listReleases(graph)).toMatchObject([{ id: '2024-06-28', number: 3, isLive: true }]);
    expect(await rows('MATCH (o:Organisation) RETURN o.code AS code ORDER BY code')).toEqual([
      { code: '9ZZ' },
      { code: 'U9Z999' },
      { code: 'Z9Z001' },
    ]);
    expect(await rows('MATCH (c:Catalog) RETURN c.sample AS sample, c.live AS live')).toEqual([
      { sample: false, live: 3 },
    ]);
    expect(await graphCounts(graph)).toMatchObject({ State: 3, Role: 3, RE4: 1, Release: 1 });
    await expect(load({ ...JANUARY, date: '2024-06-27' })).rejects.toThrow(LoadRefused);
    await load({ ...JANUARY, date: '2024-07-28' });
  });

  test('is refused in a graph with a real release', async () => {
    await load(JANUARY);
    await expect(load(sampleOf(6))).rejects.toThrow('The sample is refused: the graph contains real releases');
  });
});

test('a load skips an unknown container with known names inside, and its report names it, also when it is read again', async () => {
  const attributes = `<AdditionalAttributes><AdditionalAttribute id="7">
    <Name>LIST STATUS</Name><Status value="Inactive"/>${date('2026-04-01', '2026-04-02')}
    <Target><OrgId root="2.16.840.1.113883.2.1.3.2.4.18.48" extension="Z99"/></Target>
    <Roles>${role('RO76', '902', 'primaryRole="true"')}</Roles>
  </AdditionalAttribute></AdditionalAttributes></Organisation>`;
  const record = organisation('A10001', { name: 'HONEST SURGERY', dates: date('2001-04-01') });
  const path = await zip({ full: [record.replace('</Organisation>', attributes), organisation('A10002')] });
  const skippedElements = { 'Organisations/Organisation/AdditionalAttributes': 1 };
  const report = await load(path);
  expect(report).toMatchObject({ outcome: 'LOADED', records: 2, roles: 2, unresolved: 0, skippedElements });
  expect(closingLines(report).join()).toContain('skipped        1 unknown elements (Organisations/Organisation/Addit');
  expect(await load(path)).toMatchObject({ outcome: 'UNCHANGED', skippedElements });
  const stored = `MATCH (o:Organisation {code: 'A10001'})-[:STATE]->(s) RETURN s.name AS name, s.status AS status,
    s.primaryRole AS role, s.operational AS operational`;
  expect(await rows(stored)).toEqual([
    { name: 'HONEST SURGERY', status: 'ACTIVE', role: 'RO177', operational: expect.stringContaining('2001-04-01') },
  ]);
});

describe('the commands pull and load with a webhook', () => {
  const month = (n: number): ReleaseInput => ({
    date: `2024-0${n}-28`,
    full: [COMMISSIONER, ...Array.from({ length: n }, (_, at) => organisation(`A${at}`))],
  });
  const published = async (n: number): Promise<StandInRelease> => {
    const bytes = readFileSync(await zip(month(n)));
    return { date: `2024-0${n}-29`, bytes }; // TRUD publishes a day later than the file says
  };
  const messages: { type: string; data: { release: string; organisations: object } }[] = [];
  let status = 204;
  const receiver = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      messages.push(JSON.parse(text));
      response.writeHead(status).end();
    });
  });
  let service: TrudStandIn;
  beforeAll(async () => {
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    service = await startTrudStandIn([await published(3), await published(2), await published(1)]);
  });
  afterAll(async () => {
    await service.close();
    receiver.closeAllConnections();
    receiver.close();
  });

  test('load what is new in order, once, and say what changed; a message that is not accepted is exit code 7', async () => {
    const env = {
      ...{ ...settings(), TRUD_API_KEY: KEY, TRUD_URL: service.url, RELEASE_DIR: join(folder, 'pulled') },
      RELEASE_WEBHOOK_URL: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
      RELEASE_WEBHOOK_SECRET: 'a secret of sixteen',
    };
    const first = await runCommand(['pull', '--since', '2024-02-01', '--keep', '1'], env);
    expect([first.code, first.out || first.notes]).toEqual([
      0,
      expect.stringMatching(/Release 2024-02-28 is [^]*Release 2024-03-28 is /),
    ]);
    expect(messages.map(({ type, data }) => [type, data.release, data.organisations])).toEqual([
      ['release.loaded', '2024-02-28', { total: 3, created: 3, changed: 0, withdrawn: 0 }],
      ['release.loaded', '2024-03-28', { total: 4, created: 1, changed: 0, withdrawn: 0 }],
    ]);
    expect(readdirSync(join(folder, 'pulled', 'item-341'))).toEqual([fileName('2024-03-29')]);
    expect(await runCommand(['pull'], env)).toMatchObject({ code: 4, notes: 'Nothing new.\n' });
    expect((await runCommand(['pull', '--list'], env)).out).toMatch(
      /^2024-03-29 .* loaded\n2024-02-29 .* loaded\n2024-01-29 .* not newer/,
    );
    expect((await listReleases(graph)).map(({ id }) => id)).toEqual(['2024-03-28', '2024-02-28']);
    status = 404;
    const refused = await runCommand(['load', await zip(month(4))], env);
    expect(refused).toMatchObject({ code: 7, notes: expect.stringContaining('has not accepted the message') });
    expect([(await listReleases(graph))[0]!.id, messages.length]).toEqual(['2024-04-28', 3]);
  });
});
