import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Pool } from 'undici';
import { silentReport } from '../../../cli/report';
import { DEFAULT_LIMITS } from '../../../gateway/limits';
import type { Graph, Statement } from '../../../graph/graph';
import { createReadSide, type ReadSide } from '../../../graph/read-side';
import { loadReleases } from '../../../graph-seed/load-release';
import { pruneReleases, setLive } from '../../../graph-seed/releases';
import { createContext } from '../../../domain/context';
import { createCursors } from '../../../domain/cursor';
import { exportPages } from '../../../domain/export/pages';
import { whileLoaded } from '../../../domain/export/while-loaded';
import type { ExportRow } from '../../../domain/export/row';
import { KNOWN_CASES } from '../../../sample/known-cases';
import { writeReleases } from '../../../sample/write-release';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { goingBack } from '../../support/gateway/going-back';
import { writeReleaseZip, organisation, rel, role } from '../../support/database/release-builder';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';
import { startSourceFile } from '../../support/process/processes';
import { waitFor } from '../../support/process/wait-for';

jest.setTimeout(180_000); // releases are loaded under load

const [JUNE, SEPTEMBER, DECEMBER] = ['2024-06-30', '2024-09-30', '2024-12-31'] as const;
const folder = mkdtempSync(join(tmpdir(), 'ods-graph-under-load-'));
const PATIENT = { deadlineMs: 30_000 };
let neo4j: EmptyNeo4j;
let files: Record<string, string>;
/** One has a cache, the others have none. */
let gateways: readonly TestGateway[];
let pools: readonly Pool[];

