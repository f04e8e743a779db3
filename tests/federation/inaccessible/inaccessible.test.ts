import { testQueries, byKey, federate, validationError } from '../federate';

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
        practices: (_: unknown, { kind }: { kind?: string }) =>
          practices.filter((practice) => !kind || practice.kind === kind),
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

testQueries(graph, {
  'an inaccessible key still joins subgraphs': {
    query: '{ practices { name doses } }',
    response: {
      data: {
        practices: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Oak Surgery', doses: 40 },
        ],
      },
    },
  },
  'an inaccessible field is unknown': {
    query: '{ practices { internal } }',
    response: validationError('Cannot query field "internal" on type "Practice".'),
  },
  'an inaccessible root field is unknown': {
    query: '{ hidden }',
    response: validationError('Cannot query field "hidden" on type "Query".'),
  },
  'an inaccessible argument is unknown': {
    query: '{ practices(secretly: true) { name } }',
    response: validationError('Unknown argument "secretly" on field "Query.practices".'),
  },
  'an inaccessible enum value is not a valid input': {
    query: '{ practices(kind: SECRET) { name } }',
    response: validationError('Value "SECRET" does not exist in "Kind" enum.'),
  },
  'an inaccessible enum value is null in a response': {
    query: '{ practices { kind } }',
    response: { data: { practices: [{ kind: 'GP' }, { kind: null }] } },
  },
  'the null of an inaccessible enum value propagates from a non-null field': {
    query: '{ kinds practices { name } }',
    response: {
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
  'an inaccessible union member is null': {
    query: '{ owners { __typename ... on Partner { name } } }',
    response: { data: { owners: [{ __typename: 'Partner', name: 'Ann' }, null] } },
  },
  'an inaccessible implementation of an interface is null': {
    query: '{ first { name } }',
    response: { data: { first: null } },
  },
  'an inaccessible type is unknown': {
    query: '{ owners { ... on Fund { name } } }',
    response: validationError('Unknown type "Fund".'),
  },
  'introspection does not return inaccessible elements': {
    query: `{
      fund: __type(name: "Fund") { name }
      kind: __type(name: "Kind") { enumValues { name } }
      practice: __type(name: "Practice") { fields { name } }
    }`,
    response: {
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
