import { createPlanProcess, type PlanProcess } from '../../../federation/planning/plan-process';
import { compose } from '../../../federation/composition/compose';
import { federate, sdlOf } from '../federate';

/** The query planner is native code that aborts its process on some operations: it must not be the gateway's process. */

const subgraphs = {
  a: {
    sdl: `type Query { up: Int }
          type Site @key(fields: "id") @key(fields: "alt") {
            id: ID! alt: ID! beds: Int @external free: Int @requires(fields: "beds")
          }`,
    resolvers: { Query: { up: () => 1 } },
  },
  b: {
    sdl: `type Query { group: Group } type Group @key(fields: "id") { id: ID! sites: [Site!] }
          type Site @key(fields: "id") { id: ID! beds: Int }`,
  },
};
const sdl = compose(Object.entries(subgraphs).map(([name, subgraph]) => ({ name, sdl: sdlOf(subgraph) })));
const ABORTS = '{ group { sites { free } } }';

const lines: { readonly reason: string; readonly operation: string }[] = [];
const logger = { warn: () => undefined, error: (line: object) => void lines.push(line as never) };
const opened: PlanProcess[] = [];
afterEach(() => {
  lines.length = 0;
  for (const each of opened.splice(0)) each.close();
});

function open(timeoutMs?: number) {
  const planning = createPlanProcess({ logger, ...(timeoutMs !== undefined && { timeoutMs }) });
  opened.push(planning);
  return planning;
}

test('an operation that aborts the planner is refused, and others are planned at the same time and later', async () => {
  const plan = open().plannerOf(sdl);
  const outcomes = await Promise.allSettled([plan('{ up }'), plan(ABORTS), plan('{ a: up }'), plan('{ b: up }')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  await expect(plan('{ c: up }')).resolves.toBeDefined();
  expect(lines).toEqual([
    { reason: expect.stringMatching(/ended its process: SIG.* panicked at/) as string, operation: ABORTS },
  ]);
});

test('the process does not end again for the same operation; for another supergraph it is tried', async () => {
  const planning = open();
  const plan = planning.plannerOf(sdl);
  for (let times = 0; times < 3; times++) await expect(plan(ABORTS)).rejects.toMatchObject({ code: 'NOT_PLANNABLE' });
  expect(lines).toHaveLength(1);
  await expect(planning.plannerOf(sdl)(ABORTS)).rejects.toMatchObject({ code: 'NOT_PLANNABLE' });
  expect(lines).toHaveLength(2);
});

test('the log has no values of the operation', async () => {
  const planner = open().plannerOf(
    compose([{ name: 'one', sdl: 'type Query { find(name: String, size: Int): Int }' }]),
  );
  await expect(planner('{ find(name: "secret", size: 42) none }')).rejects.toMatchObject({ code: 'NOT_PLANNABLE' });
  expect(lines[0]?.operation).toBe('{ find(name: "", size: "") none }');
});

test('an operation that takes too long is given up, and others are planned', async () => {
  const planner = open(1_000).plannerOf(sdl);
  const fields = Array.from({ length: 10_000 }, (_, at) => `a${at}: group { id sites { id alt } }`);
  await expect(planner(`{ ${fields.join(' ')} }`)).rejects.toMatchObject({ code: 'NOT_PLANNABLE' });
  await expect(planner('{ up }')).resolves.toBeDefined();
  expect(lines).toMatchObject([{ reason: 'the planner takes too long' }]);
});

test('supergraphs that were replaced can still be used', async () => {
  const planning = open();
  const planners = ['a', 'b', 'c', 'd', 'e'].map((name) => [name, planning.plannerOf(graphWith(name))] as const);
  for (const [name, plan] of [...planners, ...planners]) await expect(plan(`{ ${name} }`)).resolves.toBeDefined();
  expect(lines).toEqual([]);
});

const graphWith = (field: string) => compose([{ name: 'one', sdl: `type Query { ${field}: Int }` }]);

test('what waits when it is closed is rejected', async () => {
  const planning = open();
  const waiting = [1, 2, 3].map((at) => planning.plannerOf(sdl)(`{ up${at}: up }`));
  planning.close();
  for (const each of waiting) await expect(each).rejects.toMatchObject({ code: 'OVERLOADED' });
  await expect(planning.plannerOf(sdl)('{ up }')).rejects.toMatchObject({ code: 'OVERLOADED' });
});

test('the client of the operation gets an error that says what to do, and the next client an answer', async () => {
  const { query } = federate(subgraphs);
  expect(await query(ABORTS)).toEqual({
    errors: [
      {
        message:
          'The operation is valid but cannot be planned: the query planner fails on this combination of fields of the subgraphs.',
        code: 'NOT_PLANNABLE',
      },
    ],
  });
  expect(await query('{ up }')).toEqual({ data: { up: 1 } });
});
