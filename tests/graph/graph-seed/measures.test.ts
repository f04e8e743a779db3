import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { createReadSide } from '../../../graph/read-side';
import { loadReleases } from '../../../graph-seed/load-release';
import { takeLock } from '../../../graph-seed/catalog/lock';
import { loadMeasure, type MeasureOptions } from '../../../graph-seed/load-measure';
import { startExtracts, sweepMeasures, writeExtract } from '../../../graph-seed/measures/write';
import { LoadLocked } from '../../../graph-seed/errors';
import { createExecutor } from '../../support/gateway/execute-query';
import { date, writeReleaseZip, organisation, rel, role, succ } from '../../support/database/release-builder';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';

jest.setTimeout(180_000); // each test loads releases

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-measure-'));
let neo4j: EmptyNeo4j;
let graph: Graph;

const practice = (code: string, id: string, dates = date('2010-04-01'), network = 'U1', succs: string[] = []) =>
  organisation(code, {
    dates,
    succs,
    roles: [role('RO177', `${id}1`, 'primaryRole="true"'), role('RO76', `${id}2`)],
    rels: [rel('RE8', `${id}3`, network)],
  });

/** The members of the network U2, and their predecessors: closed on 31 March 2022, but D1, which stays open. */
function mergedPractices(): string[] {
  const [gone, opened] = [date('2010-04-01', '2022-03-31'), date('2022-04-01')];
  const before = (code: string, id: string, dates: string, ...to: string[]) =>
    practice(code, id, dates, 'U2', to.map((other, at) => succ('Successor', `${id}${at}`, other, '2022-04-01'))); // prettier-ignore
  return [
    organisation('U2', { roles: [role('RO272', '92', 'primaryRole="true"')] }),
    before('M1', '11', gone, 'N1'),
    before('P1', '12', gone, 'N2'),
    before('P2', '13', gone, 'N2'),
    before('S1', '14', gone, 'N3', 'N4'),
    before('B1', '15', gone, 'B2'),
    before('D1', '16', date('2010-04-01'), 'D2'),
    ...['N1', 'N2', 'N3', 'N4'].map((code, at) => practice(code, `2${at}`, opened, 'U2')),
    ...['B2', 'D2'].map((code, at) => practice(code, `3${at}`, date('2010-04-01'), 'U2')),
  ];
}

beforeAll(async () => {
  neo4j = await emptyNeo4j();
  graph = neo4j.graph;
  const network = organisation('U1', { roles: [role('RO272', '91', 'primaryRole="true"')] });
  const closed = practice('A3', '3', date('2010-04-01', '2015-03-31'));
  const full = [practice('A1', '1'), practice('A2', '2'), closed, practice('A4', '4'), network, ...mergedPractices()];
  await loadReleases({ graph, files: [await writeReleaseZip(join(folder, 'r.zip'), { full })], report: silentReport });
});
afterAll(async () => {
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

const DAY = '2021-01-01';
const PART = { date: DAY, dimension: null, names: [], figures: new Map([['A1', 77]]) };

function load(text: string | string[], options: MeasureOptions = { date: DAY }, id = 'gp-list-size') {
  const file = [text].flat().map((each, at) => {
    const path = join(folder, at === 0 ? 'sizes.csv' : `sizes-${at}.csv`);
    writeFileSync(path, each);
    return path;
  });
  return loadMeasure({ graph, id, file, options, report: silentReport });
}

const count = async (text: string) =>
  (await graph.read<{ n: number }>({ name: 'count', text: `${text} AS n` }, {}, { deadlineMs: 20_000 }))[0]!.n;
const extracts = () => count('MATCH (e:Extract) RETURN count(e)');
const values = () => count('MATCH (m:Measurement) RETURN count(m)');

const TOTAL = `{ organisation(code: "U1") { total(measure: "gp-list-size", asOf: { date: "2021-06-30" }) {
  value date counted missingCount missing { code } } } }`;

test('the report has the rows read, unknown codes, and codes that were not a practice', async () => {
  const text = 'practice_code,patients\nA1,100\na2,"1,000"\nA3,7\nZZ9,5\nU,50\n';
  const done = await load(text, { date: DAY, name: 'List sizes', source: 'Us' });
  const { seconds, ...report } = done;
  expect(Object.keys(seconds)).toEqual(['reading', 'writing', 'publishing', 'judging']);
  expect(report).toEqual({
    measure: 'gp-list-size',
    name: 'List sizes',
    unit: 'patients',
    source: 'Us',
    file: 'sizes.csv',
    rows: 5,
    placeholders: 1,
    withoutValue: 0,
    skipped: { otherTypes: 0, oneSex: 0 },
    doubled: [],
    generation: 1,
    replaced: [],
    extracts: [
      {
        date: DAY,
        dimension: null,
        isReplaced: false,
        codes: 4,
        sum: 1112,
        kind: 'GP_PRACTICE',
        others: ['A3'],
        sumOfOthers: 7,
        closed: ['A3'],
      },
    ],
    unknown: ['ZZ9'],
  });
});

test('the total of a network sums its active members and lists members without a value', async () => {
  const { data, errors } = await createExecutor(graph)(TOTAL);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    organisation: { total: { value: 1100, date: DAY, counted: 2, missingCount: 1, missing: [{ code: 'A4' }] } },
  });
});

