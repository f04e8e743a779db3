import { parse, validate, type DocumentNode } from 'graphql';
import { createOperationCache } from '../../../federation/operation-cache';
import { PLAN_LIMITS } from '../../../federation/planning/plan-limits';
import type { Planner } from '../../../federation/planning/planner';
import { testQueries, byKey, federate, planning } from '../federate';

const practices = [{ code: 'ZXP0001', name: 'Elm Surgery', doses: 12 }];

const subgraphs = {
  organisations: {
    sdl: `
      type Query { practice: Practice }
      type Subscription { changed: Practice }
      type Practice @key(fields: "code") { code: ID! name: String }
    `,
    resolvers: { Query: { practice: () => practices[0] }, Practice: { __resolveReference: byKey(practices) } },
  },
  vaccinations: {
    sdl: 'type Practice @key(fields: "code") { code: ID! doses: Int parent: Practice }',
    resolvers: { Practice: { __resolveReference: byKey(practices), parent: () => practices[0] } },
  },
};

const graph = federate(subgraphs);
const tooMuch = (what: string) => ({
  errors: [{ message: `The operation ${what}, the limit for planning.`, code: 'GRAPHQL_VALIDATION_FAILED' }],
});

/** `field { field { … } }`, nested `levels` deep. */
const nested = (levels: number, field = 'parent', leaf = 'name') =>
  `${`${field} { `.repeat(levels)}${leaf}${' }'.repeat(levels)}`;

/** Fragments that each spread the next one twice: the document expands to 2 ** `levels` objects. */
const doubling = (levels: number) =>
  `{ practice { ...F0 } } ${Array.from({ length: levels }, (_, at) => {
    return `fragment F${at} on Practice { a: parent { ...F${at + 1} } b: parent { ...F${at + 1} } }`;
  }).join(' ')} fragment F${levels} on Practice { name }`;

testQueries(graph, {
  'attack 11: circular fragments never reach the planner': {
    query: '{ practice { ...A } } fragment A on Practice { name ...B } fragment B on Practice { ...A }',
    response: {
      errors: [{ message: 'Cannot spread fragment "A" within itself via "B".', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    fetches: [],
  },
  'a fragment that spreads itself never reaches the planner': {
    query: '{ practice { ...A } } fragment A on Practice { name ...A }',
    response: { errors: [{ message: 'Cannot spread fragment "A" within itself.', code: 'GRAPHQL_VALIDATION_FAILED' }] },
  },
  'attack 1: two hundred levels are not planned': {
    query: `{ practice { ${nested(200)} } }`,
    response: tooMuch('nests more than 45 selection sets'),
  },
  'inline fragments count as selection sets': {
    query: `{ practice { ${nested(60, '... on Practice')} } }`,
    response: tooMuch('nests more than 45 selection sets'),
  },
  'attack 10: fragments that multiply are rejected before they are expanded': {
    query: doubling(16),
    response: tooMuch('selects more than 500 objects, fragments expanded'),
  },
  'the field limit counts expanded fragments': {
    query: `{ practice { ${Array.from({ length: 100 }, (_, at) => `p${at}: parent { ...Many }`).join(' ')} } }
      fragment Many on Practice { ${Array.from({ length: 60 }, (_, at) => `n${at}: name`).join(' ')} }`,
    response: tooMuch('selects more than 5000 fields, fragments expanded'),
  },
  'an operation with forty levels is planned and executed': {
    query: `{ practice { ${nested(40, 'parent', 'doses')} } }`,
    response: { data: JSON.parse(`{"practice":${'{"parent":'.repeat(40)}{"doses":12}${'}'.repeat(40)}}`) as unknown },
  },
  'attack 70: a subscription is rejected': {
    query: 'subscription { changed { name } }',
    response: {
      errors: [{ message: 'Subscriptions are not offered.', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    fetches: [],
  },
  'the schema for clients has no subscriptions, because they are rejected': {
    query: '{ __schema { subscriptionType { name } } __type(name: "Subscription") { name } }',
    response: { data: { __schema: { subscriptionType: null }, __type: null } },
    fetches: [],
  },
  'attack 70: @defer is unknown': {
    query: '{ practice { ... @defer { doses } } }',
    response: { errors: [{ message: 'Unknown directive "@defer".', code: 'GRAPHQL_VALIDATION_FAILED' }] },
  },
  'an ordinary query still works after the attacks': {
    query: '{ practice { name doses } }',
    response: { data: { practice: { name: 'Elm Surgery', doses: 12 } } },
  },
});

describe('planning', () => {
  const { supergraph } = graph;
  const planner = planning.plannerOf(supergraph.sdl);
  const document = () => parse('query One { practice { doses } } query Two { practice { name } }');

  /** Returns a compile function and the texts of the operations that it passed to the planner. */
  function recordPlans() {
    const planned: string[] = [];
    const plan: Planner = (text) => {
      planned.push(text);
      return planner(text);
    };
    const operations = createOperationCache(plan, { supergraph, executorOf: () => () => ({}) }, PLAN_LIMITS);
    const compile = (parsed: DocumentNode, name: string) => Promise.resolve(operations(parsed, name).variant({}));
    return { compile, planned };
  }

  test('an operation is planned once for many concurrent requests', async () => {
    const { compile, planned } = recordPlans();
    const parsed = document();
    const compiled = await Promise.all(Array.from({ length: 50 }, () => compile(parsed, 'One')));
    expect(new Set(compiled).size).toBe(1);
    expect(await compile(parsed, 'One')).toBe(compiled[0]);
    expect(planned).toHaveLength(1);
  });

  test('each operation of a document has its own plan', async () => {
    const { compile, planned } = recordPlans();
    const parsed = document();
    await Promise.all([compile(parsed, 'One'), compile(parsed, 'Two')]);
    expect(planned).toHaveLength(2);
  });

  test('a failed plan is computed again', async () => {
    let failures = 1;
    const plan: Planner = (text) => (failures-- > 0 ? Promise.reject(new Error('planner failed')) : planner(text));
    const operations = createOperationCache(plan, { supergraph, executorOf: () => () => ({}) }, PLAN_LIMITS);
    const compile = (parsed: DocumentNode, name: string) => Promise.resolve(operations(parsed, name).variant({}));
    const parsed = document();
    await expect(compile(parsed, 'One')).rejects.toThrow('planner failed');
    await expect(compile(parsed, 'One')).resolves.toHaveProperty('plans.length', 1);
  });

  test('more plans than can run at once wait and succeed', async () => {
    const plans = Array.from({ length: 20 }, (_, at) => planner(`{ practice { doses name${at}: name } }`));
    expect((await Promise.all(plans)).map((plan) => plan?.kind)).toEqual(Array(20).fill('Sequence'));
  });
});

test('a document is rejected whether or not it was validated with the current schema', async () => {
  const document = parse('{ practice { nope } }');
  expect(validate(graph.apiSchema, document)).toHaveLength(1);
  const request = { document, request: {}, context: {} };
  expect((await graph.executor(request)).errors![0]!.message).toBe('Cannot query field "nope" on type "Practice".');
  const withOtherSchema = { ...request, schema: federate(subgraphs).apiSchema };
  expect((await graph.executor(withOtherSchema)).errors![0]!.message).toBe(
    'Cannot query field "nope" on type "Practice".',
  );
});

test('circular fragments get a validation error, and fail nothing else if they reach the planner', async () => {
  const circle = '{ practice { ...F } } fragment F on Practice { name ...G } fragment G on Practice { ...F }';
  const { errors } = await graph.executor({ document: parse(circle), request: {}, context: {} });
  expect(errors![0]!.message).toBe('Cannot spread fragment "F" within itself via "G".');
  const planner = planning.plannerOf(graph.supergraph.sdl);
  await expect(planner(circle)).rejects.toMatchObject({ code: 'NOT_PLANNABLE' });
  await expect(planner('{ practice { name } }')).resolves.toBeDefined();
});

test('a root type of subscriptions with another name is not in the schema for clients either', () => {
  const { apiSchema } = federate({
    changes: {
      sdl: `
        schema { query: Query subscription: Changes }
        type Query { ping: Boolean }
        type Changes { changed: Boolean }
      `,
    },
    readers: { sdl: 'type Query { reader: Reader } type Reader { subscription: Int }' },
  });
  expect(apiSchema.getSubscriptionType()).toBeUndefined();
  expect(Object.keys(apiSchema.getTypeMap()).filter((name) => /^(Changes|Subscription)$/.test(name))).toEqual([]);
});
