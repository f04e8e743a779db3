import { testQueries, byKey, federate } from '../federate';

const practices = [
  { code: 'ZXP0001', name: 'ZXP0002', doses: 12 },
  { code: 'ZXP0002', name: 'Oak Surgery', doses: 40 },
];

/** The name of one practice is the code of the other, so a mix-up of name and key returns the wrong practice. */
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
        practice: (_: unknown, { code }: { code: string }) => practices.find((practice) => practice.code === code),
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

testQueries(graph, {
  'a root field can have an alias': {
    query: '{ all: practices { doses } }',
    response: { data: { all: [{ doses: 12 }, { doses: 40 }] } },
  },
  'a root field can occur twice with different arguments': {
    query: '{ one: practice(code: "ZXP0001") { doses } two: practice(code: "ZXP0002") { doses } }',
    response: { data: { one: { doses: 12 }, two: { doses: 40 } } },
    fetches: ['organisations', 'vaccinations'],
  },
  'an entity field can occur twice with different arguments': {
    query: '{ practice(code: "ZXP0001") { adults: doses(by: "age") children: doses } }',
    response: { data: { practice: { adults: 12, children: 12 } } },
  },
  'another field can have the key field as its alias': {
    query: '{ practice(code: "ZXP0001") { code: name doses } }',
    response: { data: { practice: { code: 'ZXP0002', doses: 12 } } },
  },
  'another field can have the key field as its alias while the key itself is aliased': {
    query: '{ practice(code: "ZXP0001") { code: name id: code doses } }',
    response: { data: { practice: { code: 'ZXP0002', id: 'ZXP0001', doses: 12 } } },
  },
  'the key field can have another field as its alias': {
    query: '{ practice(code: "ZXP0001") { name: code doses } }',
    response: { data: { practice: { name: 'ZXP0001', doses: 12 } } },
  },
  'two fields can have each other as their aliases': {
    query: '{ practice(code: "ZXP0002") { name: code code: name doses: name total: doses } }',
    response: { data: { practice: { name: 'ZXP0002', code: 'Oak Surgery', doses: 'Oak Surgery', total: 40 } } },
  },
  'aliases work below an entity of another subgraph': {
    query: '{ practice(code: "ZXP0001") { name: parent { code: name name: doses } } }',
    response: { data: { practice: { name: { code: 'Oak Surgery', name: 40 } } } },
  },
  '__typename can be aliased and can be an alias': {
    query: '{ practice(code: "ZXP0001") { kind: __typename __typename: name doses } }',
    response: { data: { practice: { kind: 'Practice', __typename: 'ZXP0002', doses: 12 } } },
  },
  'an alias can have a name that the planner uses internally': {
    query: '{ practice(code: "ZXP0001") { _internal_qp_alias_0: name code: name doses } }',
    response: { data: { practice: { _internal_qp_alias_0: 'ZXP0002', code: 'ZXP0002', doses: 12 } } },
  },
  'an alias can have the name that the gateway would choose instead': {
    query: '{ practice(code: "ZXP0001") { code: name code_: doses doses } }',
    response: { data: { practice: { code: 'ZXP0002', code_: 12, doses: 12 } } },
  },
  'a field can have the name constructor': {
    query: '{ constructor { name } practice(code: "ZXP0001") { constructor { name } doses } }',
    response: { data: { constructor: { name: 'Builder' }, practice: { constructor: { name: 'Mason' }, doses: 12 } } },
  },
  'an alias can have the name of a member of Object.prototype': {
    query:
      '{ practice(code: "ZXP0001") { constructor: name toString: doses valueOf: parent { hasOwnProperty: name } } }',
    response: {
      data: { practice: { constructor: 'ZXP0002', toString: 12, valueOf: { hasOwnProperty: 'Oak Surgery' } } },
    },
  },
});

test('attack 39: an alias __proto__ is an ordinary key and does not pollute prototypes', async () => {
  const query = '{ __proto__: practice(code: "ZXP0001") { __proto__: parent { polluted: name } doses } }';
  expect(JSON.stringify(await graph.query(query))).toBe(
    '{"data":{"__proto__":{"__proto__":{"polluted":"Oak Surgery"},"doses":12}}}',
  );
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});
