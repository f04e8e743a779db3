import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { loadMeasure } from '../../../graph-seed/load-measure';
import { loadReleases } from '../../../graph-seed/load-release';
import { abortRelease, listReleases, pruneReleases } from '../../../graph-seed/releases';
import { wipe } from '../../support/database/graph-hash';
import { hourLater } from '../../support/database/hour-later';
import { useLoader } from '../../support/database/loader';
import {
  expectedFacts,
  expectedSize,
  factsQuery,
  sizeQuery,
  toReleaseInput,
  type ReleaseModel,
} from '../../support/database/release-model';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';

jest.setTimeout(180_000); // releases are loaded and graphs replaced

const loader = useLoader();
let gateway: TestGateway;
/** What each release holds, by its SHA-256: the model that every response is compared with. */
let models: Map<string, ReleaseModel>;
/** Every code of every release: each is asked for before, during and after a change. */
const CODES = ['A', 'B', 'C', 'D', 'TOP'];

beforeEach(async () => {
  models = new Map();
  const reads = { deadlineMs: 20_000 };
  gateway = await openGateway(loader.graph(), { responseCacheBytes: 2 ** 22, limits: { timeoutMs: 30_000 }, reads });
});
afterEach(() => gateway?.close());

const EARLY: ReleaseModel = {
  date: '2024-01-31',
  organisations: { A: ['EARLY A', 'TOP'], B: ['EARLY B', 'A'], TOP: ['EARLY TOP'] },
};
/** The same date as EARLY, other content. */
const OTHER: ReleaseModel = {
  date: '2024-01-31',
  organisations: { A: ['OTHER A'], C: ['OTHER C', 'A'], D: ['OTHER D', 'C'] },
};
const LATE: ReleaseModel = {
  date: '2024-02-29',
  organisations: { ...EARLY.organisations, A: ['LATE A', 'B'], C: ['LATE C', 'TOP'] },
};
const LATE_OTHER: ReleaseModel = { date: '2024-02-29', organisations: { B: ['NEWER B', 'D'], D: ['NEWER D'] } };

/** Loads a release and its list sizes, and notes what it holds. */
async function load(model: ReleaseModel, graph = loader.graph()): Promise<void> {
  const path = await loader.zip(toReleaseInput(model));
  const loading = loadReleases({ graph, files: [path], options: { force: true }, report: silentReport });
  const [report] = await loading;
  models.set(report!.sha256, model);
  if (model.sizes) await loadSizes(model.sizes, model.source);
}

async function loadSizes(sizes: Readonly<Record<string, number>>, source = 'Us'): Promise<void> {
  const file = join(loader.folder, 'sizes.csv');
  const lines = Object.entries(sizes).map(([code, value]) => `${code},${value}`);
  writeFileSync(file, ['code,value', ...lines, ''].join('\n'));
  const options = { date: '2024-01-01', source };
  await loadMeasure({ graph: loader.graph(), id: 'gp-list-size', file, options, report: silentReport });
}

interface Body {
  readonly data: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions: { readonly ods: { readonly sha256: string } };
}

async function ask(query: string, release?: string): Promise<Body> {
  const headers = release === undefined ? undefined : { 'ods-as-of': `release=${release}` };
  return (await gateway.post({ query }, headers)).json<Body>();
}

/** Asks for every code, twice, and returns each response that is not what the release that it names holds. */
async function wrongAnswers(release?: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const code of [...CODES, ...CODES])
    for (const [query, expected] of [
      [factsQuery(code), expectedFacts],
      [sizeQuery(code), expectedSize],
    ] as const) {
      const { data, errors, extensions } = await ask(query, release);
      const model = models.get(extensions?.ods.sha256);
      if (!model) continue; // no release is live, or one that this test has not noted yet
      const right = model.sizes || query === factsQuery(code) ? expected(code, model) : null;
      const [got, wanted] = [data ?? errors, right].map((answer) => JSON.stringify(right && answer));
      if (got !== wanted) wrong.push(`${model.date} ${code}: ${got} instead of ${wanted}`);
    }
  return wrong.slice(0, 2);
}

/** Asks as a client that has the response with a tag. Returns the status and the tag of the response. */
async function revalidate(tag = ''): Promise<readonly [status: number, tag: string]> {
  const url = `/graphql?${new URLSearchParams({ query: sizeQuery('A') }).toString()}`;
  const { statusCode, headers } = await gateway.app.inject({
    url,
    headers: { accept: 'application/json', 'if-none-match': tag },
  });
  return [statusCode, String(headers.etag)];
}

