import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { disagreements, formatDisagreements, drawCases } from '../../oracle/comparison/compare';
import { poolOf, createRandom, type ReleasePool } from '../../oracle/comparison/draw';
import { measureChecks, readValues } from '../../oracle/comparison/measure-checks';
import { FIELD_CHECKS } from '../../oracle/comparison/field-checks';
import { FURTHER_CHECKS } from '../../oracle/comparison/further-checks';
import { readRelease } from '../../oracle/reading/release';
import { createExecutor, type Execute } from '../../support/gateway/execute-query';
import { describeWithReleases, openReleaseGraph, type ReleaseGraph } from '../../support/database/real-releases';

const SCHEMA = buildSchema(readFileSync(join(__dirname, '../../../schema/api.graphql'), 'utf8'));
const FIELDS = {
  ...(SCHEMA.getType('Organisation') as GraphQLObjectType).getFields(),
  ...SCHEMA.getQueryType()?.getFields(),
};
const SEED = 20_240_731;
/** The part of the cases that is drawn: CI has no time for all of them. */
const PART = Number(process.env.ORACLE_PART ?? 0.3);

describeWithReleases('the fields of the API agree with the independent oracle', (files) => {
  let real: ReleaseGraph;
  let execute: Execute;
  const pools: ReleasePool[] = [];
  const [sizes] = files.listSizes;
  const all = { ...FIELD_CHECKS, ...FURTHER_CHECKS, ...(sizes && measureChecks(readValues(sizes.file, sizes.date))) };
  let total = 0;

  beforeAll(async () => {
    real = await openReleaseGraph(files);
    execute = createExecutor(real.graph);
    for (const file of files.zips) pools.push(poolOf(await readRelease(file)));
  }, 900_000); // real releases are loaded
  afterAll(() => real?.close());

  test.each(Object.entries(all).filter(([, { field }]) => field in FIELDS))(
    '%s, on any day, basis and release',
    async (name, check) => {
      const random = createRandom(SEED + name.length);
      const cases = drawCases(check, Math.ceil(check.share * PART), random, pools);
      const found = await disagreements(execute, check, cases);
      expect(formatDisagreements(found)).toBe('none');
      total += cases.length;
    },
    180_000, // real releases are loaded
  );

  test('at least 10,000 responses were compared', () => {
    expect(total).toBeGreaterThanOrEqual(10_000);
  });
});
