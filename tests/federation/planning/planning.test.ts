import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parse, validate, type DocumentNode } from 'graphql';
import { createCompiler } from '../../../federation/operation-cache';
import { openPlanner, PLAN_LIMITS, type Planner } from '../../../federation/planning/planner';
import { answers, byKey, federate } from '../federate';

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
  errors: [{ message: `The operation ${what}, the most that is planned.`, code: 'GRAPHQL_VALIDATION_FAILED' }],
});

/** `field { field { … } }`, nested `levels` deep. */
const nested = (levels: number, field = 'parent', leaf = 'name') =>
  `${`${field} { `.repeat(levels)}${leaf}${' }'.repeat(levels)}`;

/** Fragments that each spread the next one twice: 2 to the power of `levels` objects from a few lines. */
const doubling = (levels: number) =>
  `{ practice { ...F0 } } ${Array.from({ length: levels }, (_, at) => {
    return `fragment F${at} on Practice { a: parent { ...F${at + 1} } b: parent { ...F${at + 1} } }`;
  }).join(' ')} fragment F${levels} on Practice { name }`;

answers(graph, {
  'attack 11: fragments in a circle never reach the planner': {
    query: '{ practice { ...A } } fragment A on Practice { name ...B } fragment B on Practice { ...A }',
    answer: {
      errors: [{ message: 'Cannot spread fragment "A" within itself via "B".', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    asks: [],
  },
  'a fragment that spreads itself does not either': {
    query: '{ practice { ...A } } fragment A on Practice { name ...A }',
    answer: { errors: [{ message: 'Cannot spread fragment "A" within itself.', code: 'GRAPHQL_VALIDATION_FAILED' }] },
  },
  'attack 1: two hundred levels are not planned': {
    query: `{ practice { ${nested(200)} } }`,
    answer: tooMuch('nests more than 45 selection sets'),
  },
  'inline fragments count as levels': {
    query: `{ practice { ${nested(60, '... on Practice')} } }`,
    answer: tooMuch('nests more than 45 selection sets'),
  },
  'attack 10: fragments that double are refused before they are written out': {
    query: doubling(16),
    answer: tooMuch('selects more than 500 objects, fragments written out'),
  },
  'fields are counted with their fragments written out': {
    query: `{ practice { ${Array.from({ length: 100 }, (_, at) => `p${at}: parent { ...Many }`).join(' ')} } }
      fragment Many on Practice { ${Array.from({ length: 60 }, (_, at) => `n${at}: name`).join(' ')} }`,
    answer: tooMuch('selects more than 5000 fields, fragments written out'),
  },
  'forty levels are planned and answered': {
    query: `{ practice { ${nested(40, 'parent', 'doses')} } }`,
    answer: { data: JSON.parse(`{"practice":${'{"parent":'.repeat(40)}{"doses":12}${'}'.repeat(40)}}`) as unknown },
  },
  'attack 70: a subscription is refused': {
    query: 'subscription { changed { name } }',
    answer: {
      errors: [{ message: 'Subscriptions are not offered.', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    asks: [],
  },
  'attack 70: @defer is unknown': {
    query: '{ practice { ... @defer { doses } } }',
    answer: { errors: [{ message: 'Unknown directive "@defer".', code: 'GRAPHQL_VALIDATION_FAILED' }] },
  },
  'an ordinary query is answered after all that': {
    query: '{ practice { name doses } }',
    answer: { data: { practice: { name: 'Elm Surgery', doses: 12 } } },
  },
});

describe('planning', () => {
  const { supergraph } = graph;
  const planner = openPlanner(supergraph.sdl);
  const document = () => parse('query One { practice { doses } } query Two { practice { name } }');

  /** A compiler that tells what it had planned. */
  function counting() {
    const planned: string[] = [];
    const plan: Planner = (text) => {
      planned.push(text);
      return planner(text);
    };
    const know = createCompiler(plan, { supergraph, executorOf: () => () => ({}) }, PLAN_LIMITS);
    const compile = (asked: DocumentNode, name: string) => Promise.resolve(know(asked, name).compiled({}));
    return { compile, planned };
  }

  test('an operation is planned once, however many requests wait for it', async () => {
    const { compile, planned } = counting();
    const asked = document();
    const compiled = await Promise.all(Array.from({ length: 50 }, () => compile(asked, 'One')));
    expect(new Set(compiled).size).toBe(1);
    expect(await compile(asked, 'One')).toBe(compiled[0]);
    expect(planned).toHaveLength(1);
  });

  test('each operation of a document has a plan of its own', async () => {
    const { compile, planned } = counting();
    const asked = document();
    await Promise.all([compile(asked, 'One'), compile(asked, 'Two')]);
    expect(planned).toHaveLength(2);
  });

  test('a plan that failed is made again', async () => {
    let failures = 1;
    const plan: Planner = (text) => (failures-- > 0 ? Promise.reject(new Error('out of luck')) : planner(text));
    const know = createCompiler(plan, { supergraph, executorOf: () => () => ({}) }, PLAN_LIMITS);
    const compile = (asked: DocumentNode, name: string) => Promise.resolve(know(asked, name).compiled({}));
    const asked = document();
    await expect(compile(asked, 'One')).rejects.toThrow('out of luck');
    await expect(compile(asked, 'One')).resolves.toHaveProperty('plans.length', 1);
  });

  test('two plans are made at once, the others wait', async () => {
    const plans = Array.from({ length: 20 }, (_, at) => planner(`{ practice { doses name${at}: name } }`));
    expect((await Promise.all(plans)).map((plan) => plan?.kind)).toEqual(Array(20).fill('Sequence'));
  });
});

test('a document that was validated with the very schema is not validated again, any other is', async () => {
  const document = parse('{ practice { nope } }');
  expect(validate(graph.apiSchema, document)).toHaveLength(1);
  const request = { document, request: {}, context: {} };
  expect((await graph.executor(request)).errors![0]!.message).toBe('Cannot query field "nope" on type "Practice".');
  const swapped = { ...request, schema: federate(subgraphs).apiSchema };
  expect((await graph.executor(swapped)).errors![0]!.message).toBe('Cannot query field "nope" on type "Practice".');
});

describe('fragments in a circle, in a process of their own', () => {
  const child = (door: string) =>
    spawnSync(process.execPath, [join(__dirname, 'child.mjs'), door], { encoding: 'utf8' });

  test('would end the process if the planner got them', () => {
    expect(child('planner')).toMatchObject({ status: null, stdout: '' });
  });

  test('get a plain answer from the executor', () => {
    expect(child('executor')).toMatchObject({
      status: 0,
      stdout: '"Cannot spread fragment \\"F\\" within itself via \\"G\\"."\n',
    });
  });
});
