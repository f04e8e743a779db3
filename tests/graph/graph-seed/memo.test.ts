import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { abortRelease } from '../../../graph-seed/releases';
import { writeReleases } from '../../../sample/write-release';
import { graphLines, wipe } from '../../support/database/graph-hash';
import { forgetLock, Killed, killedAfter } from '../../support/database/killed-load';
import { useLoader } from '../../support/database/loader';
import { date, organisation, rel, role, type ReleaseInput } from '../../support/database/release-builder';
import { knownIn, loadWith, outcome, type LoadedWith } from '../../support/database/with-memo';

jest.setTimeout(600_000); // each test loads several releases, a minute each where ten processes want each processor

const loader = useLoader();
let memos: string;
beforeEach(() => void (memos = mkdtempSync(join(tmpdir(), 'ods-graph-memo-'))));
afterEach(() => rmSync(memos, { recursive: true, force: true }));

const graph = () => loader.graph();

/** Loads files with memos and without. Expects the same graph and reports. Returns both. */
async function bothWays(files: readonly string[]) {
  const without = await loadAll(files, undefined);
  const expected = await outcome(graph(), without);
  await wipe(graph());
  const loads = await loadAll(files, memos);
  expect(await outcome(graph(), loads)).toEqual(expected);
  return { without, with: loads };
}

/** Loads files one after the other, each after a dry run, which writes no memo. */
async function loadAll(files: readonly string[], folder: string | undefined): Promise<LoadedWith[]> {
  const loads: LoadedWith[] = [];
  for (const file of files) {
    const before = readdirSync(memos);
    const dry = await loadWith(graph(), file, folder, { dryRun: true });
    expect(readdirSync(memos)).toEqual(before);
    const load = await loadWith(graph(), file, folder);
    expect(knownIn(dry.lines)).toBe(knownIn(load.lines));
    loads.push({ ...load, dry: dry.report });
  }
  return loads;
}

test('the sample gives the same graph and the same reports, and nearly all records come from the memo', async () => {
  const [june, september] = (await writeReleases(loader.folder)) as [string, string];
  const ways = await bothWays([june, september]);
  const { records, stubs } = ways.with[1]!.report;
  expect(knownIn(ways.with[1]!.lines)).toBeGreaterThan((records + stubs) * 0.9);
});

const OLD = { lastChanged: '2019-01-01' };
const ENDED = date('2010-04-01', '2024-02-28');
const STARTS = date('2024-02-29');
const BASE: readonly string[] = [
  organisation('FIRST'), // the parser reads the first record of a file
  organisation('C1', { roles: [role('RO98', '1', 'primaryRole="true"')] }),
  organisation('P1', { rels: [rel('RE4', '31', 'C1'), rel('RE8', '32', 'NONE')], name: 'H&amp;J' }),
  organisation('P2', { rels: [rel('RE4', '41', 'C1', ENDED, '')], roles: [role('RO76', '2', '', ENDED, '')] }),
  organisation('P3', { status: '', dates: ENDED, roles: [role('RO177', '3', 'primaryRole="true"', STARTS, '')] }),
  organisation('P4', {
    roles: [role('RO177', '5', 'primaryRole="true"', ENDED), role('RO98', '6', 'primaryRole="true"', STARTS)],
    rels: [rel('RE4', '51', 'C1', STARTS)],
  }),
  organisation('P5', { roles: [role('RO177', '7', 'primaryRole="true"'), role('RO76', '8', '', ENDED)] }),
  organisation('P6', { roles: [role('RO999', '9', 'primaryRole="true"')] }),
];
const TWICE = organisation('P7', { name: 'KEPT', lastChanged: '2023-01-01' });
const OTHER = organisation('P7', { name: 'DROPPED', ...OLD });

const changed = (record: string, from: string, to: string) => {
  expect(record).toContain(from);
  return record.replace(from, to);
};
const next = (all: readonly string[], more: Partial<ReleaseInput> = {}): ReleaseInput => ({
  date: '2024-01-31',
  full: all,
  ...more,
});

test.each<[string, ReleaseInput, number]>([
  ['nothing changed', next(BASE, { date: '2024-02-27' }), 7],
  ['on the last day of periods', next(BASE, { date: '2024-02-28' }), 7],
  ['on the day after, when others begin', next(BASE, { date: '2024-02-29' }), 3],
  ['one byte changed', next(BASE.with(2, changed(BASE[2]!, 'H&amp;J', 'H&amp;K'))), 6],
  ['a record moved to the archive', next(BASE.toSpliced(3, 1), { archive: [BASE[0]!, BASE[3]!] }), 7],
  ['another order', next([BASE[0]!, ...BASE.slice(1).reverse()]), 7],
  ['a code list changed', next(BASE, { roles: { RO177: 'ANOTHER NAME', RO999: 'NEW' } }), 7],
  ['a record is gone that others name', next(BASE.toSpliced(1, 1)), 6],
  ['a target has a record now', next([...BASE, organisation('NONE')]), 7],
  ['a second record wins', next([...BASE, organisation('P1', { lastChanged: '2024-01-01', name: 'WINS' })]), 7],
  ['the record that won is gone', next([...BASE, OTHER]), 7],
  ['both records of a code are as before', next([...BASE, TWICE, OTHER]), 8],
])('%s: the graph and the report are the same', async (_, release, known) => {
  const files = [
    await loader.zip({ date: '2024-01-30', full: [...BASE, TWICE, OTHER] }),
    await loader.zip({ ...release, date: release.date! }),
    await loader.zip({ date: '2024-03-31', full: BASE }),
  ];
  const ways = await bothWays(files);
  expect(ways.with.map(({ lines }) => knownIn(lines))).toEqual([null, known, expect.any(Number)]);
  expect(readdirSync(memos)).toHaveLength(1);
});