test('a reload replaces all values of a date within a second, and a request keeps its generation', async () => {
  const reads = createReadSide(graph, { deadlineMs: 20_000 });
  const pinned = await reads.catalog.snapshot();
  const key = (code: string, generation: number) => ({ measure: 'gp-list-size', code, generation });
  const report = await load('code,value\nA1,1\nA4,4\n');
  expect(report).toMatchObject({ generation: 2, replaced: [DAY], name: 'List sizes', unit: 'patients', source: 'Us' });
  await sleep(1_100);
  const { generation } = await reads.catalog.snapshot();
  expect([pinned.generation, generation]).toEqual([1, 2]);
  const codes = ['A1', 'A2', 'A4'];
  const at = async (n: number) =>
    (await reads.loaders().measurements.loadMany(codes.map((code) => key(code, n)))).map((rows) => rows[0]?.value);
  expect(await at(1)).toEqual([100, 1000, undefined]);
  expect(await at(2)).toEqual([1, undefined, 4]);
  expect(await reads.loaders().measures.load({ generation: 1 })).toHaveLength(1);
});

test('several dates are kept, and the latest on or before the day counts', async () => {
  await load('code,value,date\nA1,9,01APR2021\nA2,2,01-Sep-20\n', {});
  const { data } = await createExecutor(graph)(`{ measures { id dates } organisations(codes: ["A1", "A2", "A4", "U1"]) {
    now: measurement(measure: "gp-list-size", asOf: { date: "2021-06-30" }) { value date measure { name } }
    then: measurement(measure: "gp-list-size", asOf: { date: "2021-03-31" }) { value date } } }`);
  const measure = { name: 'List sizes' };
  expect(data).toEqual({
    measures: [{ id: 'gp-list-size', dates: ['2020-09-01', DAY, '2021-04-01'] }],
    organisations: [
      { now: { value: 9, date: '2021-04-01', measure }, then: { value: 1, date: DAY } },
      { now: { value: 2, date: '2020-09-01', measure }, then: { value: 2, date: '2020-09-01' } },
      { now: { value: 4, date: DAY, measure }, then: { value: 4, date: DAY } },
      { now: null, then: null },
    ],
  });
});

test('an unfinished load is invisible, and the next one removes it', async () => {
  const before = await createExecutor(graph)(TOTAL);
  const [had, hadValues] = [await extracts(), await values()];
  const lock = await takeLock(graph);
  const { extracts: [extract] } = await startExtracts(graph, lock, 'gp-list-size', [PART]); // prettier-ignore
  await writeExtract(graph, lock, extract!, () => undefined);
  await writeExtract(graph, lock, extract!, () => undefined);
  expect([await extracts(), await values()]).toEqual([had + 1, hadValues + 1]);
  expect((await createExecutor(graph)(TOTAL)).data).toEqual(before.data);
  await sweepMeasures(graph, lock);
  await lock.release();
  expect([await extracts(), await values()]).toEqual([had, hadValues]);
});

