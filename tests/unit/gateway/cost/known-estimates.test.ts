import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { readCostDirectives } from '../../../../gateway/cost/cost-directives';
import { estimate, type CostedOperation } from '../../../../gateway/cost/estimate';
import { createEstimates } from '../../../../gateway/cost/known-estimates';
import { DEFAULT_LIMITS } from '../../../../gateway/limits';

const SDL = `
  directive @listSize(assumedSize: Int, slicingArguments: [String!]) on FIELD_DEFINITION
  directive @federation__listSize(assumedSize: Int, slicingArguments: [String!]) on FIELD_DEFINITION
  type Query {
    shops(first: Int = 3, after: String): [Shop!]! @federation__listSize(slicingArguments: ["first"])
    shop(code: ID!): Shop
  }
  type Shop { name: String items(first: Int): [Shop!]! @federation__listSize(slicingArguments: ["first"], assumedSize: 7) }`;
const schema = buildSchema(SDL);
const model = readCostDirectives(SDL, DEFAULT_LIMITS);

function costed(query: string) {
  const operation = parse(query).definitions[0] as OperationDefinitionNode;
  return (variables: Record<string, unknown>, organisations = 100): CostedOperation => ({
    ...{ schema, model, operation, fragments: new Map(), variables, organisations },
  });
}

function counting() {
  let computed = 0;
  const estimates = createEstimates((operation) => {
    computed++;
    return estimate(operation);
  });
  return { estimates, computed: () => computed };
}

const QUERY = `query ($n: Int, $m: Int, $after: String, $more: Boolean!, $code: ID!) {
  shops(first: $n, after: $after) { name items(first: $m) @include(if: $more) { name items { name } } }
  shop(code: $code) { items(first: $m) @skip(if: $more) { name } }
}`;

test('an estimate that is known equals one that is computed, for any variables', () => {
  const { estimates, computed } = counting();
  const operation = costed(QUERY);
  const numbers = [undefined, null, 0, 1, 2, 50];
  let asked = 0;
  for (let round = 0; round < 3; round++)
    for (const n of numbers)
      for (const m of numbers)
        for (const more of [true, false]) {
          const variables = {
            more,
            after: `c${asked}`,
            code: `A${asked++}`,
            ...withValue('n', n),
            ...withValue('m', m),
          };
          expect(estimates(operation(variables))).toEqual(estimate(operation(variables)));
        }
  expect(computed()).toBeLessThan(asked);
});

const withValue = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value });

test('variables that do not change the size are not compared', () => {
  const { estimates, computed } = counting();
  const operation = costed(QUERY);
  for (let at = 0; at < 5; at++) estimates(operation({ n: 2, m: 3, more: true, after: `c${at}`, code: `A${at}` }));
  expect(computed()).toBe(1);
  estimates(operation({ n: 2, m: 4, more: true }));
  expect(computed()).toBe(2);
});

test('another graph, model or document has estimates of its own', () => {
  const { estimates, computed } = counting();
  const [one, other] = [costed('{ shops { name } }'), costed('{ shops { name items { name } } }')];
  const plain = estimates(one({})).cost;
  expect(estimates(other({})).cost).toBeGreaterThan(plain);
  estimates(one({}, 200));
  estimates({ ...one({}, 200), model: { ...model, types: new Map([['Shop', 5]]) } });
  expect(computed()).toBe(4);
});

test('only so many estimates are kept', () => {
  const { estimates, computed } = counting();
  const operation = costed('query ($m: Int) { shop(code: "A") { items(first: $m) { name } } }');
  for (let m = 0; m < 100; m++) expect(estimates(operation({ m }))).toEqual(estimate(operation({ m })));
  expect(computed()).toBe(100);
  estimates(operation({ m: 0 }));
  expect(computed()).toBe(101);
});
