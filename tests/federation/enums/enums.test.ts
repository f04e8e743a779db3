import { testQueries, byKey, federate, validationError } from '../federate';

const practices = [
  { code: 'ZXP0001', basis: 'LEGAL', status: 'ACTIVE' },
  { code: 'ZXP0002', basis: 'OPERATIONAL', status: 'MERGED' },
];

/** `status` is output only, so its values can differ between subgraphs. `basis` is an argument too, so they must be equal. */
const graph = federate({
  organisations: {
    sdl: `
      enum Basis { LEGAL OPERATIONAL }
      enum Status { ACTIVE CLOSED }
      type Query { practices(basis: Basis, any: [Basis!] = [LEGAL, OPERATIONAL]): [Practice!]! broken: [Status] dead: Status! }
      type Practice @key(fields: "code") { code: ID! basis: Basis status: Status @shareable }
    `,
    resolvers: {
      Query: {
        practices: (_: unknown, { basis, any }: { basis?: string; any: string[] }) =>
          practices.filter((practice) => (!basis || practice.basis === basis) && any.includes(practice.basis)),
      },
      Practice: { __resolveReference: byKey(practices), status: () => 'ACTIVE' },
    },
  },
  mergers: {
    sdl: `
      enum Basis { LEGAL OPERATIONAL }
      enum Status { ACTIVE MERGED }
      type Query { merged: [Practice!]! }
      type Practice @key(fields: "code") { code: ID! status: Status @shareable since(basis: Basis! = LEGAL): Int }
    `,
    resolvers: {
      Query: { merged: () => [practices[1]] },
      Practice: {
        __resolveReference: byKey(practices),
        since: (_: unknown, { basis }: { basis: string }) => (basis === 'LEGAL' ? 2001 : 2002),
      },
    },
  },
});

testQueries(graph, {
  'enum values are returned by name': {
    query: '{ practices { code basis } }',
    response: {
      data: {
        practices: [
          { code: 'ZXP0001', basis: 'LEGAL' },
          { code: 'ZXP0002', basis: 'OPERATIONAL' },
        ],
      },
    },
  },
  'a literal enum value is an argument': {
    query: '{ practices(basis: LEGAL) { code } }',
    response: { data: { practices: [{ code: 'ZXP0001' }] } },
  },
  'an enum value can be a variable': {
    query: 'query ($basis: Basis) { practices(basis: $basis) { code } }',
    variables: { basis: 'OPERATIONAL' },
    response: { data: { practices: [{ code: 'ZXP0002' }] } },
  },
  'a list of enum values can be a variable': {
    query: 'query ($any: [Basis!]) { practices(any: $any) { code } }',
    variables: { any: ['OPERATIONAL'] },
    response: { data: { practices: [{ code: 'ZXP0002' }] } },
  },
  'a single enum value is accepted for a list': {
    query: 'query ($any: [Basis!]) { practices(any: $any) { code } }',
    variables: { any: 'LEGAL' },
    response: { data: { practices: [{ code: 'ZXP0001' }] } },
  },
  'an entity field takes an enum value from a variable and by default': {
    query: 'query ($basis: Basis!) { practices(basis: LEGAL) { since byDefault: since stated: since(basis: $basis) } }',
    variables: { basis: 'OPERATIONAL' },
    response: { data: { practices: [{ since: 2001, byDefault: 2001, stated: 2002 }] } },
  },
  'an enum value of only one subgraph is returned': {
    query: '{ merged { status } }',
    response: { data: { merged: [{ status: 'MERGED' }] } },
    fetches: ['mergers'],
  },
  'an unknown literal enum value is an error': {
    query: '{ practices(basis: MORAL) { code } }',
    response: validationError('Value "MORAL" does not exist in "Basis" enum.'),
  },
  'an unknown enum value in a variable is an error': {
    query: 'query ($basis: Basis) { practices(basis: $basis) { code } }',
    variables: { basis: 'MORAL' },
    response: {
      errors: [
        { message: 'Variable "$basis" got invalid value "MORAL"; Value "MORAL" does not exist in "Basis" enum.' },
      ],
    },
  },
});

describe('a subgraph that returns an unknown enum value', () => {
  const invented = federate(
    { organisations: { sdl: 'enum Status { ACTIVE } type Query { all: [Status] one: Status! }' } },
    { subgraphs: { organisations: () => ({ data: { all: ['ACTIVE', 'ASLEEP', null], one: 'ASLEEP' } }) } },
  );

  testQueries(invented, {
    'causes null and an error at its path': {
      query: '{ all }',
      response: {
        data: { all: ['ACTIVE', null, null] },
        errors: [
          {
            message: 'The value of Query.all does not match its type.',
            path: ['all', 1],
            code: 'SUBGRAPH_INVALID_RESPONSE',
          },
        ],
      },
    },
    'causes one error where null propagates': {
      query: '{ one }',
      response: {
        data: null,
        errors: [
          {
            message: 'The value of Query.one does not match its type.',
            path: ['one'],
            code: 'SUBGRAPH_INVALID_RESPONSE',
          },
        ],
      },
    },
  });
});
