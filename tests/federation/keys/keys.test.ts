import { federate } from '../federate';

const practices = [
  { code: 'ZXP0001', odsCode: 'A1', name: 'Elm Surgery', network: { code: 'ZXN0001' } },
  { code: 'ZXP0002', odsCode: 'A2', name: 'Oak Surgery', network: { code: 'ZXN0001' } },
];

const organisations = {
  sdl: `
    type Query { practices: [Practice!]! practice(code: ID!): Practice }
    type Practice @key(fields: "code") { code: ID! name: String }
  `,
  resolvers: {
    Query: {
      practices: () => practices,
      practice: (_: unknown, { code }: { code: string }) => practices.find((each) => each.code === code),
    },
    Practice: { __resolveReference: ({ code }: { code: string }) => practices.find((each) => each.code === code) },
  },
};

const vaccinations = {
  sdl: `
    type Query { busiest: Practice }
    type Practice @key(fields: "code") { code: ID! doses: Int }
  `,
  resolvers: {
    Query: { busiest: () => ({ code: 'ZXP0002', doses: 40 }) },
    Practice: {
      __resolveReference: ({ code }: { code: string }) =>
        code === 'ZXP0001' ? { code, doses: 12 } : { code, doses: 40 },
    },
  },
};

describe('an entity with one key', () => {
  test('a practice has the doses that another subgraph counts', async () => {
    const { ask, sent } = federate({ organisations, vaccinations });
    expect(await ask('{ practices { name doses } }')).toEqual({
      data: {
        practices: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Oak Surgery', doses: 40 },
        ],
      },
    });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['organisations', 'vaccinations']);
  });

  test('the busiest practice is named, though its subgraph knows the code only', async () => {
    const { ask } = federate({ organisations, vaccinations });
    expect(await ask('{ busiest { name code doses } }')).toEqual({
      data: { busiest: { name: 'Oak Surgery', code: 'ZXP0002', doses: 40 } },
    });
  });

  test('an unknown practice is null and nobody is asked for its doses', async () => {
    const { ask, sent } = federate({ organisations, vaccinations });
    expect(await ask('query ($code: ID!) { practice(code: $code) { doses } }', { code: 'ZXP9999' })).toEqual({
      data: { practice: null },
    });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['organisations']);
  });
});
