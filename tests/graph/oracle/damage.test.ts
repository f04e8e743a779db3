import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import { loadMeasure } from '../../../graph-seed/load-measure';
import { loadReleases } from '../../../graph-seed/load-release';
import { RULES } from '../../../ods/finding-rules';
import { writeReleases } from '../../../sample/write-release';
import { chosenValue } from '../../oracle/chosen-value';
import { disagreements, formatDisagreements, type CheckCase, drawCases } from '../../oracle/comparison/compare';
import { changeDisagreements } from '../../oracle/comparison/compare-changes';
import { findingDisagreements } from '../../oracle/comparison/compare-findings';
import { DAMAGE_NAMES, damaged } from '../../oracle/comparison/damage';
import { createRandom, poolOf, type ReleasePool } from '../../oracle/comparison/draw';
import type { FieldCheck } from '../../oracle/comparison/field-check';
import { FIELD_CHECKS } from '../../oracle/comparison/field-checks';
import { FURTHER_CHECKS } from '../../oracle/comparison/further-checks';
import { inverseDisagreements } from '../../oracle/comparison/inverse-changes';
import { inventValues, toCsv } from '../../oracle/comparison/invented-values';
import { measureChecks, SUCCEEDED_KINDS, type ValueArguments } from '../../oracle/comparison/measure-checks';
import type { Values } from '../../oracle/measures';
import { releaseOf } from '../../oracle/reading/release';
import { xmlTextsOf } from '../../oracle/reading/zip';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';
import { writeZip, zipBytes } from '../../support/database/release-builder';
import { LIST_SIZE } from '../../support/database/real-releases';
import { createExecutor, type Execute } from '../../support/gateway/execute-query';

jest.setTimeout(120_000); // damaged releases are loaded

const SEED = Number(process.env.ORACLE_SEED ?? 20_261_130);
/** The parts of the sample's records that are kept, and of these that are damaged. */
const [KEPT, BROKEN] = [0.5, 0.5];
/** The part of the cases of each field that is compared. */
const PART = Number(process.env.ORACLE_PART ?? 0.1);
const VALUE_PART = 0.8;
const random = createRandom(SEED);
const folder = mkdtempSync(join(tmpdir(), 'ods-graph-oracle-damage-test-'));
const pools: ReleasePool[] = [];
const done = new Set<string>();
let neo4j: EmptyNeo4j;
let execute: Execute;
let values: Values;

beforeAll(async () => {
  neo4j = await emptyNeo4j();
  const [first, second] = await writeReleases(folder);
  const [full, archive] = damage(await xmlTextsOf(first!));
  await load([
    full!,
    archive!.replace('<PublicationDate value="2024-06-30"/>', '<PublicationDate value="2024-06-29"/>'),
  ]);
  await load(damage(await xmlTextsOf(second!)).slice(0, 1));
  values = inventValues(random, pools[0]!);
  const file = join(folder, 'values.csv');
  writeFileSync(file, toCsv(values));
  await loadMeasure({ graph: neo4j.graph, id: LIST_SIZE, file, report: silentReport });
  execute = createExecutor(neo4j.graph);
});
afterAll(async () => {
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

function damage(texts: readonly string[]): readonly string[] {
  const { texts: result, counts } = damaged(texts, random, KEPT, BROKEN);
  for (const name of Object.keys(counts)) done.add(name);
  return result;
}

/** Loads a release of the text of a Full file and perhaps that of an Archive file. */
async function load(texts: readonly string[]): Promise<void> {
  const entries = texts.map(async (text, at) => {
    const [zip, xml] = [['fullfile.zip', 'Full'] as const, ['archive.zip', 'Archive'] as const][at]!;
    return [zip, await zipBytes([[`HSCOrgRefData_${xml}.xml`, Buffer.from(text)]])] as const;
  });
  const file = await writeZip(join(folder, `damaged-${pools.length}.zip`), await Promise.all(entries));
  const options = { force: true, allowPartial: true, allowCountMismatch: true };
  await loadReleases({ graph: neo4j.graph, files: [file], options, report: silentReport });
  pools.push(poolOf(releaseOf(texts)));
}

test('every damage was done', () => {
  expect([...done].sort()).toEqual([...DAMAGE_NAMES].sort());
});

test('the findings of every rule', async () => {
  const total: Record<string, number> = {};
  for (const { release } of pools) {
    const { found, counts } = await findingDisagreements(execute, release);
    expect(formatDisagreements(found)).toBe('none');
    for (const [rule, count] of Object.entries(counts)) total[rule] = (total[rule] ?? 0) + count;
  }
  expect(Object.keys(total).sort()).toEqual(Object.keys(RULES).sort());
  expect(Object.keys(total).filter((rule) => total[rule] === 0)).toEqual([]);
});

test('what changed between two releases, both ways', async () => {
  const [first, second] = pools.map(({ release }) => release);
  for (const [from, to] of [
    [first!, second!],
    [second!, first!],
  ] as const) {
    const { found, compared } = await changeDisagreements(execute, from, to);
    expect(formatDisagreements(found)).toBe('none');
    expect(compared).toBeGreaterThan(0);
  }
  const inverse = await inverseDisagreements(execute, [first!.id, second!.id]);
  expect(formatDisagreements(inverse.found)).toBe('none');
});

test.each(Object.entries({ ...FIELD_CHECKS, ...FURTHER_CHECKS }))('%s of damaged records', (name, check) =>
  compare(name, check, PART),
);

/** What measureChecks has, of values that are loaded when the tests run. */
test.each(Object.keys(measureChecks(new Map())))('%s of invented values', (name) =>
  compare(name, measureChecks(values, SUCCEEDED_KINDS)[name]!, VALUE_PART),
);

test('among the compared values are some under other codes, and every reason for none', () => {
  const check = measureChecks(values)['measurement of successors']!;
  const seen = casesOf('measurement of successors', check, VALUE_PART).map(({ args, ...on }) => {
    const { valuesOn, maxAgeMonths } = args as unknown as ValueArguments;
    const chosen = chosenValue(on, values, on.code, { day: valuesOn ?? on.date, months: maxAgeMonths });
    return chosen.reason ?? (chosen.under.join() === on.code ? 'OWN' : 'UNDER_OTHERS');
  });
  const reasons = ['MERGED', 'NOT_YET', 'NO_VALUE', 'SPLIT', 'SUCCEEDED', 'TOO_OLD'];
  expect([...new Set(seen)].sort()).toEqual([...reasons, 'OWN', 'UNDER_OTHERS'].sort());
});

async function compare(name: string, check: FieldCheck, part: number): Promise<void> {
  expect(formatDisagreements(await disagreements(execute, check, casesOf(name, check, part)))).toBe('none');
}

/** Draws the cases of a check, always the same. */
function casesOf(name: string, check: FieldCheck, part: number): readonly CheckCase[] {
  const drawing = createRandom(SEED + name.length);
  return drawCases(check, Math.ceil(check.share * part), drawing, pools);
}