/** The catalog may be a second old. */
async function untilNoticed(): Promise<void> {
  await after(600);
  await ask('{ __typename }');
  await after(500);
}

test('the first real release replaces the sample, and nothing of the sample is served for it', async () => {
  const sizes = { B: 11, TOP: 12 };
  await load({ ...EARLY, source: 'SAMPLE' });
  await load({ ...LATE, source: 'SAMPLE', sizes });
  expect(await wrongAnswers()).toEqual([]);
  expect(await wrongAnswers('2024-01-31')).toEqual([]);
  let loading = true;
  const wrong: string[] = [];
  const replacing = load(OTHER).finally(() => (loading = false));
  while (loading) wrong.push(...(await wrongAnswers()));
  await replacing;
  expect(wrong).toEqual([]);
  await untilNoticed();
  expect(await wrongAnswers()).toEqual([]);
  expect((await ask('{ release { id } measures { id source } }')).data).toEqual({
    release: { id: '2024-01-31' },
    measures: [],
  });
});

test('real list sizes that were loaded before the first real release stay', async () => {
  await load({ ...EARLY, source: 'SAMPLE', sizes: { B: 12, U: 3 } });
  await loadMeasureOn('2024-02-01', 'C,77');
  await load(OTHER);
  await untilNoticed();
  const { data } = await ask(`{ measures { dates } ${['A', 'C'].map(sizeOf).join(' ')} }`);
  expect(data).toEqual({
    measures: [{ dates: ['2024-02-01'] }],
    A: { measurement: null },
    C: { measurement: { value: 77 } },
  });
});

const sizeOf = (code: string) =>
  `${code}: organisation(code: "${code}", asOf: { date: "2024-03-01" }) { measurement(measure: "gp-list-size") { value } }`;

async function loadMeasureOn(date: string, line: string): Promise<void> {
  const file = join(loader.folder, 'sizes.csv');
  writeFileSync(file, `code,value\n${line}\n`);
  await loadMeasure({ graph: loader.graph(), id: 'gp-list-size', file, options: { date }, report: silentReport });
}

test('a graph that was seen empty and then restored with other content has nothing of before', async () => {
  await load(EARLY);
  expect(await wrongAnswers()).toEqual([]);
  await wipe(loader.graph());
  await untilNoticed();
  expect((await ask('{ release { id } }')).errors?.[0]?.message).toBe('No release is loaded.');
  await load({ ...OTHER, sizes: { A: 2, C: 3 } });
  await untilNoticed();
  expect(await wrongAnswers()).toEqual([]);
});

test('another graph behind the same address, with equal numbers, dates and generations, has nothing of the first', async () => {
  await load({ ...EARLY, sizes: { A: 1, B: 2 } });
  await load(LATE);
  expect(await wrongAnswers()).toEqual([]);
  const { data } = await ask(CHANGES);
  expect(data).toEqual({ changes: { nodes: [changed('A', 'CHANGED'), changed('C', 'ADDED')].sort(byCode) } });
  const [, tag] = await revalidate();
  expect(await revalidate(tag)).toEqual([304, tag]);
  await wipe(loader.graph());
  await load({ ...OTHER, sizes: { A: 3, C: 4 } });
  await load(LATE_OTHER);
  await untilNoticed();
  for (const release of [undefined, '2024-01-31', '2024-02-29']) expect(await wrongAnswers(release)).toEqual([]);
  expect((await revalidate(tag))[0]).toBe(200);
  expect((await ask(CHANGES)).data).toEqual({
    changes: { nodes: [changed('A', 'REMOVED'), changed('B', 'ADDED'), changed('C', 'REMOVED'), changed('D')] },
  });
});

const CHANGES =
  '{ changes(from: "2024-01-31", kinds: [ADDED, REMOVED, CHANGED]) { nodes { kind organisation { code } } } }';
const changed = (code: string, kind = 'CHANGED') => ({ kind, organisation: { code } });
const byCode = (a: ReturnType<typeof changed>, b: ReturnType<typeof changed>) =>
  a.organisation.code < b.organisation.code ? -1 : 1;

test('the same file loaded again into an emptied graph keeps no list sizes of before', async () => {
  await load({ ...EARLY, sizes: { A: 1, B: 2 } });
  expect(await wrongAnswers()).toEqual([]);
  const [, tag] = await revalidate();
  await wipe(loader.graph());
  await load({ ...EARLY, sizes: { A: 5 } });
  await untilNoticed();
  expect(await wrongAnswers()).toEqual([]);
  expect((await revalidate(tag))[0]).toBe(200);
});

