import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReleases } from '../../../sample/write-release';
import { disagreements, formatDisagreements, drawCases } from '../../oracle/comparison/compare';
import { createRandom, pick, poolOf, type ReleasePool } from '../../oracle/comparison/draw';
import { FIELD_CHECKS } from '../../oracle/comparison/field-checks';
import { FURTHER_CHECKS } from '../../oracle/comparison/further-checks';
import { pageDisagreements } from '../../oracle/comparison/compare-pages';
import { sweepBelongings, sweepFacts, sweepRollUps } from '../../oracle/comparison/sweep';
import type { Moment } from '../../oracle/hierarchy';
import { readRelease } from '../../oracle/reading/release';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

jest.setTimeout(600_000); // with ORACLE_PART=1 everything is compared

/** The part of the answers that is compared: CI has no time for all of them. */
const PART = Number(process.env.ORACLE_PART ?? 0.02);
const SEED = 20_260_830;
const execute = createExecutor(sampleGraph());
const pools: ReleasePool[] = [];
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-oracle-test-'));
  for (const file of await writeReleases(folder)) pools.push(poolOf(await readRelease(file)));
  rmSync(folder, { recursive: true, force: true });
});

/** Before the Sub ICB Locations, a day with payees and vaccination sites, and the day of the release. */
const MOMENTS = ['2015-04-01', '2021-03-31', null].flatMap((date) => [
  [date, 'OPERATIONAL', 0] as const,
  [date, 'LEGAL', 1] as const,
]);

test.each(MOMENTS)('every organisation in every view and of every kind, on %s, %s', async (date, basis, first) => {
  const random = createRandom(SEED);
  for (const { release } of PART === 1 ? pools : [pools[first]!]) {
    const on: Moment = { release, date: date ?? release.id, basis };
    const all = [...release.entries.values()].flatMap(({ unresolved, code }) => (unresolved ? [] : [code]));
    const some = all.filter(() => random() < PART * 5);
    const few = Array.from({ length: Math.ceil(300 * PART) }, () => pick(random, all));
    for (const { found, compared } of [
      await sweepFacts(execute, on, some),
      await sweepBelongings(execute, on, few),
      await sweepRollUps(execute, on, random, PART / 10),
    ]) {
      expect(formatDisagreements(found)).toBe('none');
      expect(compared).toBeGreaterThan(0);
    }
  }
});

test.each(Object.entries({ ...FIELD_CHECKS, ...FURTHER_CHECKS }))(
  '%s, on any day, basis and release',
  async (name, check) => {
    const random = createRandom(SEED + name.length);
    const cases = drawCases(check, Math.ceil(check.share * PART), random, pools);
    expect(formatDisagreements(await disagreements(execute, check, cases))).toBe('none');
  },
);

test('pages of lists, from both ends and between cursors', async () => {
  const { found } = await pageDisagreements(execute, createRandom(SEED), pools, Math.ceil(2_500 * PART));
  expect(formatDisagreements(found)).toBe('none');
});
