import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Pool } from 'undici';
import { silentReport } from '../../../cli/report';
import { DEFAULT_LIMITS } from '../../../gateway/graphql/limits';
import type { Graph, Statement } from '../../../graph/graph';
import { createReads, type Reads } from '../../../graph/read-side';
import { loadReleases } from '../../../graph-seed/load-release';
import { pruneReleases, setLive } from '../../../graph-seed/releases';
import { createContext } from '../../../domain/context';
import { createCursors } from '../../../domain/cursor';
import { exportPages } from '../../../domain/export/pages';
import type { Exported } from '../../../domain/export/row';
import { LANDMARKS } from '../../../sample/landmarks';
import { writeReleases } from '../../../sample/write-release';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { madeZip, organisation, rel, role } from '../../support/database/made-release';
import { freshNeo4j, type TestNeo4j } from '../../support/database/neo4j';
import { startSource } from '../../support/process/processes';
import { until } from '../../support/process/until';

jest.setTimeout(180_000);

const [JUNE, SEPTEMBER, DECEMBER] = ['2024-06-30', '2024-09-30', '2024-12-31'] as const;
const folder = mkdtempSync(join(tmpdir(), 'ods-graph-under-load-'));
const PATIENT = { deadlineMs: 30_000 };
let neo4j: TestNeo4j;
let files: Record<string, string>;
/** One keeps facts, one keeps none. */
let gateways: readonly TestGateway[];
let pools: readonly Pool[];

