import { testQueries, byKey, federate } from '../federate';

const practices = ['ZXP0001', 'ZXP0002', 'ZXP0003'].map((code, at) => ({ code, doses: at * 10, tags: [[at], []] }));
const [elm, oak, ash] = practices;

const graph = federate({
  organisations: {
    sdl: `
      type Query {
        empty: [Practice!]!
        none: [Practice!]
        gaps: [Practice]
        rows: [[Practice]]!
        cube: [[[Practice!]!]!]!
        networks: [Network!]!
      }
      type Network { name: String members: [Practice!]! leads: [[Practice]] }
      type Practice @key(fields: "code") { code: ID! }
    `,
    resolvers: {
      Query: {
        empty: () => [],
        none: () => null,
        gaps: () => [elm, null, ash],
        rows: () => [[elm, null], null, [], [oak, elm]],
        cube: () => [[[elm], [oak, ash]], [[]]],
        networks: () => [
          { name: 'North', members: [elm, oak], leads: [[elm]] },
          { name: 'South', members: [], leads: null },
          { name: 'East', members: [ash, elm], leads: [[], [ash, null]] },
        ],
      },
      Practice: { __resolveReference: byKey(practices) },
    },
  },
  vaccinations: {
    sdl: 'type Practice @key(fields: "code") { code: ID! doses: Int tags: [[Int!]!] }',
    resolvers: { Practice: { __resolveReference: byKey(practices) } },
  },
});

testQueries(graph, {
  'an empty list stays empty and causes no entity fetch': {
    query: '{ empty { doses } }',
    response: { data: { empty: [] } },
    fetches: ['organisations'],
  },
  'a null list is null': {
    query: '{ none { doses } }',
    response: { data: { none: null } },
    fetches: ['organisations'],
  },
  'nulls in a list keep their positions': {
    query: '{ gaps { doses } }',
    response: { data: { gaps: [{ doses: 0 }, null, { doses: 20 }] } },
  },
  'a list of lists keeps its nulls on both levels': {
    query: '{ rows { doses } }',
    response: { data: { rows: [[{ doses: 0 }, null], null, [], [{ doses: 10 }, { doses: 0 }]] } },
  },
  'a list with three levels is resolved': {
    query: '{ cube { doses code } }',
    response: {
      data: {
        cube: [
          [
            [{ doses: 0, code: 'ZXP0001' }],
            [
              { doses: 10, code: 'ZXP0002' },
              { doses: 20, code: 'ZXP0003' },
            ],
          ],
          [[]],
        ],
      },
    },
  },
  'lists below the items of a list are resolved': {
    query: '{ networks { name members { doses } leads { doses } } }',
    response: {
      data: {
        networks: [
          { name: 'North', members: [{ doses: 0 }, { doses: 10 }], leads: [[{ doses: 0 }]] },
          { name: 'South', members: [], leads: null },
          { name: 'East', members: [{ doses: 20 }, { doses: 0 }], leads: [[], [{ doses: 20 }, null]] },
        ],
      },
    },
    fetches: ['organisations', 'vaccinations'],
  },
  'a list of lists of numbers is returned': {
    query: '{ gaps { tags } }',
    response: { data: { gaps: [{ tags: [[0], []] }, null, { tags: [[2], []] }] } },
  },
});

test('entities of several lists are sent in one request, each once', async () => {
  graph.sent.length = 0;
  await graph.query('{ networks { members { doses } leads { doses } } }');
  const { variables } = graph.sent[1]!;
  for (const representations of Object.values(variables as Record<string, { code: string }[]>)) {
    const codes = representations.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  }
});
