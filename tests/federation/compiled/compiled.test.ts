import { execute, NoUnusedVariablesRule, parse, specifiedRules, validate } from 'graphql';
import { createSchemaExecutor } from '../../../federation/subgraphs/schema-executor';
import { comparable } from '../../support/compare-results';
import { randomOperation } from '../../support/random-operation';
import { seeded } from '../random/documents';
import { createWorld } from './world';

const DOCUMENTS = Number(process.env.RANDOM_DOCUMENTS ?? 1_000);
const SEED = Number(process.env.RANDOM_SEED ?? 1);
/** The first time is interpreted, the later ones are those of compiled code. */
const TIMES = 3;

const schema = createWorld();
const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

test(
  `${DOCUMENTS} random documents of seed ${SEED} have the results of graphql-js, ${TIMES} times each`,
  async () => {
    const run = createSchemaExecutor(schema, { compileAfter: 1, compilingShare: Infinity });
    const random = seeded(SEED);
    for (let left = DOCUMENTS; left > 0;) {
      const { query, variables } = randomOperation(schema, {}, random, 1 + Math.floor(random() * 4));
      const document = parse(query);
      if (validate(schema, document, rules).length > 0) continue;
      left--;
      for (const variableValues of variables) {
        const result = await execute({ schema, document, variableValues, hideSuggestions: true });
        const expected = comparable(result, (error) => error);
        const input = { query, variableValues };
        for (let time = 1; time <= TIMES; time++) {
          const actual = comparable(await run({ document, variables: variableValues }, {}), (error) => error);
          if (actual !== expected) expect({ ...input, time, actual }).toEqual({ ...input, time, actual: expected });
        }
      }
    }
  },
  60_000 + DOCUMENTS * 500,
);
