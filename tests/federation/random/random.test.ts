import {
  execute,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
} from 'graphql';
import { federate } from '../federate';
import { randomQuery, seeded } from './documents';
import { root, subgraphs } from './world';

const graph = federate(subgraphs);
const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

/** The first queries of a seed that are valid. */
function* validQueries(
  seed: number,
  count: number,
): Iterable<{ readonly query: string; readonly document: DocumentNode }> {
  const random = seeded(seed);
  while (count > 0) {
    const query = randomQuery(graph.apiSchema, random);
    const document = parse(query);
    if (validate(graph.apiSchema, document, rules).length > 0) continue;
    count--;
    yield { query, document };
  }
}

const plain = (result: ExecutionResult) => JSON.stringify(result.data);
const paths = ({ errors = [] }: ExecutionResult) => errors.map(({ path }) => path?.join('.')).sort();

/** The planner gives up on @requires behind a second key (`tallest { weighted }`); such answers are counted. */
const isUnplanned = ({ errors }: ExecutionResult) => errors?.[0]?.message === UNPLANNED;
const UNPLANNED = 'The operation is valid but could not be planned.';

/** Each query as the API schema would answer it in one place, and as the gateway does. */
async function compare(seed: number, count: number) {
  const { apiSchema: schema, executor } = graph;
  let unplanned = 0;
  for (const { query, document } of validQueries(seed, count)) {
    for (const variables of [{}, { yes: false, no: true, of: 'z' }]) {
      const alone = await execute({ schema, document, rootValue: root, variableValues: variables });
      const joined = await executor({ schema, document, request: { variables }, context: {} });
      if (isUnplanned(joined)) unplanned++;
      if (isUnplanned(joined)) continue;
      const about = { query, variables };
      expect({ ...about, data: plain(joined) }).toEqual({ ...about, data: plain(alone) });
      if (!query.includes('needed'))
        expect({ ...about, errors: paths(joined) }).toEqual({ ...about, errors: paths(alone) });
      else expect(joined.errors === undefined).toBe(alone.errors === undefined);
    }
  }
  expect(unplanned / count).toBeLessThan(0.2);
}

const QUERIES = Number(process.env.RANDOM_QUERIES ?? 100);
const SEED = Number(process.env.RANDOM_SEED ?? 1);

test(
  `${QUERIES} queries at random are answered as if all subgraphs were one`,
  async () => {
    await compare(SEED, QUERIES);
  },
  60_000 + QUERIES * 500,
);
