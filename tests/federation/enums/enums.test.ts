import { answers, byKey, federate, refused } from '../federate';

const practices = [
  { code: 'ZXP0001', basis: 'LEGAL', status: 'ACTIVE' },
  { code: 'ZXP0002', basis: 'OPERATIONAL', status: 'MERGED' },
];

/** `status` is answered with the values of either subgraph; `basis` is an argument too, so both must agree. */
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
          practices.filter((each) => (!basis || each.basis === basis) && any.includes(each.basis)),
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

answers(graph, {
  'values are answered by name': {
    query: '{ practices { code basis } }',
    answer: {
      data: {
        practices: [
          { code: 'ZXP0001', basis: 'LEGAL' },
          { code: 'ZXP0002', basis: 'OPERATIONAL' },
        ],
      },
    },
  },
  'a value in the document': {
    query: '{ practices(basis: LEGAL) { code } }',
    answer: { data: { practices: [{ code: 'ZXP0001' }] } },
  },
  'a value as a variable': {
    query: 'query ($basis: Basis) { practices(basis: $basis) { code } }',
    variables: { basis: 'OPERATIONAL' },
    answer: { data: { practices: [{ code: 'ZXP0002' }] } },
  },
  'a list of values as a variable': {
    query: 'query ($any: [Basis!]) { practices(any: $any) { code } }',
    variables: { any: ['OPERATIONAL'] },
    answer: { data: { practices: [{ code: 'ZXP0002' }] } },
  },
  'a single value where a list is expected': {
    query: 'query ($any: [Basis!]) { practices(any: $any) { code } }',
    variables: { any: 'LEGAL' },
    answer: { data: { practices: [{ code: 'ZXP0001' }] } },
  },
  'a value in the fetch of an entity, from a variable and by default': {
    query: 'query ($basis: Basis!) { practices(basis: LEGAL) { since byDefault: since stated: since(basis: $basis) } }',
    variables: { basis: 'OPERATIONAL' },
    answer: { data: { practices: [{ since: 2001, byDefault: 2001, stated: 2002 }] } },
  },
  'a value that only one subgraph answers with': {
    query: '{ merged { status } }',
    answer: { data: { merged: [{ status: 'MERGED' }] } },
    asks: ['mergers'],
  },
  'a value that does not exist': {
    query: '{ practices(basis: MORAL) { code } }',
    answer: refused('Value "MORAL" does not exist in "Basis" enum.'),
  },
  'a value that does not exist, as a variable': {
    query: 'query ($basis: Basis) { practices(basis: $basis) { code } }',
    variables: { basis: 'MORAL' },
    answer: {
      errors: [
        { message: 'Variable "$basis" got invalid value "MORAL"; Value "MORAL" does not exist in "Basis" enum.' },
      ],
    },
  },
});

describe('a subgraph that answers with a value of its own', () => {
  const invented = federate(
    { organisations: { sdl: 'enum Status { ACTIVE } type Query { all: [Status] one: Status! }' } },
    { subgraphs: { organisations: () => ({ data: { all: ['ACTIVE', 'ASLEEP', null], one: 'ASLEEP' } }) } },
  );

  answers(invented, {
    'gets null and an error at the place': {
      query: '{ all }',
      answer: {
        data: { all: ['ACTIVE', null, null] },
        errors: [
          {
            message: 'The value of Query.all does not fit its type.',
            path: ['all', 1],
            code: 'SUBGRAPH_INVALID_RESPONSE',
          },
        ],
      },
    },
    'one error is enough where the null travels up': {
      query: '{ one }',
      answer: {
        data: null,
        errors: [
          {
            message: 'The value of Query.one does not fit its type.',
            path: ['one'],
            code: 'SUBGRAPH_INVALID_RESPONSE',
          },
        ],
      },
    },
  });
});
