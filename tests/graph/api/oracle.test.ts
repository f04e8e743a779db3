import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { changeDisagreements } from '../../oracle/compare-changes';
import { findingDisagreements } from '../../oracle/compare-findings';
import { disagreements, told, type Asked } from '../../oracle/compare';
import { draw, poolOf, randomOf, type Pool } from '../../oracle/draw';
import { measureQuestions, valuesOf } from '../../oracle/measure-questions';
import { QUESTIONS } from '../../oracle/questions';
import { readRelease } from '../../oracle/release';
import { asking, type Ask } from '../../support/gateway/asking';
import { describeReleases, openReleases, type LoadedReleases } from '../../support/database/releases';

const SCHEMA = buildSchema(readFileSync(join(__dirname, '../../../schema/api.graphql'), 'utf8'));
const FIELDS = {
  ...(SCHEMA.getType('Organisation') as GraphQLObjectType).getFields(),
  ...SCHEMA.getQueryType()?.getFields(),
};
const SEED = 20_240_731;

describeReleases('The API agrees with an oracle that knows no Cypher', (files) => {
  let real: LoadedReleases;
  let ask: Ask;
  const pools: Pool[] = [];
  const [sizes] = files.listSizes;
  const all = { ...QUESTIONS, ...(sizes && measureQuestions(valuesOf(sizes.file, sizes.date))) };
  let answers = 0;

  beforeAll(async () => {
    real = await openReleases(files);
    ask = asking(real.graph);
    for (const file of files.zips) pools.push(poolOf(await readRelease(file)));
  }, 900_000);
  afterAll(() => real?.close());

  test.each(Object.entries(all).filter(([, { field }]) => field in FIELDS))(
    '%s, on any day, basis and release',
    async (name, question) => {
      const random = randomOf(SEED + name.length);
      const asked = Array.from({ length: question.share }, (): Asked => {
        const one = draw(random, pools, question.about ?? 'any');
        return { ...one, given: question.draw?.(random, one) ?? {} };
      });
      const found = await disagreements(ask, question, asked);
      expect(told(found)).toBe('none');
      answers += asked.length;
    },
    180_000,
  );

  test.each([
    ['forwards', 0, 1],
    ['backwards', 1, 0],
  ] as const)(
    'what changed between two releases, %s',
    async (_, first, second) => {
      const { found, compared } = await changeDisagreements(ask, pools[first]!.release, pools[second]!.release);
      expect(told(found)).toBe('none');
      answers += compared;
    },
    180_000,
  );

  test('what the rules over several records find in each release', async () => {
    for (const { release } of pools) {
      const { found, counts } = await findingDisagreements(ask, release);
      expect(told(found)).toBe('none');
      answers += Object.values(counts).reduce((sum, count) => sum + count, 0);
    }
  }, 180_000);

  test('at least 20,000 answers were compared', () => {
    expect(answers).toBeGreaterThanOrEqual(20_000);
  });
});