describe('a load with the memo of a few records', () => {
  let first: string;
  let second: string;
  let expected: string[];
  beforeAll(async () => {
    first = await loader.zip({ date: '2024-01-30', full: [...BASE, TWICE, OTHER] });
    const changes = [changed(BASE[2]!, 'H&amp;J', 'H&amp;K'), organisation('P8'), organisation('P9'), OTHER];
    second = await loader.zip({
      date: '2024-02-29',
      full: [...BASE.toSpliced(2, 2), ...changes],
      roles: { RO177: 'NEW' },
    });
    await wipe(graph());
    for (const file of [first, second]) await loadWith(graph(), file, undefined);
    expected = await graphLines(graph());
  });
  beforeEach(async () => void (await loadWith(graph(), first, memos)));

  const memoFile = () =>
    join(
      memos,
      readdirSync(memos).find((name) => name.endsWith('.memo'))!,
    );
  const rewrite = (change: (bytes: Buffer) => Buffer) => writeFileSync(memoFile(), change(readFileSync(memoFile())));

  test.each<[string, () => void]>([
    ['is absent', () => rmSync(memoFile())],
    ['is empty', () => rewrite(() => Buffer.alloc(0))],
    ['is cut short', () => rewrite((bytes) => bytes.subarray(0, -1))],
    ['has another byte in an entry', () => rewrite((bytes) => bytes.fill(1, 1_000, 1_001))],
    ['has another byte in its checksum', () => rewrite((bytes) => bytes.fill(bytes.at(-1)! ^ 1, bytes.length - 1))],
    ['is of another version', () => rewrite((bytes) => Buffer.concat([Buffer.from('{"memo":2'), bytes.subarray(9)]))],
    ['is a folder', () => (rmSync(memoFile()), mkdirSync(join(memos, `${'0'.repeat(64)}.memo`)))],
  ])('that %s reads all records and says so', async (_, damage) => {
    damage();
    const { lines } = await loadWith(graph(), second, memos);
    expect(lines).toContainEqual(expect.stringMatching(/^All records are read: the memo of release 2024-01-30/));
    expect(knownIn(lines)).toBeNull();
    expect(await graphLines(graph())).toEqual(expected);
  });

  test('a graph that lacks a fact of it is noticed, and all records are read', async () => {
    const text = "MATCH (:Organisation {code: 'P6'})-[:HOLDS]->(r:Role) WITH r LIMIT 1 DETACH DELETE r";
    await graph().run({ name: 'damage', text });
    const damaged = await loadWith(graph(), second, memos);
    expect(damaged.lines).toContainEqual(expect.stringMatching(/lacks facts .* all records are read again/));
    const lines = await graphLines(graph());
    await wipe(graph());
    await loadWith(graph(), first, undefined);
    await graph().run({ name: 'damage', text });
    const { report } = await loadWith(graph(), second, undefined);
    expect(damaged.report).toEqual(report);
    expect(lines).toEqual(await graphLines(graph()));
  });

  test('stopped anywhere, and resumed with the memo or without, it gives the same graph', async () => {
    const [counted, folder] = [killedAfter(graph(), Infinity), mkdtempSync(join(memos, 'count-'))];
    await loadWith(counted.graph, second, memos);
    expect(await graphLines(graph())).toEqual(expected);
    const steps = counted.steps.length;
    for (let step = 1; step < steps; step += 3) {
      await wipe(graph());
      await loadWith(graph(), first, folder);
      const begins = step % 2 === 0 ? folder : undefined;
      await expect(loadWith(killedAfter(graph(), step).graph, second, begins)).rejects.toThrow(Killed);
      await forgetLock(graph());
      const { lines } = await loadWith(graph(), second, begins === undefined ? folder : undefined);
      expect({ step, lines, graph: await graphLines(graph()) }).toEqual({ step, lines, graph: expected });
    }
  });

  test('aborted and loaded again, it uses the same memo', async () => {
    await expect(loadWith(killedAfter(graph(), 12).graph, second, memos)).rejects.toThrow(Killed);
    await forgetLock(graph());
    await abortRelease(graph(), '2024-02-29');
    const { lines } = await loadWith(graph(), second, memos);
    expect(knownIn(lines)).toBeGreaterThan(0);
    expect(await graphLines(graph())).toEqual(expected);
  });

  test('a folder that cannot be written to only means that the next load reads everything', async () => {
    const blocked = join(memos, 'file');
    writeFileSync(blocked, '');
    const { lines } = await loadWith(graph(), second, blocked);
    expect(lines.at(-1)).toMatch(/^The records are not kept for the next load: /);
    expect(await graphLines(graph())).toEqual(expected);
  });
});