test('list sizes of a generation that another load wrote are read again', async () => {
  await load(EARLY);
  const kept = await loader.rows('MATCH (c:Catalog) RETURN c.generation AS generation');
  await loadSizes({ A: 1, B: 2 });
  models = new Map([...models].map(([sha256, model]) => [sha256, { ...model, sizes: { A: 1, B: 2 } }]));
  expect(await wrongAnswers()).toEqual([]);
  const [, tag] = await revalidate();
  // A copy of the graph from before the list sizes is restored, and others are loaded.
  const text =
    'MATCH (n:Extract|Measure|Measurement) DETACH DELETE n WITH count(*) AS n MATCH (c:Catalog) SET c.generation = $g';
  await loader.graph().run({ name: 'restore', text }, { g: (kept[0] as { generation: number }).generation });
  await loadSizes({ B: 9 });
  models = new Map([...models].map(([sha256, model]) => [sha256, { ...model, sizes: { B: 9 } }]));
  await untilNoticed();
  expect(await wrongAnswers()).toEqual([]);
  expect((await revalidate(tag))[0]).toBe(200);
});

test('a cursor of a release that was replaced by another one of the same date is refused', async () => {
  const page = (more = '') => `{ search(text: "A", first: 1${more}) { pageInfo { endCursor } } }`;
  await load(EARLY);
  const { data } = await ask(page());
  const cursor = (data as { search: { pageInfo: { endCursor: string } } }).search.pageInfo.endCursor;
  const again = page(`, after: "${cursor}"`);
  expect((await ask(again)).errors).toBeUndefined();
  await wipe(loader.graph());
  await load(OTHER);
  await untilNoticed();
  expect((await ask(again)).errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_CURSOR' } });
});

test('a read that was in progress while the graph was replaced leaves nothing for the new one', async () => {
  await load(EARLY);
  const held = holdRead(loader.graph(), 'state');
  await gateway.close();
  gateway = await openGateway(held.graph, { reads: { deadlineMs: 60_000 }, limits: { timeoutMs: 90_000 } });
  const early = ask(factsQuery('A'));
  await held.reached;
  await wipe(loader.graph());
  await load(OTHER);
  await untilNoticed();
  held.release();
  expect((await early).extensions.ods.sha256).toBe([...models.keys()][0]);
  expect(await wrongAnswers()).toEqual([]);
});

/** Holds back the rows of the first read of one statement. */
function holdRead(graph: Graph, name: string) {
  let [release, reach] = [() => undefined as void, () => undefined as void];
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const holding: Graph = {
    ...graph,
    async table(statement, ...rest) {
      const rows = await graph.table(statement, ...rest);
      if (statement.name !== name) return rows;
      reach();
      return released.then(() => rows);
    },
  };
  return { graph: holding, reached, release: () => release() };
}

test('pruned releases are refused, and the others keep their facts', async () => {
  for (const model of [EARLY, LATE, { ...LATE_OTHER, date: '2024-03-31' }]) await load(model);
  for (const release of ['2024-01-31', '2024-02-29', '2024-03-31']) expect(await wrongAnswers(release)).toEqual([]);
  await pruneReleases(hourLater(loader.graph()), 2);
  await untilNoticed();
  for (const release of ['2024-02-29', '2024-03-31']) expect(await wrongAnswers(release)).toEqual([]);
  expect((await ask(factsQuery('A'), '2024-01-31')).errors?.[0]?.message).toContain(
    "No release '2024-01-31' is loaded.",
  );
  await load({ ...OTHER, date: '2024-04-30' });
  await untilNoticed();
  for (const release of ['2024-02-29', '2024-03-31', '2024-04-30']) expect(await wrongAnswers(release)).toEqual([]);
});

test('an aborted load leaves nothing for the release that gets its number', async () => {
  await load(EARLY);
  expect(await wrongAnswers()).toEqual([]);
  await expect(load(LATE, stoppedAtPublishing(loader.graph()))).rejects.toThrow('stopped by the test');
  expect(await wrongAnswers()).toEqual([]);
  await abortRelease(loader.graph(), LATE.date);
  expect(await wrongAnswers()).toEqual([]);
  await load(LATE_OTHER);
  expect((await listReleases(loader.graph())).map(({ number }) => number)).toEqual([2, 1]);
  await untilNoticed();
  for (const release of [undefined, '2024-01-31']) expect(await wrongAnswers(release)).toEqual([]);
});

/** A graph that writes everything of a release and fails at the statement that makes it live. */
function stoppedAtPublishing(graph: Graph): Graph {
  return {
    ...graph,
    write: (steps, options) => {
      if (steps.some(({ statement }) => statement.name === 'publish')) throw new Error('stopped by the test');
      return graph.write(steps, options);
    },
  };
}
