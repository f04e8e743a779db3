import { UNKNOWN_KEY } from '../../../federation/execution/stubs';
import { federate, testQueries, type SmallSubgraph } from '../federate';

const KNOWN = { code: 'ZXP0001', name: 'Surgery', lines: ['1 High Street'] };

/** Has one organisation, and stubs of all others. */
const organisations: SmallSubgraph = {
  sdl: `
    type Query { first: Organisation }
    type Organisation @key(fields: "code") { code: ID! name: String! town: String lines: [String!]! isKnown: Boolean! }
  `,
  resolvers: {
    Query: { first: () => KNOWN },
    Organisation: {
      __resolveReference: ({ code, [UNKNOWN_KEY]: unknown }: Record<string, unknown>) => {
        if (code === KNOWN.code) return { ...KNOWN, isKnown: true };
        return unknown === 'stub' ? { code, name: code, lines: [], isKnown: false } : null;
      },
    },
  },
};

const LIST = [{ code: 'ZXP0001' }, { code: 'NOPE1' }];
/** A subgraph that refers to both organisations, in lists whose names begin with `list`. */
const referring = (list: string, fields = ''): SmallSubgraph => ({
  sdl: `
    type Query { ${list}: [Organisation]! ${list}Strict: [Organisation!]! ${list}Hospitals: [Hospital]! }
    type Hospital @shareable { owner: Organisation! owners: [Organisation!]! }
    type Organisation @key(fields: "code") { code: ID! ${fields} }
  `,
  resolvers: {
    Query: {
      [list]: () => LIST,
      [`${list}Strict`]: () => LIST,
      [`${list}Hospitals`]: () => LIST.map((owner) => ({ owner, owners: [owner] })),
    },
    ...(fields && { Organisation: { beds: () => 5 } }),
  },
});

const subgraphs = { organisations, hospitals: referring('busiest', 'beds: Int'), visits: referring('nearest') };

const unknown = (subgraph: string, path: readonly (string | number)[]) => ({
  message: `The subgraph organisations has no Organisation with code "NOPE1", which the subgraph ${subgraph} refers to.`,
  path,
  code: 'SUBGRAPH_INVALID_RESPONSE',
});

describe('an entity that its subgraph does not have', () => {
  testQueries(federate(subgraphs), {
    'is null in a list of nullable items, with one error that names the key and both subgraphs': {
      query: '{ busiest { code name town isKnown } }',
      response: {
        data: { busiest: [{ code: 'ZXP0001', name: 'Surgery', town: null, isKnown: true }, null] },
        errors: [unknown('hospitals', ['busiest', 1, 'name'])],
      },
    },
    'makes the data null only if no field above may be null': {
      query: '{ busiestStrict { code name } }',
      response: { data: null, errors: [unknown('hospitals', ['busiestStrict', 1, 'name'])] },
    },
    'makes the nearest object null that may be null': {
      query: '{ busiestHospitals { owner { name } } first { name } }',
      response: {
        data: { busiestHospitals: [{ owner: { name: 'Surgery' } }, null], first: { name: 'Surgery' } },
        errors: [unknown('hospitals', ['busiestHospitals', 1, 'owner', 'name'])],
      },
    },
    'keeps the fields of the subgraph that refers to it': {
      query: '{ busiestStrict { code beds town } }',
      response: {
        data: {
          busiestStrict: [
            { code: 'ZXP0001', beds: 5, town: null },
            { code: 'NOPE1', beds: 5, town: null },
          ],
        },
      },
    },
    'is named under the aliases of the client': {
      query: '{ list: busiest { title: name } }',
      response: {
        data: { list: [{ title: 'Surgery' }, null] },
        errors: [unknown('hospitals', ['list', 1, 'title'])],
      },
    },
  });
});

describe('with stubs for hospitals', () => {
  const stubs = { from: 'organisations', referrers: new Set(['hospitals']) };
  const graph = federate(subgraphs, { stubs });
  const stub = { code: 'NOPE1', name: 'NOPE1', town: null, lines: [], isKnown: false };

  testQueries(graph, {
    'it is an organisation of that code': {
      query: '{ busiestStrict { code name town lines isKnown } }',
      response: {
        data: {
          busiestStrict: [
            { code: 'ZXP0001', name: 'Surgery', town: null, lines: ['1 High Street'], isKnown: true },
            stub,
          ],
        },
      },
    },
    'it is one in nested lists too': {
      query: '{ busiestHospitals { owners { isKnown } } }',
      response: { data: { busiestHospitals: [{ owners: [{ isKnown: true }] }, { owners: [{ isKnown: false }] }] } },
    },
    'it stays null for another subgraph in the same request': {
      query: '{ busiest { name } nearest { name } }',
      response: {
        data: { busiest: [{ name: 'Surgery' }, { name: 'NOPE1' }], nearest: [{ name: 'Surgery' }, null] },
        errors: [unknown('visits', ['nearest', 1, 'name'])],
      },
    },
  });
});