test('replaced values are kept for ten minutes, and then the next load deletes them', async () => {
  const [had, now] = [await extracts(), Date.now];
  const lock = await takeLock(graph);
  Date.now = () => now() + 3_600_000; // the clock of the loader is ahead of that of the database
  await sweepMeasures(graph, lock).finally(() => (Date.now = now));
  await lock.release();
  expect(await extracts()).toBe(had);
  await graph.write([{ statement: { name: 'age', text: 'MATCH (n:Extract|Measure) WHERE n.replacedAt IS NOT NULL SET n.replacedAt = 0' } }]); // prettier-ignore
  await load('code,value\nA1,1\nA4,4\n');
  expect(await extracts()).toBe(4);
  expect(await count('MATCH (m:Measure) RETURN count(m)')).toBe(2);
  expect(await count('MATCH (m:Measurement) WHERE NOT EXISTS { MATCH (e:Extract {number: m.extract}) } RETURN count(m)')).toBe(0); // prettier-ignore
});

test('values by a dimension are replaced apart from the others, and summed over all values or one', async () => {
  const bands = (a1: string) => `code,date,age,n\nA1,2022-01-01,ALL,30\n${a1}A2,2022-01-01,0_4,5\n`;
  const options = { dimensionColumn: 'age' };
  await load(bands('A1,2022-01-01,0_4,10\nA1,2022-01-01,5_9,20\n'), options, 'banded');
  await load('code,date,n\nA1,2022-01-01,31\n', {}, 'banded');
  await load(bands('A1,2022-01-01,10_14,7\n').replace('A1,2022-01-01,ALL,30\n', ''), options, 'banded');
  const ask = (dimension: string) =>
    `total(measure: "banded"${dimension}) { value missingCount dimensionValues totals }`;
  const { data, errors } = await createExecutor(graph)(`{ measures { id dates dimensions { name values dates } }
    organisation(code: "U1", asOf: { date: "2022-06-30" }) {
      all: ${ask('')} sum: ${ask(', dimension: { name: "age" }')} one: ${ask(', dimension: { name: "age", value: "0_4" }')} } }`);
  expect(errors).toBeUndefined();
  const dates = ['2022-01-01'];
  expect((data!.measures as unknown as { id: string }[]).find(({ id }) => id === 'banded')).toEqual({
    ...{ id: 'banded', dates, dimensions: [{ name: 'age', values: ['0_4', '10_14'], dates }] },
  });
  expect(data!.organisation).toEqual({
    all: { value: 31, missingCount: 2, dimensionValues: [], totals: [] },
    sum: { value: 12, missingCount: 1, dimensionValues: ['0_4', '10_14'], totals: [5, 7] },
    one: { value: 5, missingCount: 2, dimensionValues: [], totals: [] },
  });
});

test('several files are one load, and keepOthers keeps what they do not have', async () => {
  const report = await load(['code,value\nA1,1\n', 'org_code,patients\nA2,2\n'], { date: DAY }, 'parts');
  expect(report).toMatchObject({ file: 'sizes.csv, sizes-1.csv', rows: 2, extracts: [{ codes: 2, sum: 3 }] });
  await expect(load(['code,value\nA1,1\n', 'code,value\nA1,2\n'], { date: DAY }, 'parts')).rejects.toThrow(
    'A1 on 2021-01-01 in lines sizes.csv:2 and sizes-1.csv:2',
  );
  expect(await load('code,value\nA2,9\n', { date: DAY, dryRun: true }, 'parts')).toMatchObject({ generation: null });
  await load('code,value\nA2,5\nA4,6\n', { date: DAY, keepOthers: true }, 'parts');
  const { data } = await createExecutor(graph)(TOTAL.replace('gp-list-size', 'parts'));
  expect(data).toMatchObject({ organisation: { total: { value: 12, counted: 3 } } });
});

