import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import { loadMeasure } from '../../../graph-seed/load-measure';
import { RULES } from '../../../ods/finding-rules';
import { changeDisagreements } from '../../oracle/comparison/compare-changes';
import { findingDisagreements } from '../../oracle/comparison/compare-findings';
import { disagreements, formatDisagreements, drawCases } from '../../oracle/comparison/compare';
import { createRandom, poolOf, type ReleasePool } from '../../oracle/comparison/draw';
import { inventValues, toCsv } from '../../oracle/comparison/invented-values';
import { measureChecks, SUCCEEDED_KINDS } from '../../oracle/comparison/measure-checks';
import type { Values } from '../../oracle/measures';
import { readRelease } from '../../oracle/reading/release';
import { createExecutor, type Execute } from '../../support/gateway/execute-query';
import { describeWithReleases, openReleaseGraph, type ReleaseGraph } from '../../support/database/real-releases';

const SEED = 20_240_731;
/** The part of the cases that is drawn: CI has no time for all of them. */
const PART = Number(process.env.ORACLE_PART ?? 0.3);
const INVENTED = 'invented';

describeWithReleases('changes, findings and values under other codes agree with the independent oracle', (files) => {
  let real: ReleaseGraph;
  let execute: Execute;
  let values: Values;
  const pools: ReleasePool[] = [];
  let total = 0;

  beforeAll(async () => {
    real = await openReleaseGraph(files);
    execute = createExecutor(real.graph);
    for (const file of files.zips) pools.push(poolOf(await readRelease(file)));
  }, 900_000); // real releases are loaded
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
    180_000, // real releases are loaded
  );

  test('the findings of every rule', async () => {
    for (const { release } of pools) {
      const { found, counts } = await findingDisagreements(execute, release);
      expect(formatDisagreements(found)).toBe('none');
      expect(Object.keys(counts).sort()).toEqual(Object.keys(RULES).sort());
      total += Object.values(counts).reduce((sum, count) => sum + count, 0);
    }
  }, 180_000); // real releases are loaded

  test('at least 10,000 changes and findings were compared', () => {
    expect(total).toBeGreaterThanOrEqual(10_000);
  });

  /** No release has successions of practices, and list sizes only of practices. A Neo4j that is not ours gets no values. */
  (process.env.TEST_RELEASES_URI ? describe.skip : describe)('invented values', () => {
    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ods-graph-oracle-values-test-'));
      values = inventValues(createRandom(SEED), pools[0]!);
      const file = join(folder, 'values.csv');
      writeFileSync(file, toCsv(values));
      await loadMeasure({ graph: real.graph, id: INVENTED, file, report: silentReport });
      rmSync(folder, { recursive: true, force: true });
    }, 180_000); // real releases are loaded

    test.each(Object.keys(measureChecks(new Map())))(
      '%s, on any day, basis and release, of the organisations and of the values',
      async (name) => {
        const check = measureChecks(values, SUCCEEDED_KINDS, INVENTED)[name]!;
        const random = createRandom(SEED + name.length);
        const cases = drawCases(check, Math.ceil(check.share * PART), random, pools);
        expect(formatDisagreements(await disagreements(execute, check, cases))).toBe('none');
      },
      180_000, // real releases are loaded
    );
  });
});
