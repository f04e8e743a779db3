import { execute, type ExecutionResult } from 'graphql';
import { federate } from '../federate';
import { validQueries } from './documents';
import { root, subgraphs } from './world';

const graph = federate(subgraphs);

const dataText = (result: ExecutionResult) => JSON.stringify(result.data);
const paths = ({ errors = [] }: ExecutionResult) => errors.map(({ path }) => path?.join('.')).sort();

/** The planner cannot plan @requires behind a second key (`tallest { weighted }`). Such responses are counted. */
const isUnplanned = ({ errors }: ExecutionResult) => errors?.[0]?.extensions.code === 'NOT_PLANNABLE';

/** Compares the response of the gateway with the execution of the API schema on one set of objects, for each query. */
async function compare(seed: number, count: number) {
  const { apiSchema: schema, executor } = graph;
  let unplanned = 0;
  for (const { query, document } of validQueries(schema, seed, count)) {
    for (const variables of [{}, { yes: false, no: true, of: 'z' }]) {
      const expected = await execute({ schema, document, rootValue: root, variableValues: variables });
      const actual = await executor({ schema, document, request: { variables }, context: {} });
      if (isUnplanned(actual)) unplanned++;
      if (isUnplanned(actual)) continue;
      const input = { query, variables };
      expect({ ...input, data: dataText(actual) }).toEqual({ ...input, data: dataText(expected) });
      if (!query.includes('needed'))
        expect({ ...input, errors: paths(actual) }).toEqual({ ...input, errors: paths(expected) });
      else expect(actual.errors === undefined).toBe(expected.errors === undefined);
    }
  }
  expect(unplanned / count).toBeLessThan(0.2);
}

const QUERIES = Number(process.env.RANDOM_QUERIES ?? 100);
const SEED = Number(process.env.RANDOM_SEED ?? 1);

test(
  `${QUERIES} random queries get the same response as from a single schema`,
  async () => {
    await compare(SEED, QUERIES);
  },
  60_000 + QUERIES * 500,
);