beforeAll(async () => {
  neo4j = await emptyNeo4j();
  const [june, september] = await writeReleases(folder);
  files = { [JUNE]: june!, [SEPTEMBER]: september!, [DECEMBER]: await december() };
  await load(JUNE);
  const limits = { timeoutMs: 60_000 };
  gateways = await Promise.all(
    [2 ** 26, 0, 0].map((cacheBytes) => openGateway(neo4j.graph, { limits, reads: { cacheBytes, ...PATIENT } })),
  );
  pools = gateways.map(({ url }) => new Pool(url, { connections: 8 }));
});
afterAll(async () => {
  for (const pool of pools ?? []) await pool.destroy();
  for (const gateway of gateways ?? []) await gateway.close();
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A third release that changes almost everything. */
function december(): Promise<string> {
  const board = organisation('ZXI01', { name: 'BOARD OF DECEMBER', roles: [role('RO261', '1', 'primaryRole="true"')] });
  const practices = [1, 6, 11, 62].map((n) =>
    organisation(`ZXP${String(n).padStart(4, '0')}`, {
      name: `SURGERY OF DECEMBER ${n}`,
      roles: [role('RO177', `2${n}`, 'primaryRole="true"'), role('RO76', `3${n}`)],
      rels: [rel('RE4', `4${n}`, 'ZXI01')],
    }),
  );
  return writeReleaseZip(join(folder, 'december.zip'), {
    date: DECEMBER,
    source: 'SAMPLE',
    full: [board, ...practices],
  });
}

function load(release: string) {
  return loadReleases({ graph: neo4j.graph, files: [files[release]!], options: { force: true }, report: silentReport });
}

const RECORD = 'code name moment { date release }';
const TEMPLATES = [
  `{ organisation(code: "CODE") { ${RECORD} roles { role { code name } moment: isActive } predecessors { date organisation { ${RECORD} } } } }`,
  `{ organisation(code: "CODE") { ${RECORD} ancestors(view: REPORTING) { ${RECORD} } networks { ${RECORD} members { totalCount nodes { ${RECORD} } } } } }`,
  `{ organisation(code: "CODE") { ${RECORD} belongsTo(kind: REGION) { reason organisations { ${RECORD} } paths { hops { id target { ${RECORD} } } } } payment { reason payees { rule organisation { ${RECORD} } } } } }`,
  `{ search(text: "CODE", includeInactive: true) { totalCount nodes { ${RECORD} kinds } } resolveCodes(codes: ["CODE", "ZXI40"]) { code outcome current { ${RECORD} } } }`,
];
const WIDE = [
  `{ organisation(code: "ZXR1") { ${RECORD} descendants(view: COMMISSIONING, first: 50) { totalCount nodes { ${RECORD} } } } }`,
  '{ rollUp(of: GP_PRACTICE, by: ICB, view: REPORTING) { total count groups { count organisation { code name moment { release } } } unassigned { reason count } } }',
];
const CODES = [
  KNOWN_CASES.practiceRenamed,
  KNOWN_CASES.practiceWithdrawn,
  KNOWN_CASES.practiceNew,
  KNOWN_CASES.practiceMovedLate,
  KNOWN_CASES.icbMerged,
  KNOWN_CASES.icbOfMerger,
  KNOWN_CASES.sicblDissolved,
  ...Array.from({ length: 13 }, (_, n) => `ZXP${String(n + 1).padStart(4, '0')}`),
];
const QUERIES = [...TEMPLATES.flatMap((text) => CODES.map((code) => text.replaceAll('CODE', code))), ...WIDE];

interface QueryResponse {
  readonly query: string;
  readonly pool: Pool;
  /** Times of `performance.now()`. */
  readonly sent: number;
  readonly received: number;
  readonly status: number;
  /** The requested release; null for the live one. */
  readonly requested: string | null;
  /** The release in the response. */
  readonly release: string;
  readonly text: string;
  readonly data: unknown;
}

async function execute(pool: Pool, query: string, requested: string | null): Promise<QueryResponse> {
  const headers = { 'content-type': 'application/json', ...(requested && { 'ods-as-of': `release=${requested}` }) };
  const body = JSON.stringify({ query: query });
  const sent = performance.now();
  const response = await pool.request({ method: 'POST', path: '/graphql', headers, body });
  const text = await response.body.text();
  const { data, extensions } = JSON.parse(text) as { data?: unknown; extensions?: { ods: { release: string } } };
  const received = performance.now();
  const release = extensions?.ods.release ?? '';
  return { query, pool, sent, received, requested, status: response.statusCode, release, text, data };
}

/** Returns the texts of live responses that are older than one of the same gateway before. */
function olderThanBefore(responses: readonly QueryResponse[]): string[] {
  const live = responses.filter(({ requested }) => requested === null);
  return goingBack(live.map((one) => ({ ...one, replica: one.pool }))).map(({ text }) => text.slice(0, 300));
}

const EVERY_20_MS = 20;
const MAX_PENDING = 32;
const SOME = 40;

/**
 * Sends about fifty queries a second to the gateways in turn, at the live release and at each given one, while `act`
 * runs. A slow machine gets fewer. `act` can wait for `more` queries, so that every state of the graph is read.
 */
async function underLoad(
  releases: readonly string[],
  act: (more: () => Promise<unknown>) => Promise<void>,
): Promise<QueryResponse[]> {
  const responses: Promise<QueryResponse>[] = [];
  let [next, pending] = [0, 0];
  const more = () => {
    const enough = next + SOME;
    return waitFor('more queries', () => next >= enough && pending < MAX_PENDING, 60);
  };
  const timer = setInterval(() => {
    if (pending >= MAX_PENDING) return;
    const at = next++;
    const requested = [null, ...releases][at % (releases.length + 1)] ?? null;
    pending++;
    responses.push(
      execute(
        pools[Math.floor(at / (releases.length + 1)) % pools.length]!,
        QUERIES[(at * 7) % QUERIES.length]!,
        requested,
      ).finally(() => pending--),
    );
  }, EVERY_20_MS);
  try {
    await act(more);
    await more();
  } finally {
    clearInterval(timer);
  }
  return Promise.all(responses);
}

/** Returns the responses at a release, by query. */
async function responsesAt(release: string, pool = pools[1]!): Promise<ReadonlyMap<string, string>> {
  const responses = await Promise.all(QUERIES.map((query) => execute(pool, query, release)));
  expect(responses.flatMap((response) => errorOf(response) ?? [])).toEqual([]);
  return new Map(responses.map(({ query, data }) => [query, JSON.stringify(data)]));
}

/** Returns the error of a response: it failed, or mixes releases. Null when it is valid. */
function errorOf({ status, text, release, requested, data }: QueryResponse): string | null {
  if (status !== 200 || text.includes('"errors"')) return `${status} ${text.slice(0, 300)}`;
  const named = new Set([release, ...(requested === null ? [] : [requested])]);
  JSON.stringify(data, (key, value: unknown) => {
    if (key === 'release') named.add(String(value));
    return value;
  });
  return named.size === 1 ? null : `parts of ${[...named].join(' and ')}: ${text.slice(0, 300)}`;
}

type Golden = Readonly<Record<string, ReadonlyMap<string, string>>>;

/** Returns the first responses that failed, mix releases, or differ from the golden response of their release. */
function invalidResponses(responses: readonly QueryResponse[], golden: Golden): string[] {
  const found = responses.flatMap((response) => {
    const reason = errorOf(response);
    if (reason !== null) return [reason];
    const right = golden[response.release]?.get(response.query);
    return JSON.stringify(response.data) === right
      ? []
      : [`at ${response.release}: ${response.text} instead of ${right}`];
  });
  return found.slice(0, 3);
}

/** Returns the milliseconds until all gateways serve a release as the live one. */
async function untilLive(release: string): Promise<number> {
  const began = performance.now();
  for (const pool of pools)
    while ((await execute(pool, '{ release { id } }', null)).release !== release) {
      if (performance.now() - began > 10_000) throw new Error(`${release} is not live after 10 s.`);
      await after(50);
    }
  return performance.now() - began;
}

const golden: Record<string, ReadonlyMap<string, string>> = {};

test('responses at a release are the same before, during and after the load of the next one', async () => {
  golden[JUNE] = await responsesAt(JUNE);
  const { uri, user, password } = neo4j;
  const responses = await underLoad([JUNE], async () => {
    const env = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password };
    const { code, err } = await startSourceFile('cli/main.ts', ['load', files[SEPTEMBER]!], env).finished;
    expect([code, code === 0 ? '' : err]).toEqual([0, '']);
    await untilLive(SEPTEMBER);
  });
  golden[SEPTEMBER] = await responsesAt(SEPTEMBER);
  expect(invalidResponses(responses, golden)).toEqual([]);
  expect(olderThanBefore(responses)).toEqual([]);
  expect(await responsesAt(JUNE)).toEqual(golden[JUNE]);
  expect(responses.length).toBeGreaterThan(50);
  expect(new Set(responses.map(({ release }) => release))).toEqual(new Set([JUNE, SEPTEMBER]));
  const differing = QUERIES.filter((query) => golden[JUNE]!.get(query) !== golden[SEPTEMBER]!.get(query));
  expect(differing.length).toBeGreaterThan(20);
});

test('responses follow the live release back and forth; none fails and none mixes releases', async () => {
  const responses = await underLoad([JUNE, SEPTEMBER], async (more) => {
    for (const release of [JUNE, SEPTEMBER, JUNE, SEPTEMBER]) {
      await setLive(neo4j.graph, release);
      await untilLive(release);
      await more();
    }
  });
  expect(invalidResponses(responses, golden)).toEqual([]);
  const live = responses.filter(({ requested }) => requested === null).map(({ release }) => release);
  expect(new Set(live)).toEqual(new Set([JUNE, SEPTEMBER]));
  expect(olderThanBefore(responses).length).toBeGreaterThan(0); // as told
});

test('fault 26: five hundred clients after a flip of the live release read each key at most twice', async () => {
  const reads = new Map<string, number>();
  const counted: Graph = {
    ...neo4j.graph,
    table: (statement, parameters, ...rest) => {
      const key = `${statement.name} ${JSON.stringify(parameters)}`;
      reads.set(key, (reads.get(key) ?? 0) + 1);
      return neo4j.graph.table(statement, parameters, ...rest);
    },
  };
  const limits = { timeoutMs: 60_000, concurrency: 1_000 };
  const gateway = await openGateway(counted, { limits, reads: PATIENT });
  const releaseOf = async () => (await gateway.query('{ release { id } }')).data?.release;
  try {
    const query = TEMPLATES[1]!.replaceAll('CODE', 'ZXP0001');
    expect((await gateway.query(query)).errors).toEqual([]);
    await setLive(neo4j.graph, JUNE);
    await waitFor('the flip', async () => JSON.stringify(await releaseOf()) === `{"id":"${JUNE}"}`);
    reads.clear();
    const responses = await Promise.all(Array.from({ length: 500 }, () => gateway.query(query)));
    expect(new Set(responses.map(({ data }) => JSON.stringify(data)))).toEqual(new Set([golden[JUNE]!.get(query)]));
    expect(reads.size).toBeGreaterThan(2);
    expect([...reads].filter(([, times]) => times > 2)).toEqual([]);
  } finally {
    await gateway.close();
    await setLive(neo4j.graph, SEPTEMBER);
    await untilLive(SEPTEMBER);
  }
});

/** Opens an export of all organisations at the live release and returns its pages as codes. */
async function exporting() {
  const reads: ReadSide = createReadSide(neo4j.graph, { cacheBytes: 0, ...PATIENT });
  const settings = { limits: DEFAULT_LIMITS, cursors: createCursors('only for the tests') };
  const context = await createContext(reads, settings);
  const { release } = context.root;
  const isLoaded = async () =>
    (await reads.catalog.snapshot()).releases.some(({ number }) => number === release.number);
  const pages = whileLoaded(exportPages({ includeInactive: true }, context.root, context), [release], isLoaded);
  const rest = async (): Promise<string[]> => {
    const lines: string[] = [];
    for await (const page of pages) lines.push(...page.map(lineOf));
    return lines;
  };
  return { pages, rest };
}

function lineOf({ organisation: { code, name, moment }, roles, commissioners, region }: ExportRow): string {
  const above = region.found.map(({ state }) => state.code);
  return [code, name, moment.release.id, ...roles, ...commissioners, ...above].join(' ');
}

test('an export keeps its release while the live one changes', async () => {
  const whole = await (await exporting()).rest();
  const { pages, rest } = await exporting();
  const first = (await pages.next()).value!.map(lineOf);
  await setLive(neo4j.graph, JUNE);
  await untilLive(JUNE);
  expect([...first, ...(await rest())]).toEqual(whole);
  expect(whole.length).toBeGreaterThan(4_000);
  expect((await (await exporting()).rest())[0]).toContain(JUNE);
});

/** Wraps a graph and records when each statement was first sent. */
function timing(graph: Graph, began: Map<string, number>): Graph {
  const note = ({ name }: Statement) => void (began.has(name) || began.set(name, performance.now()));
  return {
    ...graph,
    run: (statement, ...rest) => (note(statement), graph.run(statement, ...rest)),
    write: (steps, ...rest) => {
      for (const { statement } of steps) note(statement);
      return graph.write(steps, ...rest);
    },
  };
}

test('pruning under load keeps the responses at remaining releases, and others are refused', async () => {
  const interrupted = await exporting(); // of June, the live one
  await interrupted.pages.next();
  await load(DECEMBER);
  await untilLive(DECEMBER);
  golden[DECEMBER] = await responsesAt(DECEMBER);
  const began = new Map<string, number>();
  const responses = await underLoad([JUNE, SEPTEMBER, DECEMBER], async () => {
    expect(await pruneReleases(timing(neo4j.graph, began), 2)).toEqual([JUNE]);
  });
  expect(began.get('sweep-nodes')! - began.get('take-out-releases')!).toBeGreaterThan(6_500);
  const refused = responses.filter(({ requested, status }) => requested === JUNE && status === 400);
  expect(
    invalidResponses(
      responses.filter((response) => !refused.includes(response)),
      golden,
    ),
  ).toEqual([]);
  expect(refused.length).toBeGreaterThan(5);
  const message = `No release '${JUNE}' is loaded. Loaded: ${DECEMBER}, ${SEPTEMBER}.`;
  for (const { text } of refused)
    expect(JSON.parse(text)).toMatchObject({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
  await expect(interrupted.rest()).rejects.toThrow(`The release ${JUNE} was removed during the export.`);
});

test('old and new gateways return the same responses afterwards', async () => {
  const fresh = await openGateway(neo4j.graph, { reads: PATIENT });
  const pool = new Pool(fresh.url);
  try {
    for (const release of [SEPTEMBER, DECEMBER])
      for (const each of [...pools, pool]) expect(await responsesAt(release, each)).toEqual(golden[release]);
    expect((await execute(pool, '{ releases { id isLive } }', null)).data).toEqual({
      releases: [
        { id: DECEMBER, isLive: true },
        { id: SEPTEMBER, isLive: false },
      ],
    });
  } finally {
    await pool.destroy();
    await fresh.close();
  }
});
