import { RULES } from '../../../ods/finding-rules';
import { changeDisagreements } from '../../oracle/comparison/compare-changes';
import { findingDisagreements } from '../../oracle/comparison/compare-findings';
import { formatDisagreements } from '../../oracle/comparison/compare';
import { poolOf, type ReleasePool } from '../../oracle/comparison/draw';
import { readRelease } from '../../oracle/reading/release';
import { createExecutor, type Execute } from '../../support/gateway/execute-query';
import { describeWithReleases, openReleaseGraph, type ReleaseGraph } from '../../support/database/real-releases';

describeWithReleases('changes and findings agree with the independent oracle', (files) => {
  let real: ReleaseGraph;
  let execute: Execute;
  const pools: ReleasePool[] = [];
  let total = 0;

  beforeAll(async () => {
    real = await openReleaseGraph(files);
    execute = createExecutor(real.graph);
    for (const file of files.zips) pools.push(poolOf(await readRelease(file)));
  }, 900_000);
  afterAll(() => real?.close());

  test.each([
    ['forwards', 0, 1],
    ['backwards', 1, 0],
  ] as const)(
    'what changed between two releases, %s',
    async (_, first, second) => {
      const { found, compared } = await changeDisagreements(execute, pools[first]!.release, pools[second]!.release);
      expect(formatDisagreements(found)).toBe('none');
      total += compared;
    },
    180_000,
  );

  test('the findings of every rule', async () => {
    for (const { release } of pools) {
      const { found, counts } = await findingDisagreements(execute, release);
      expect(formatDisagreements(found)).toBe('none');
      expect(Object.keys(counts).sort()).toEqual(Object.keys(RULES).sort());
      total += Object.values(counts).reduce((sum, count) => sum + count, 0);
    }
  }, 180_000);

  test('at least 10,000 changes and findings were compared', () => {
    expect(total).toBeGreaterThanOrEqual(10_000);
  });
});