beforeAll(async () => {
  neo4j = await freshNeo4j();
  const [june, september] = await writeReleases(folder);
  files = { [JUNE]: june!, [SEPTEMBER]: september!, [DECEMBER]: await december() };
  await load(JUNE);
  const limits = { timeoutMs: 60_000 };
  gateways = await Promise.all(
    [2 ** 26, 0].map((cacheBytes) => openGateway(neo4j.graph, { limits, reads: { cacheBytes, ...PATIENT } })),
  );
  pools = gateways.map(({ url }) => new Pool(url, { connections: 8 }));
});
afterAll(async () => {
  for (const pool of pools ?? []) await pool.destroy();
  for (const gateway of gateways ?? []) await gateway.close();
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A third release in which hardly anything is as before. */
function december(): Promise<string> {
  const board = organisation('ZXI01', { name: 'BOARD OF DECEMBER', roles: [role('RO261', '1', 'primaryRole="true"')] });
  const practices = [1, 6, 11, 62].map((n) =>
    organisation(`ZXP${String(n).padStart(4, '0')}`, {
      name: `SURGERY OF DECEMBER ${n}`,
      roles: [role('RO177', `2${n}`, 'primaryRole="true"'), role('RO76', `3${n}`)],
      rels: [rel('RE4', `4${n}`, 'ZXI01')],
    }),
  );
  return madeZip(join(folder, 'december.zip'), { date: DECEMBER, source: 'SAMPLE', full: [board, ...practices] });
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
  LANDMARKS.practiceRenamed,
  LANDMARKS.practiceWithdrawn,
  LANDMARKS.practiceNew,
  LANDMARKS.practiceMovedLate,
  LANDMARKS.icbMerged,
  LANDMARKS.icbOfMerger,
  LANDMARKS.sicblDissolved,
  ...Array.from({ length: 13 }, (_, n) => `ZXP${String(n + 1).padStart(4, '0')}`),
];
const QUESTIONS = [...TEMPLATES.flatMap((text) => CODES.map((code) => text.replaceAll('CODE', code))), ...WIDE];

interface Answered {
  readonly question: string;
  readonly status: number;
  /** The release asked for; null for the live one. */
  readonly asked: string | null;
  /** The release that the answer says it is of. */
  readonly release: string;
  readonly text: string;
  readonly data: unknown;
}

async function ask(pool: Pool, question: string, asked: string | null): Promise<Answered> {
  const headers = { 'content-type': 'application/json', ...(asked && { 'ods-as-of': `release=${asked}` }) };
  const body = JSON.stringify({ query: question });
  const response = await pool.request({ method: 'POST', path: '/graphql', headers, body });
  const text = await response.body.text();
  const { data, extensions } = JSON.parse(text) as { data?: unknown; extensions?: { ods: { release: string } } };
  return { question, asked, status: response.statusCode, release: extensions?.ods.release ?? '', text, data };
}

const EVERY_20_MS = 20;
const MOST_WAITING = 32;
const SOME = 40;

/**
 * Asks about fifty times a second, of both gateways in turn, live and at each of some releases, while something is
 * done and until some more questions were asked; a machine that cannot do that is asked less often. What is done can
 * wait for `more` questions as well, so that each state of the graph is seen.
 */
async function underLoad(
  releases: readonly string[],
  act: (more: () => Promise<unknown>) => Promise<void>,
): Promise<Answered[]> {
  const answers: Promise<Answered>[] = [];
  let [next, waiting] = [0, 0];
  const more = () => {
    const enough = next + SOME;
    return until('more questions', () => next >= enough && waiting < MOST_WAITING, 60);
  };
  const timer = setInterval(() => {
    if (waiting >= MOST_WAITING) return;
    const at = next++;
    const asked = [null, ...releases][at % (releases.length + 1)] ?? null;
    waiting++;
    answers.push(
      ask(pools[Math.floor(at / (releases.length + 1)) % 2]!, QUESTIONS[(at * 7) % QUESTIONS.length]!, asked).finally(
        () => waiting--,
      ),
    );
  }, EVERY_20_MS);
  try {
    await act(more);
    await more();
  } finally {
    clearInterval(timer);
  }
  return Promise.all(answers);
}

/** Every answer at a release, by question. */
async function answersAt(release: string, pool = pools[1]!): Promise<ReadonlyMap<string, string>> {
  const answers = await Promise.all(QUESTIONS.map((question) => ask(pool, question, release)));
  expect(answers.flatMap((answer) => wrongWith(answer) ?? [])).toEqual([]);
  return new Map(answers.map(({ question, data }) => [question, JSON.stringify(data)]));
}

/** What is wrong with an answer by itself: it failed, or its parts are of several releases. */
function wrongWith({ status, text, release, asked, data }: Answered): string | null {
  if (status !== 200 || text.includes('"errors"')) return `${status} ${text.slice(0, 300)}`;
  const named = new Set([release, ...(asked === null ? [] : [asked])]);
  JSON.stringify(data, (key, value: unknown) => {
    if (key === 'release') named.add(String(value));
    return value;
  });
  return named.size === 1 ? null : `parts of ${[...named].join(' and ')}: ${text.slice(0, 300)}`;
}

type Golden = Readonly<Record<string, ReadonlyMap<string, string>>>;

/** The first of the answers that failed, are mixed, or are another one than the release they are of gives. */
function wrong(answers: readonly Answered[], golden: Golden): string[] {
  const found = answers.flatMap((answer) => {
    const reason = wrongWith(answer);
    if (reason !== null) return [reason];
    const right = golden[answer.release]?.get(answer.question);
    return JSON.stringify(answer.data) === right ? [] : [`at ${answer.release}: ${answer.text} instead of ${right}`];
  });
  return found.slice(0, 3);
}

/** Milliseconds until both gateways answer live questions with a release. */
async function untilLive(release: string): Promise<number> {
  const began = performance.now();
  for (const pool of pools)
    while ((await ask(pool, '{ release { id } }', null)).release !== release) {
      if (performance.now() - began > 10_000) throw new Error(`${release} is not live after 10 s.`);
      await after(50);
    }
  return performance.now() - began;
}

const golden: Record<string, ReadonlyMap<string, string>> = {};

test('answers at a release are the same before, during and after the next one is loaded', async () => {
  golden[JUNE] = await answersAt(JUNE);
  const { uri, user, password } = neo4j;
  const answers = await underLoad([JUNE], async () => {
    const env = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password };
    const { code, err } = await startSource('cli/main.ts', ['load', files[SEPTEMBER]!], env).finished;
    expect([code, code === 0 ? '' : err]).toEqual([0, '']);
    await untilLive(SEPTEMBER);
  });
  golden[SEPTEMBER] = await answersAt(SEPTEMBER);
  expect(wrong(answers, golden)).toEqual([]);
  expect(await answersAt(JUNE)).toEqual(golden[JUNE]);
  expect(answers.length).toBeGreaterThan(50);
  expect(new Set(answers.map(({ release }) => release))).toEqual(new Set([JUNE, SEPTEMBER]));
  const differing = QUESTIONS.filter((question) => golden[JUNE]!.get(question) !== golden[SEPTEMBER]!.get(question));
  expect(differing.length).toBeGreaterThan(20);
});

test('the live release moves back and forth: answers follow, none fails, none is mixed', async () => {
  const answers = await underLoad([JUNE, SEPTEMBER], async (more) => {
    for (const release of [JUNE, SEPTEMBER, JUNE, SEPTEMBER]) {
      await setLive(neo4j.graph, release);
      await untilLive(release);
      await more();
    }
  });
  expect(wrong(answers, golden)).toEqual([]);
  const live = answers.filter(({ asked }) => asked === null).map(({ release }) => release);
  expect(new Set(live)).toEqual(new Set([JUNE, SEPTEMBER]));
});

/** The pages of an export of everything at the live release, as codes. */
async function exporting() {
  const reads: Reads = createReads(neo4j.graph, { cacheBytes: 0, ...PATIENT });
  const settings = { limits: DEFAULT_LIMITS, cursors: createCursors('only for the tests') };
  const context = await createContext(reads, settings);
  const { release } = context.root;
  const isLoaded = async () =>
    (await reads.catalog.snapshot()).releases.some(({ number }) => number === release.number);
  const pages = exportPages({ includeInactive: true }, context.root, context, isLoaded);
  const rest = async (): Promise<string[]> => {
    const lines: string[] = [];
    for await (const page of pages) lines.push(...page.map(lineOf));
    return lines;
  };
  return { pages, rest };
}

function lineOf({ organisation: { code, name, moment }, roles, commissioners, region }: Exported): string {
  const above = region.found.map(({ state }) => state.code);
  return [code, name, moment.release.id, ...roles, ...commissioners, ...above].join(' ');
}

test('an export stays with the release it began with while the live one moves', async () => {
  const whole = await (await exporting()).rest();
  const { pages, rest } = await exporting();
  const first = (await pages.next()).value!.map(lineOf);
  await setLive(neo4j.graph, JUNE);
  await untilLive(JUNE);
  expect([...first, ...(await rest())]).toEqual(whole);
  expect(whole.length).toBeGreaterThan(4_000);
  expect((await (await exporting()).rest())[0]).toContain(JUNE);
});

/** A graph that notes when each statement was sent first. */
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

test('releases are taken out under load: answers at those that stay are the same, the others are refused', async () => {
  const interrupted = await exporting(); // of June, the live one
  await interrupted.pages.next();
  await load(DECEMBER);
  await untilLive(DECEMBER);
  golden[DECEMBER] = await answersAt(DECEMBER);
  const began = new Map<string, number>();
  const answers = await underLoad([JUNE, SEPTEMBER, DECEMBER], async () => {
    expect(await pruneReleases(timing(neo4j.graph, began), 2)).toEqual([JUNE]);
  });
  expect(began.get('sweep-nodes')! - began.get('take-out-releases')!).toBeGreaterThan(6_500);
  const refused = answers.filter(({ asked, status }) => asked === JUNE && status === 400);
  expect(
    wrong(
      answers.filter((answer) => !refused.includes(answer)),
      golden,
    ),
  ).toEqual([]);
  expect(refused.length).toBeGreaterThan(5);
  const message = `No release '${JUNE}' is loaded. Loaded: ${DECEMBER}, ${SEPTEMBER}.`;
  for (const { text } of refused)
    expect(JSON.parse(text)).toMatchObject({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
  await expect(interrupted.rest()).rejects.toThrow(`The release of ${JUNE} was taken out while it was exported.`);
});

test('afterwards those who knew the releases and those who come new answer alike', async () => {
  const fresh = await openGateway(neo4j.graph, { reads: PATIENT });
  const pool = new Pool(fresh.url);
  try {
    for (const release of [SEPTEMBER, DECEMBER])
      for (const each of [...pools, pool]) expect(await answersAt(release, each)).toEqual(golden[release]);
    expect((await ask(pool, '{ releases { id isLive } }', null)).data).toEqual({
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
