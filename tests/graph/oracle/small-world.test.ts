import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { loadMeasure } from '../../../graph-seed/load-measure';
import { loadReleases } from '../../../graph-seed/load-release';
import {
  disagreements,
  formatDisagreements,
  type CheckCase,
  type Disagreement,
  drawCases,
} from '../../oracle/comparison/compare';
import { pageDisagreements } from '../../oracle/comparison/compare-pages';
import { createRandom, pick, poolOf, type Random, type ReleasePool } from '../../oracle/comparison/draw';
import { FIELD_CHECKS } from '../../oracle/comparison/field-checks';
import { FURTHER_CHECKS } from '../../oracle/comparison/further-checks';
import { toCsv } from '../../oracle/comparison/invented-values';
import { measureChecks } from '../../oracle/comparison/measure-checks';
import { DAYS, smallWorld, WORLD_DAYS } from '../../oracle/comparison/small-world';
import { sweepBelongings, sweepFacts } from '../../oracle/comparison/sweep';
import type { Values } from '../../oracle/measures';
import { readRelease, type Release } from '../../oracle/reading/release';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';
import { wipe } from '../../support/database/graph-hash';
import { LIST_SIZE } from '../../support/database/real-releases';
import { date, organisation, rel, role, succ, writeReleaseZip } from '../../support/database/release-builder';
import { createExecutor, type Execute } from '../../support/gateway/execute-query';

jest.setTimeout(120_000); // several invented releases are loaded

/** The seed of the first world; each further world has the next one. */
const SEED = Number(process.env.ORACLE_SEED ?? 1);
const WORLDS = Number(process.env.ORACLE_WORLDS ?? 2);
/** The part of the days and cases that is compared. */
const PART = Number(process.env.ORACLE_PART ?? 0.1);
const folder = mkdtempSync(join(tmpdir(), 'ods-graph-oracle-world-test-'));
let neo4j: EmptyNeo4j;
let graph: Graph;

beforeAll(async () => {
  neo4j = await emptyNeo4j();
  graph = openNeo4j({ ...neo4j, deadlineMs: 20_000 });
});
afterAll(async () => {
  await graph?.close();
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(Array.from({ length: WORLDS }, (_, at) => SEED + at))('a small world of chance, seed %i', async (seed) => {
  const random = createRandom(seed);
  const execute = await load(`world-${seed}`, smallWorld(random));
  const pools = [poolOf(await readRelease(join(folder, `world-${seed}.zip`)))];
  const found: Disagreement[] = [
    ...(await sweeps(execute, pools[0]!, seed)),
    ...(await fields(execute, pools, seed)),
    ...(await pageDisagreements(execute, random, pools, Math.ceil(200 * PART))).found,
  ];
  expect(formatDisagreements(found)).toBe('none');
});

test('values under the codes of predecessors and successors, on the days of the successions', async () => {
  const random = createRandom(SEED);
  const execute = await load(`values-${SEED}`, successionWorld(random));
  const { release, succeeded } = poolOf(await readRelease(join(folder, `values-${SEED}.zip`)));
  const values = worldValues(random, release, succeeded);
  const file = join(folder, 'values.csv');
  writeFileSync(file, toCsv(values));
  await loadMeasure({ graph, id: LIST_SIZE, file, report: silentReport });
  const check = measureChecks(values)['measurement of successors']!;
  const cases = Array.from({ length: Math.ceil(15_000 * PART) }, (): CheckCase => {
    const [date, valuesOn, maxAgeMonths] = [dayOf(random), dayOf(random), pick(random, AGES)];
    return { release, date, basis: 'OPERATIONAL', code: pick(random, succeeded), args: { valuesOn, maxAgeMonths } };
  });
  expect(formatDisagreements(await disagreements(execute, check, cases))).toBe('none');
});

/** Organisations of which most are closed, with chains, splits and mergers. */
function successionWorld(random: Random): readonly string[] {
  const codes = Array.from({ length: 40 }, (_, at) => `S${String(at).padStart(2, '0')}`);
  return codes.map((code, at) => {
    const later = codes.slice(at + 1, at + 6);
    const count = later.length === 0 ? 0 : pick(random, [0, 1, 1, 1, 2]);
    const succs = Array.from({ length: count }, () => succ('Successor', '', pick(random, later), pick(random, DAYS)));
    return organisation(code, { dates: date('2012-01-01', pick(random, ['', ...DAYS])), succs });
  });
}

/** Mostly a day of successions, else one beside it. */
const dayOf = (random: Random) => pick(random, random() < 0.7 ? DAYS : WORLD_DAYS);

const AGES = [0, 12, 36, 1_200, 1_200, 1_200];

/** Values of most of the organisations that succeeded others or were succeeded; half of them on the day of a succession. */
function worldValues(random: Random, { predecessors }: Release, codes: readonly string[]): Values {
  const some = [...new Set(codes)].filter(() => random() < 0.6);
  return new Map(
    some.map((code) => {
      const began = (predecessors.get(code) ?? []).flatMap((one) => one.date ?? []);
      const day = () => (began.length > 0 && random() < 0.5 ? pick(random, began) : dayOf(random));
      const days = new Set(Array.from({ length: pick(random, [1, 1, 2]) }, day));
      return [code, [...days].sort().map((date) => ({ date, value: 1 + Math.floor(random() * 10_000) }))];
    }),
  );
}

test('a relationship that led up only between two periods of a role did so on a day', async () => {
  const reporting = `${date('2015-04-01', '2016-12-31')}${date('2018-01-01', '2019-12-31')}`;
  const entity = organisation('Z1', {
    roles: [role('RO98', '1', 'primaryRole="true"'), role('RO327', '2', '', reporting)],
    rels: [rel('RE2', '3', 'Z2', date('2016-04-01', '2019-03-31'))],
  });
  const board = organisation('Z2', { roles: [role('RO261', '4', 'primaryRole="true"')] });
  const execute = await load('gap', [entity, board]);
  const { data } = await execute(
    '{ organisation(code: "Z1") { belongsTo(kind: ICB, view: COMMISSIONING) { reason stoppedAt { code } } } }',
  );
  expect(data!.organisation).toMatchObject({ belongsTo: { reason: 'NOT_ON_DATE', stoppedAt: { code: 'Z1' } } });
});

async function load(name: string, full: readonly string[]): Promise<Execute> {
  const file = await writeReleaseZip(join(folder, `${name}.zip`), { full });
  await wipe(graph);
  await loadReleases({ graph, files: [file], report: silentReport });
  return createExecutor(graph);
}

async function sweeps(execute: Execute, { release }: ReleasePool, seed: number): Promise<Disagreement[]> {
  const random = createRandom(seed);
  const found: Disagreement[] = [];
  const codes = [...release.entries.values()].flatMap(({ code, unresolved }) => (unresolved ? [] : [code]));
  for (const date of WORLD_DAYS.filter(() => random() < PART)) {
    const on = { release, date, basis: pick(random, ['OPERATIONAL', 'LEGAL'] as const) };
    found.push(...(await sweepFacts(execute, on, codes)).found);
    found.push(...(await sweepBelongings(execute, on, codes)).found);
  }
  return found;
}

async function fields(execute: Execute, pools: readonly ReleasePool[], seed: number): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  for (const [name, check] of Object.entries({ ...FIELD_CHECKS, ...FURTHER_CHECKS })) {
    const random = createRandom(seed + name.length);
    const cases = drawCases(check, Math.ceil((check.share / 10) * PART), random, pools);
    found.push(...(await disagreements(execute, check, cases)));
  }
  return found;
}
