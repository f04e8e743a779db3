import { answers, byKey, federate } from '../federate';

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

answers(graph, {
  'an empty list stays empty, and nobody is asked about it': {
    query: '{ empty { doses } }',
    answer: { data: { empty: [] } },
    asks: ['organisations'],
  },
  'no list is null': {
    query: '{ none { doses } }',
    answer: { data: { none: null } },
    asks: ['organisations'],
  },
  'gaps in a list stay where they are': {
    query: '{ gaps { doses } }',
    answer: { data: { gaps: [{ doses: 0 }, null, { doses: 20 }] } },
  },
  'lists of lists, with gaps on both levels': {
    query: '{ rows { doses } }',
    answer: { data: { rows: [[{ doses: 0 }, null], null, [], [{ doses: 10 }, { doses: 0 }]] } },
  },
  'three levels': {
    query: '{ cube { doses code } }',
    answer: {
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
  'lists within items of lists': {
    query: '{ networks { name members { doses } leads { doses } } }',
    answer: {
      data: {
        networks: [
          { name: 'North', members: [{ doses: 0 }, { doses: 10 }], leads: [[{ doses: 0 }]] },
          { name: 'South', members: [], leads: null },
          { name: 'East', members: [{ doses: 20 }, { doses: 0 }], leads: [[], [{ doses: 20 }, null]] },
        ],
      },
    },
    asks: ['organisations', 'vaccinations'],
  },
  'lists of lists of numbers': {
    query: '{ gaps { tags } }',
    answer: { data: { gaps: [{ tags: [[0], []] }, null, { tags: [[2], []] }] } },
  },
});

test('entities of several lists travel in one request, each once', async () => {
  graph.sent.length = 0;
  await graph.ask('{ networks { members { doses } leads { doses } } }');
  const { variables } = graph.sent[1]!;
  for (const representations of Object.values(variables as Record<string, { code: string }[]>)) {
    const codes = representations.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  }
});
