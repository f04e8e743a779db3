import { compose } from '../../../federation/composition/compose';
import { compilePlan } from '../../../federation/execution/plan-steps';
import { ExecutionErrors } from '../../../federation/execution-errors';
import type { PlanNode } from '../../../federation/planning/planner';
import type { JsonObject } from '../../../federation/json-object';
import { readSupergraph } from '../../../federation/supergraph/supergraph';

const supergraph = readSupergraph(compose([{ name: 'one', sdl: 'type Query { a: Int b: Int c: Int }' }]));

const fetch = (key: string): PlanNode => ({
  kind: 'Fetch',
  serviceName: 'one',
  operationKind: 'query',
  operation: `{${key}}`,
});

/** Runs a plan and returns the starts and ends of its fetches in order, and the keys of the data. */
async function run(plan: PlanNode | undefined, variables: JsonObject = {}) {
  const log: string[] = [];
  const executorOf =
    () =>
    async ({ operation }: { operation: { query: string } }) => {
      log.push(`begin ${operation.query}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`end ${operation.query}`);
      return { data: { [operation.query.slice(1, -1)]: log.length } };
    };
  const data: JsonObject = {};
  const step = compilePlan(plan, { supergraph, executorOf, providersOf: () => [] });
  await step({ data, variables, client: { context: undefined }, errors: new ExecutionErrors() });
  return { log, keys: Object.keys(data).sort() };
}

test('a sequence runs its nodes one after the other', async () => {
  const { log } = await run({ kind: 'Sequence', nodes: [fetch('a'), fetch('b')] });
  expect(log).toEqual(['begin {a}', 'end {a}', 'begin {b}', 'end {b}']);
});

test('parallel nodes start together and end with the last one', async () => {
  const parallel: PlanNode = { kind: 'Parallel', nodes: [fetch('a'), fetch('b')] };
  const { log } = await run({ kind: 'Sequence', nodes: [parallel, fetch('c')] });
  expect(log.slice(0, 2)).toEqual(['begin {a}', 'begin {b}']);
  expect(log.slice(4)).toEqual(['begin {c}', 'end {c}']);
});

test.each<[JsonObject, string[]]>([
  [{ yes: true }, ['a']],
  [{ yes: false }, ['b']],
  [{}, ['b']],
])('a condition with the variables %j runs the matching clause', async (variables, keys) => {
  const condition: PlanNode = { kind: 'Condition', condition: 'yes', ifClause: fetch('a'), elseClause: fetch('b') };
  expect((await run(condition, variables)).keys).toEqual(keys);
});

test('a condition without a matching clause does nothing', async () => {
  expect((await run({ kind: 'Condition', condition: 'yes', ifClause: fetch('a') })).keys).toEqual([]);
  expect((await run({ kind: 'Condition', condition: 'yes', elseClause: fetch('a') }, { yes: true })).keys).toEqual([]);
});

test('a missing plan and an empty plan fetch nothing', async () => {
  expect((await run(undefined)).keys).toEqual([]);
  expect((await run({ kind: 'Sequence', nodes: [] })).keys).toEqual([]);
  expect((await run({ kind: 'Parallel', nodes: [] })).keys).toEqual([]);
});

test('an unknown node is rejected when the plan is compiled', async () => {
  await expect(run({ kind: 'Defer', primary: {}, deferred: [] })).rejects.toThrow(
    'The plan has an unknown node: Defer',
  );
  await expect(run({ kind: 'Flatten', path: [], node: { kind: 'Parallel', nodes: [] } })).rejects.toThrow(
    'The plan flattens a Parallel.',
  );
});
