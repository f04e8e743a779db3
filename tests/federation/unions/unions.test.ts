import { testQueries, byKey, federate } from '../federate';

const people = { ann: { name: 'Ann' }, ben: { name: 'Ben' } };
const practices = [
  { __typename: 'Practice', code: 'ZXP0001', name: 'Elm Surgery', doses: 12 },
  { __typename: 'Practice', code: 'ZXP0002', name: 'Oak Surgery', doses: 40 },
];
const trusts = [{ __typename: 'Trust', code: 'ZXT01', name: 'Zed Trust', beds: 300 }];

/** The union of `organisations` has practices and trusts, the union of `vaccinations` has practices and vans. */
const graph = federate({
  organisations: {
    sdl: `
      type Query { employers: [Employer] employer: Employer! nobody: Employer grid: [[Employer!]!]! }
      union Employer = Practice | Trust
      type Practice @key(fields: "code") { code: ID! name: String partner: Person }
      type Trust @key(fields: "code") { code: ID! name: String chair: Person }
      type Person { name: String employer: Employer }
    `,
    resolvers: {
      Query: {
        employers: () => [practices[0], null, trusts[0], practices[1]],
        employer: () => trusts[0],
        nobody: () => null,
        grid: () => [[practices[0], trusts[0]], [], [practices[1]]],
      },
      Practice: { __resolveReference: byKey(practices), partner: () => ({ ...people.ann, employer: trusts[0] }) },
      Trust: { __resolveReference: byKey(trusts), chair: () => ({ ...people.ben, employer: practices[1] }) },
    },
  },
  vaccinations: {
    sdl: `
      type Query { places: [Place!]! }
      union Place = Practice | Van
      type Practice @key(fields: "code") { code: ID! doses: Int }
      type Van { plate: String seats: Int! }
    `,
    resolvers: {
      Query: { places: () => [practices[1], { __typename: 'Van', plate: 'ZX1 ABC', seats: 4 }] },
      Practice: { __resolveReference: byKey(practices) },
    },
  },
  beds: {
    sdl: `type Trust @key(fields: "code") { code: ID! beds: Int } type Practice @key(fields: "code") { code: ID! beds: Int }`,
    resolvers: {
      Trust: { __resolveReference: byKey(trusts) },
      Practice: { __resolveReference: ({ code }: { code: string }) => ({ code, beds: 0 }) },
    },
  },
});

testQueries(graph, {
  'each member returns its own fields, and null stays null': {
    query: '{ employers { ... on Practice { name doses } ... on Trust { name beds } } }',
    response: {
      data: {
        employers: [
          { name: 'Elm Surgery', doses: 12 },
          null,
          { name: 'Zed Trust', beds: 300 },
          { name: 'Oak Surgery', doses: 40 },
        ],
      },
    },
  },
  '__typename returns the type of a member': {
    query: '{ employer { __typename } }',
    response: { data: { employer: { __typename: 'Trust' } } },
    fetches: ['organisations'],
  },
  'a member without a fragment of its own is an empty object': {
    query: '{ employer { ... on Practice { name } } }',
    response: { data: { employer: {} } },
  },
  'a null union value is null': {
    query: '{ nobody { ... on Practice { doses } } }',
    response: { data: { nobody: null } },
    fetches: ['organisations'],
  },
  'members are resolved in lists of lists': {
    query: '{ grid { ... on Practice { doses } ... on Trust { beds } } }',
    response: { data: { grid: [[{ doses: 12 }, { beds: 300 }], [], [{ doses: 40 }]] } },
  },
  'the same field of two members comes from a third subgraph': {
    query: '{ employers { ... on Practice { beds } ... on Trust { beds } } }',
    response: { data: { employers: [{ beds: 0 }, null, { beds: 300 }, { beds: 0 }] } },
    fetches: ['organisations', 'beds'],
  },
  'a union below a member of a union is resolved': {
    query: '{ employer { ... on Trust { chair { name employer { __typename ... on Practice { doses } } } } } }',
    response: {
      data: { employer: { chair: { name: 'Ben', employer: { __typename: 'Practice', doses: 40 } } } },
    },
  },
  'a type can be a member of unions in two subgraphs': {
    query: '{ places { ... on Practice { name doses } ... on Van { plate seats } } }',
    response: {
      data: {
        places: [
          { name: 'Oak Surgery', doses: 40 },
          { plate: 'ZX1 ABC', seats: 4 },
        ],
      },
    },
    fetches: ['vaccinations', 'organisations'],
  },
  'one response key for fields of different types is invalid': {
    query: '{ places { ... on Practice { size: doses } ... on Van { size: plate } } }',
    response: {
      errors: [
        {
          code: 'GRAPHQL_VALIDATION_FAILED',
          message:
            'Fields "size" conflict because they return conflicting types "Int" and "String". Use different aliases on the fields to fetch both if this was intentional.',
        },
      ],
    },
  },
  'nullable and non-null fields of two members are returned': {
    query: '{ places { ... on Practice { size: doses } ... on Van { capacity: seats } } }',
    response: { data: { places: [{ size: 40 }, { capacity: 4 }] } },
  },
});
