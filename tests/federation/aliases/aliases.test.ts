import { answers, byKey, federate } from '../federate';

const practices = [
  { code: 'ZXP0001', name: 'ZXP0002', doses: 12 },
  { code: 'ZXP0002', name: 'Oak Surgery', doses: 40 },
];

/** A practice is named like another one's code: whoever takes the name for the key answers for the wrong one. */
const graph = federate({
  organisations: {
    sdl: `
      type Query { practices: [Practice!]! practice(code: ID!): Practice constructor: Maker }
      type Practice @key(fields: "code") { code: ID! name: String upper(text: String): String constructor: Maker }
      type Maker { name: String }
    `,
    resolvers: {
      Query: {
        practices: () => practices,
        practice: (_: unknown, { code }: { code: string }) => practices.find((each) => each.code === code),
        constructor: () => ({ name: 'Builder' }),
      },
      Practice: {
        __resolveReference: byKey(practices),
        upper: (_: unknown, { text }: { text?: string }) => text?.toUpperCase() ?? null,
        constructor: () => ({ name: 'Mason' }),
      },
    },
  },
  vaccinations: {
    sdl: 'type Practice @key(fields: "code") { code: ID! doses(by: String): Int parent: Practice }',
    resolvers: { Practice: { __resolveReference: byKey(practices), parent: () => practices[1] } },
  },
});

answers(graph, {
  'a root field under another name': {
    query: '{ all: practices { doses } }',
    answer: { data: { all: [{ doses: 12 }, { doses: 40 }] } },
  },
  'the same field twice, with different arguments': {
    query: '{ one: practice(code: "ZXP0001") { doses } two: practice(code: "ZXP0002") { doses } }',
    answer: { data: { one: { doses: 12 }, two: { doses: 40 } } },
    asks: ['organisations', 'vaccinations'],
  },
  'a field of an entity twice': {
    query: '{ practice(code: "ZXP0001") { adults: doses(by: "age") children: doses } }',
    answer: { data: { practice: { adults: 12, children: 12 } } },
  },
  'the name under the name of the key': {
    query: '{ practice(code: "ZXP0001") { code: name doses } }',
    answer: { data: { practice: { code: 'ZXP0002', doses: 12 } } },
  },
  'the name under the name of the key, and the key under another': {
    query: '{ practice(code: "ZXP0001") { code: name id: code doses } }',
    answer: { data: { practice: { code: 'ZXP0002', id: 'ZXP0001', doses: 12 } } },
  },
  'the key under another name': {
    query: '{ practice(code: "ZXP0001") { name: code doses } }',
    answer: { data: { practice: { name: 'ZXP0001', doses: 12 } } },
  },
  'fields change places': {
    query: '{ practice(code: "ZXP0002") { name: code code: name doses: name total: doses } }',
    answer: { data: { practice: { name: 'ZXP0002', code: 'Oak Surgery', doses: 'Oak Surgery', total: 40 } } },
  },
  'below an entity of another subgraph': {
    query: '{ practice(code: "ZXP0001") { name: parent { code: name name: doses } } }',
    answer: { data: { practice: { name: { code: 'Oak Surgery', name: 40 } } } },
  },
  'the type under another name, and something else under the name of the type': {
    query: '{ practice(code: "ZXP0001") { kind: __typename __typename: name doses } }',
    answer: { data: { practice: { kind: 'Practice', __typename: 'ZXP0002', doses: 12 } } },
  },
  'a name that the planner uses itself': {
    query: '{ practice(code: "ZXP0001") { _internal_qp_alias_0: name code: name doses } }',
    answer: { data: { practice: { _internal_qp_alias_0: 'ZXP0002', code: 'ZXP0002', doses: 12 } } },
  },
  'a name that would be chosen instead': {
    query: '{ practice(code: "ZXP0001") { code: name code_: doses doses } }',
    answer: { data: { practice: { code: 'ZXP0002', code_: 12, doses: 12 } } },
  },
  'a field called constructor': {
    query: '{ constructor { name } practice(code: "ZXP0001") { constructor { name } doses } }',
    answer: { data: { constructor: { name: 'Builder' }, practice: { constructor: { name: 'Mason' }, doses: 12 } } },
  },
  'names that every object has': {
    query:
      '{ practice(code: "ZXP0001") { constructor: name toString: doses valueOf: parent { hasOwnProperty: name } } }',
    answer: {
      data: { practice: { constructor: 'ZXP0002', toString: 12, valueOf: { hasOwnProperty: 'Oak Surgery' } } },
    },
  },
});

test('attack 39: an alias __proto__ is a key like any other and pollutes nothing', async () => {
  const query = '{ __proto__: practice(code: "ZXP0001") { __proto__: parent { polluted: name } doses } }';
  expect(JSON.stringify(await graph.ask(query))).toBe(
    '{"data":{"__proto__":{"__proto__":{"polluted":"Oak Surgery"},"doses":12}}}',
  );
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});