let loads = 0;

/** Loads values as a measure of their own. */
async function loadMerged(values: string): Promise<string> {
  const id = `merged-${++loads}`;
  await load(`code,date,value\n${values}`, {}, id);
  return id;
}

/** The total of the network of merged practices, and what each of some practices counts with. */
async function merged(values: string, args: string) {
  const id = await loadMerged(values);
  const { data, errors } = await createExecutor(graph)(`{ organisation(code: "U2", asOf: { date: "2022-09-30" }) {
    total(measure: "${id}"${args}) { value missingCount dates carriedForward tooOld underOtherCodes leftOut leftOutTotal
      valuesUnderOtherCodes { organisation { code } value date valueOf } valuesCarriedForward { value }
      missing { code why: measurementMissing(measure: "${id}"${args}) } } } }`);
  expect(errors).toBeUndefined();
  return (data!.organisation as unknown as { total: Record<string, unknown> }).total;
}

const BEFORE =
  'M1,2022-01-01,10\nP1,2022-01-01,20\nP2,2021-12-01,30\nS1,2022-01-01,40\nB1,2022-01-01,50\nB2,2022-01-01,60\n';

test('a value under a predecessor counts only where its only successor has none, and the answer says so', async () => {
  const total = await merged(`${BEFORE}D1,2022-01-01,70\nD2,2022-01-01,80\n`, '');
  expect(total).toEqual({
    value: 10 + 20 + 30 + 60 + 70 + 80,
    missingCount: 2,
    dates: ['2021-12-01', '2022-01-01'],
    ...{ carriedForward: 5, tooOld: 0, underOtherCodes: 2, leftOut: 1, leftOutTotal: 50 },
    valuesUnderOtherCodes: [
      { organisation: { code: 'N1' }, value: 10, date: '2022-01-01', valueOf: ['M1'] },
      { organisation: { code: 'N2' }, value: 50, date: '2022-01-01', valueOf: ['P1', 'P2'] },
    ],
    valuesCarriedForward: [{ value: 60 }, { value: 70 }, { value: 80 }, { value: 10 }, { value: 50 }],
    missing: [
      { code: 'N3', why: 'SPLIT' },
      { code: 'N4', why: 'SPLIT' },
    ],
  });
});

test('the old value of an organisation and the newer one of its successor do not both count', async () => {
  const newer = 'N1,2022-06-01,11\nB2,2022-06-01,110\nD1,2022-01-01,70\nD2,2022-06-01,150\n';
  const total = await merged(`${BEFORE.replace('B2,2022-01-01,60\n', '')}${newer}`, '');
  expect(total).toMatchObject({ value: 20 + 30 + 11 + 110 + 150, missingCount: 3, leftOut: 0, underOtherCodes: 1 });
  expect(total.missing).toContainEqual({ code: 'D1', why: 'SUCCEEDED' });
});

test('a value is carried forward no further than the given age', async () => {
  expect(await merged('M1,2022-01-01,10\nB2,2021-09-30,60\nD2,2021-09-29,80\n', '')).toMatchObject({
    ...{ value: 70, tooOld: 1, missingCount: 5, carriedForward: 2 },
    missing: expect.arrayContaining([{ code: 'D2', why: 'TOO_OLD' }]) as unknown,
  });
  expect(await merged('M1,2022-01-01,10\nD2,2022-09-30,80\n', ', maxAgeMonths: 0')).toMatchObject({
    ...{ value: 80, carriedForward: 0, tooOld: 1, missing: expect.arrayContaining([{ code: 'N1', why: 'TOO_OLD' }]) as unknown }, // prettier-ignore
  });
});

