import { answers, byKey, federate } from '../federate';

const practices = [
  { code: 'ZXP0001', name: 'Elm Surgery', town: { name: 'Elmham' }, doses: 12 },
  { code: 'ZXP0002', name: 'Oak Surgery', town: null, doses: 40 },
];

const graph = federate({
  organisations: {
    sdl: `
      type Query { practices: [Practice!]! first: Practice }
      type Practice @key(fields: "code") { code: ID! name: String town: Town }
      type Town { name: String practices: [Practice!]! }
    `,
    resolvers: {
      Query: { practices: () => practices, first: () => practices[0] },
      Practice: { __resolveReference: byKey(practices) },
      Town: { practices: () => practices },
    },
  },
  vaccinations: {
    sdl: 'type Practice @key(fields: "code") { code: ID! doses: Int parent: Practice }',
    resolvers: { Practice: { __resolveReference: byKey(practices), parent: () => practices[1] } },
  },
});

answers(graph, {
  'a fragment over two subgraphs': {
    query: '{ practices { ...Card } } fragment Card on Practice { name doses }',
    answer: {
      data: {
        practices: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Oak Surgery', doses: 40 },
        ],
      },
    },
  },
  'a fragment within a fragment': {
    query: `
      { first { ...Card } }
      fragment Card on Practice { ...Doses town { ...Name } }
      fragment Doses on Practice { doses }
      fragment Name on Town { name }
    `,
    answer: { data: { first: { doses: 12, town: { name: 'Elmham' } } } },
  },
  'fields of the same key from several fragments are one': {
    query: `
      { first { ...A ...B town { practices { name } } } }
      fragment A on Practice { town { name } }
      fragment B on Practice { town { practices { doses } } }
    `,
    answer: {
      data: {
        first: {
          town: {
            name: 'Elmham',
            practices: [
              { doses: 12, name: 'Elm Surgery' },
              { doses: 40, name: 'Oak Surgery' },
            ],
          },
        },
      },
    },
  },
  'the keys stand in the order of the document': {
    query: '{ first { ...D name ...T } } fragment D on Practice { doses } fragment T on Practice { code doses }',
    answer: { data: { first: { doses: 12, name: 'Elm Surgery', code: 'ZXP0001' } } },
  },
  'a fragment on the root': {
    query:
      '{ ...Root ... on Query { practices { doses } } ... { first { doses } } } fragment Root on Query { first { name } }',
    answer: { data: { first: { name: 'Elm Surgery', doses: 12 }, practices: [{ doses: 12 }, { doses: 40 }] } },
  },
  'the same fragment in two places': {
    query: '{ first { ...Card parent { ...Card parent { ...Card } } } } fragment Card on Practice { name doses }',
    answer: {
      data: {
        first: {
          name: 'Elm Surgery',
          doses: 12,
          parent: { name: 'Oak Surgery', doses: 40, parent: { name: 'Oak Surgery', doses: 40 } },
        },
      },
    },
  },
  'an inline fragment without a type': {
    query: '{ first { ... { doses ... { name } } } }',
    answer: { data: { first: { doses: 12, name: 'Elm Surgery' } } },
  },
});

test('keys are answered in the order of the document', async () => {
  const { data } = await graph.ask(
    '{ practices { doses name code } first { parent { doses name } town { name } name } }',
  );
  expect(JSON.stringify(data)).toBe(
    '{"practices":[{"doses":12,"name":"Elm Surgery","code":"ZXP0001"},{"doses":40,"name":"Oak Surgery","code":"ZXP0002"}],' +
      '"first":{"parent":{"doses":40,"name":"Oak Surgery"},"town":{"name":"Elmham"},"name":"Elm Surgery"}}',
  );
});
