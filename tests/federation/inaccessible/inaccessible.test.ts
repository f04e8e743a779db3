import { answers, byKey, federate, refused } from '../federate';

const practices = [
  { code: 'ZXP0001', name: 'Elm Surgery', kind: 'GP', internal: 'x1', owner: { __typename: 'Partner', name: 'Ann' } },
  { code: 'ZXP0002', name: 'Oak Surgery', kind: 'SECRET', internal: 'x2', owner: { __typename: 'Fund', name: 'Zed' } },
];
const doses = [
  { internal: 'x1', doses: 12 },
  { internal: 'x2', doses: 40 },
];

const graph = federate({
  organisations: {
    sdl: `
      type Query {
        practices(kind: Kind, secretly: Boolean @inaccessible): [Practice!]!
        hidden: Int @inaccessible
        kinds: [Kind!]!
        owners: [Owner]
        first: Named
      }
      type Practice implements Named @key(fields: "code") @key(fields: "internal") {
        code: ID! name: String kind: Kind internal: ID! @inaccessible owner: Owner
      }
      interface Named { name: String }
      enum Kind { GP SECRET @inaccessible }
      union Owner = Partner | Fund
      type Partner { name: String }
      type Fund implements Named @inaccessible { name: String }
    `,
    resolvers: {
      Query: {
        practices: (_: unknown, { kind }: { kind?: string }) => practices.filter((each) => !kind || each.kind === kind),
        kinds: () => ['GP', 'SECRET'],
        owners: () => practices.map(({ owner }) => owner),
        first: () => practices[1]!.owner,
      },
      Practice: { __resolveReference: byKey(practices) },
    },
  },
  vaccinations: {
    sdl: `type Practice @key(fields: "internal") { internal: ID! doses: Int }`,
    resolvers: { Practice: { __resolveReference: byKey(doses) } },
  },
});

answers(graph, {
  'a hidden key still joins subgraphs': {
    query: '{ practices { name doses } }',
    answer: {
      data: {
        practices: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Oak Surgery', doses: 40 },
        ],
      },
    },
  },
  'a hidden field is unknown': {
    query: '{ practices { internal } }',
    answer: refused('Cannot query field "internal" on type "Practice".'),
  },
  'a hidden root field is unknown': {
    query: '{ hidden }',
    answer: refused('Cannot query field "hidden" on type "Query".'),
  },
  'a hidden argument is unknown': {
    query: '{ practices(secretly: true) { name } }',
    answer: refused('Unknown argument "secretly" on field "Query.practices".'),
  },
  'a hidden value is no input': {
    query: '{ practices(kind: SECRET) { name } }',
    answer: refused('Value "SECRET" does not exist in "Kind" enum.'),
  },
  'a hidden value is null where it is answered': {
    query: '{ practices { kind } }',
    answer: { data: { practices: [{ kind: 'GP' }, { kind: null }] } },
  },
  'and where it must not be null, the null travels up': {
    query: '{ kinds practices { name } }',
    answer: {
      data: null,
      errors: [
        {
          message: 'Cannot return null for non-nullable field Query.kinds.',
          path: ['kinds', 1],
          code: 'SUBGRAPH_INVALID_RESPONSE',
        },
      ],
    },
  },
  'a hidden member of a union is null': {
    query: '{ owners { __typename ... on Partner { name } } }',
    answer: { data: { owners: [{ __typename: 'Partner', name: 'Ann' }, null] } },
  },
  'a hidden implementation of an interface is null': {
    query: '{ first { name } }',
    answer: { data: { first: null } },
  },
  'a hidden type is no type': {
    query: '{ owners { ... on Fund { name } } }',
    answer: refused('Unknown type "Fund".'),
  },
  'the schema does not show what is hidden': {
    query: `{
      fund: __type(name: "Fund") { name }
      kind: __type(name: "Kind") { enumValues { name } }
      practice: __type(name: "Practice") { fields { name } }
    }`,
    answer: {
      data: {
        fund: null,
        kind: { enumValues: [{ name: 'GP' }] },
        practice: {
          fields: [{ name: 'code' }, { name: 'name' }, { name: 'kind' }, { name: 'owner' }, { name: 'doses' }],
        },
      },
    },
  },
});