test('the values may be of another day than the organisations: a later one finds its value under the successor', async () => {
  const values =
    'M1,2022-01-01,10\nN1,2022-06-01,11\nN2,2022-06-01,55\nN3,2022-06-01,9\nB1,2022-01-01,50\nB2,2022-06-01,99\nD1,2023-06-01,7\n';
  const id = await loadMerged(values);
  const figure = (args: string) => `measurement(measure: "${id}"${args}) { value date valueOf isCarriedForward }`;
  const later = ', valuesOn: "2022-06-30"';
  const { data } = await createExecutor(
    graph,
  )(`{ organisations(codes: ["M1", "P1", "S1", "B1", "D1"], asOf: { date: "2022-01-31" }) {
    code own: ${figure('')} later: ${figure(later)} why: measurementMissing(measure: "${id}"${later}) } }`);
  const own = { value: 10, date: '2022-01-01', valueOf: ['M1'], isCarriedForward: true };
  const found = { value: 11, date: '2022-06-01', valueOf: ['N1'], isCarriedForward: true };
  expect(data!.organisations).toEqual([
    { code: 'M1', own, later: found, why: null },
    { code: 'P1', own: null, later: null, why: 'MERGED' },
    { code: 'S1', own: null, later: null, why: 'SPLIT' },
    { code: 'B1', own: { value: 50, date: '2022-01-01', valueOf: ['B1'], isCarriedForward: true }, later: null, why: 'SUCCEEDED' }, // prettier-ignore
    { code: 'D1', own: null, later: null, why: 'NOT_YET' },
  ]);
});

test('a loader that lost its lock writes and publishes nothing', async () => {
  const lock = await takeLock(graph);
  const { extracts: [extract] } = await startExtracts(graph, lock, 'gp-list-size', [PART]); // prettier-ignore
  await lock.release();
  const before = await values();
  await expect(writeExtract(graph, lock, extract!, () => undefined)).rejects.toThrow(LoadLocked);
  expect(await values()).toBe(before);
});

test('a measure is refused with exit code 3 while another loader runs', async () => {
  const lock = await takeLock(graph);
  await expect(load('code,value\nA1,1\n')).rejects.toMatchObject({ exitCode: 3 });
  await lock.release();
});

test('an invalid file changes nothing', async () => {
  const before = await count('MATCH (c:Catalog) RETURN c.generation');
  await expect(load('code,value\nA1,x\n')).rejects.toThrow("line 2: 'x' is not a number");
  expect(await count('MATCH (c:Catalog) RETURN c.generation')).toBe(before);
});

test.each([
  ['{ organisation(code: "A1") { measurement(measure: "beds") { value } } }', /No measure 'beds' is loaded. Loaded: banded, gp-list-size, merged-1/], // prettier-ignore
  ['{ organisation(code: "A1") { total(measure: "gp-list-size") { value } } }', 'total requires a view: A1 is not a network.'], // prettier-ignore
  ['{ organisation(code: "A1") { measurement(measure: "gp-list-size", maxAgeMonths: -1) { value } } }', 'maxAgeMonths must be 0 to 1200, not -1.'], // prettier-ignore
  ['{ organisation(code: "A1") { measurement(measure: "gp-list-size", dimension: { name: "age" }) { value } } }', "The measure gp-list-size has no dimension 'age'. Its dimensions: none."], // prettier-ignore
  ['{ organisation(code: "A1") { measurement(measure: "banded", dimension: { name: "age", value: "x" }) { value } } }', "The dimension age of banded has no value 'x'. Its values: 0_4, 10_14."], // prettier-ignore
  ['{ rollUp(of: GP_PRACTICE, by: PCN, view: NETWORK, within: { code: "NONE", view: NETWORK }) { count } }', /NONE/],
] as const)('%s: BAD_USER_INPUT', async (query, message) => {
  const { errors } = await createExecutor(graph)(query);
  expect(errors).toHaveLength(1);
  expect(errors![0]!.code).toBe('BAD_USER_INPUT');
  expect(errors![0]!.message).toMatch(message);
});
