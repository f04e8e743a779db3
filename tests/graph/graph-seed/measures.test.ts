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
import { date, writeReleaseZip, organisation, rel, role } from '../../support/database/release-builder';
import { freshNeo4j, type TestNeo4j } from '../../support/database/fresh-neo4j';

jest.setTimeout(180_000);

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-measure-'));
let neo4j: TestNeo4j;
let graph: Graph;

const practice = (code: string, id: string, dates = date('2010-04-01')) =>
  organisation(code, {
    dates,
    roles: [role('RO177', `${id}1`, 'primaryRole="true"'), role('RO76', `${id}2`)],
    rels: [rel('RE8', `${id}3`, 'U1')],
  });

beforeAll(async () => {
  neo4j = await freshNeo4j();
  graph = neo4j.graph;
  const network = organisation('U1', { roles: [role('RO272', '91', 'primaryRole="true"')] });
  const closed = practice('A3', '3', date('2010-04-01', '2015-03-31'));
  const full = [practice('A1', '1'), practice('A2', '2'), closed, practice('A4', '4'), network];
  await loadReleases({ graph, files: [await writeReleaseZip(join(folder, 'r.zip'), { full })], report: silentReport });
});
afterAll(async () => {
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

const DAY = '2021-01-01';

function load(text: string, options: MeasureOptions = { date: DAY }, id = 'gp-list-size') {
  const file = join(folder, 'sizes.csv');
  writeFileSync(file, text);
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
    generation: 1,
    replaced: [],
    extracts: [{ date: DAY, codes: 4, sum: 1112, kind: 'GP_PRACTICE', others: ['A3'], sumOfOthers: 7 }],
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
  const { numbers } = await startExtracts(graph, lock, 'gp-list-size', [DAY]);
  const extract = { measure: 'gp-list-size', date: DAY, number: numbers.get(DAY)!, figures: new Map([['A1', 77]]) };
  await writeExtract(graph, lock, extract, () => undefined);
  await writeExtract(graph, lock, extract, () => undefined);
  expect([await extracts(), await values()]).toEqual([had + 1, hadValues + 1]);
  expect((await createExecutor(graph)(TOTAL)).data).toEqual(before.data);
  await sweepMeasures(graph, lock);
  await lock.release();
  expect([await extracts(), await values()]).toEqual([had, hadValues]);
});

test('replaced values are kept for ten minutes, and then the next load deletes them', async () => {
  await graph.write([{ statement: { name: 'age', text: 'MATCH (n:Extract|Measure) WHERE n.replacedAt IS NOT NULL SET n.replacedAt = 0' } }]); // prettier-ignore
  await load('code,value\nA1,1\nA4,4\n');
  expect(await extracts()).toBe(4);
  expect(await count('MATCH (m:Measure) RETURN count(m)')).toBe(2);
  expect(await count('MATCH (m:Measurement) WHERE NOT EXISTS { MATCH (e:Extract {number: m.extract}) } RETURN count(m)')).toBe(0); // prettier-ignore
});

test('a loader that lost its lock writes and publishes nothing', async () => {
  const lock = await takeLock(graph);
  const { numbers } = await startExtracts(graph, lock, 'gp-list-size', [DAY]);
  await lock.release();
  const extract = { measure: 'gp-list-size', date: DAY, number: numbers.get(DAY)!, figures: new Map([['A1', 77]]) };
  const before = await values();
  await expect(writeExtract(graph, lock, extract, () => undefined)).rejects.toThrow(LoadLocked);
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
  ['{ organisation(code: "A1") { measurement(measure: "beds") { value } } }', "No measure 'beds' is loaded. Loaded: gp-list-size."], // prettier-ignore
  ['{ organisation(code: "A1") { total(measure: "gp-list-size") { value } } }', 'total requires a view: A1 is not a network.'], // prettier-ignore
  ['{ rollUp(of: GP_PRACTICE, by: PCN, view: NETWORK, within: { code: "NONE", view: NETWORK }) { count } }', /NONE/],
] as const)('%s: BAD_USER_INPUT', async (query, message) => {
  const { errors } = await createExecutor(graph)(query);
  expect(errors).toHaveLength(1);
  expect(errors![0]!.code).toBe('BAD_USER_INPUT');
  expect(errors![0]!.message).toMatch(message);
});
