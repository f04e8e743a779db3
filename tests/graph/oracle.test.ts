import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { changes, type Change } from '../oracle/changes';
import { disagreements, told, type Asked } from '../oracle/compare';
import { draw, poolOf, randomOf, type Pool } from '../oracle/draw';
import { measureQuestions, valuesOf } from '../oracle/measure-questions';
import { QUESTIONS } from '../oracle/questions';
import { readRelease } from '../oracle/release';
import { compare } from '../oracle/walk';
import { asking, type Ask } from '../support/asking';
import { describeReleases, openReleases, type LoadedReleases } from '../support/releases';

const SCHEMA = buildSchema(readFileSync(join(__dirname, '../../schema/api.graphql'), 'utf8'));
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

  const testChanges = 'changes' in FIELDS ? test : undefined;
  testChanges?.each([
    ['forwards', 0, 1],
    ['backwards', 1, 0],
  ] as const)(
    'what changed between two releases, %s',
    async (_, first, second) => {
      const [from, to] = [pools[first]!.release, pools[second]!.release];
      const expected = changes(from, to);
      const found = await allChanges(ask, from.id, to.id);
      expect(found.map(({ code }) => code)).toEqual(expected.map(({ code }) => code));
      const differing = found.filter((change, at) => !isDeepStrictEqual(change, expected[at]));
      expect(differing.slice(0, 5)).toEqual([]);
      answers += expected.length;
    },
    180_000,
  );

  test('at least 20,000 answers were compared', () => {
    expect(answers).toBeGreaterThanOrEqual(20_000);
  });
});

const CHANGES = `query ($from: ID!, $to: ID!, $after: String) {
  changes(from: $from, to: $to, first: 200, after: $after) {
    nodes { code kind detail { what id } } pageInfo { hasNextPage endCursor } } }`;

interface ChangesPage {
  readonly nodes: readonly Change[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Every page of the changes; the details in an order of their own, which nobody promises. */
async function allChanges(ask: Ask, from: string, to: string): Promise<Change[]> {
  const found: Change[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await ask(CHANGES, { variables: { from, to, after } });
    if (errors) throw new Error(errors[0]?.message);
    const { nodes, pageInfo } = JSON.parse(JSON.stringify(data!.changes)) as ChangesPage;
    found.push(...nodes.map((change) => ({ ...change, detail: sorted(change.detail) })));
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  return found;
}

function sorted(detail: Change['detail']): Change['detail'] {
  return [...detail].sort((a, b) => compare(a.what, b.what) || compare(a.id ?? '', b.id ?? ''));
}
