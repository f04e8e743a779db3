import { testQueries, byKey, federate } from '../federate';

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

testQueries(graph, {
  'a fragment can select fields of two subgraphs': {
    query: '{ practices { ...Card } } fragment Card on Practice { name doses }',
    response: {
      data: {
        practices: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Oak Surgery', doses: 40 },
        ],
      },
    },
  },
  'a fragment can spread another fragment': {
    query: `
      { first { ...Card } }
      fragment Card on Practice { ...Doses town { ...Name } }
      fragment Doses on Practice { doses }
      fragment Name on Town { name }
    `,
    response: { data: { first: { doses: 12, town: { name: 'Elmham' } } } },
  },
  'fields with one response key in several fragments are merged': {
    query: `
      { first { ...A ...B town { practices { name } } } }
      fragment A on Practice { town { name } }
      fragment B on Practice { town { practices { doses } } }
    `,
    response: {
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
  'fields of fragments are returned with the other fields': {
    query: '{ first { ...D name ...T } } fragment D on Practice { doses } fragment T on Practice { code doses }',
    response: { data: { first: { doses: 12, name: 'Elm Surgery', code: 'ZXP0001' } } },
  },
  'a fragment can be on the root type': {
    query:
      '{ ...Root ... on Query { practices { doses } } ... { first { doses } } } fragment Root on Query { first { name } }',
    response: { data: { first: { name: 'Elm Surgery', doses: 12 }, practices: [{ doses: 12 }, { doses: 40 }] } },
  },
  'a fragment can be used several times': {
    query: '{ first { ...Card parent { ...Card parent { ...Card } } } } fragment Card on Practice { name doses }',
    response: {
      data: {
        first: {
          name: 'Elm Surgery',
          doses: 12,
          parent: { name: 'Oak Surgery', doses: 40, parent: { name: 'Oak Surgery', doses: 40 } },
        },
      },
    },
  },
  'an inline fragment needs no type condition': {
    query: '{ first { ... { doses ... { name } } } }',
    response: { data: { first: { doses: 12, name: 'Elm Surgery' } } },
  },
});

test('response keys have the order of the document', async () => {
  const { data } = await graph.query(
    '{ practices { doses name code } first { parent { doses name } town { name } name } }',
  );
  expect(JSON.stringify(data)).toBe(
    '{"practices":[{"doses":12,"name":"Elm Surgery","code":"ZXP0001"},{"doses":40,"name":"Oak Surgery","code":"ZXP0002"}],' +
      '"first":{"parent":{"doses":40,"name":"Oak Surgery"},"town":{"name":"Elmham"},"name":"Elm Surgery"}}',
  );
});
