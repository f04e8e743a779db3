import { federate, inProcess, testQueries, type SmallSubgraph, type SubgraphRequest } from '../federate';

const SIZES = new Map<unknown, number | null>([
  ['A', 3],
  ['NULL', null],
]);
const fails = () => {
  throw new Error('down');
};

/** Knows two organisations. Their `age` is hidden from clients. */
const organisations: SmallSubgraph = {
  sdl: `
    type Query { any: Int }
    type Organisation @key(fields: "code") {
      code: ID! name: String! size: Int age: Int @inaccessible ward: Ward
    }
    type Ward { beds: Int }
  `,
  resolvers: {
    Organisation: {
      __resolveReference: ({ code }: { code: string }) =>
        SIZES.has(code) ? { code, name: code, size: SIZES.get(code), ward: { beds: 4 } } : null,
    },
  },
};
const vaccinations: SmallSubgraph = {
  sdl: `
    type Organisation @key(fields: "code") {
      code: ID! doses: Int size: Int @external age: Int @external ward: Ward @external down: Int @external
      rate: Float @requires(fields: "size") young: Int @requires(fields: "age") perBed: Int @requires(fields: "ward { beds }")
      afterDown: Int @requires(fields: "down")
    }
    type Ward { beds: Int @external }
  `,
  resolvers: {
    Organisation: {
      __resolveReference: (representation: object) => representation,
      doses: () => 7,
      rate: ({ size }: { size: number | null }) => size ?? -1,
      perBed: ({ ward }: { ward: { beds: number } }) => ward.beds,
    },
  },
};
const failing: SmallSubgraph = {
  sdl: 'type Organisation @key(fields: "code") { code: ID! down: Int other: Int }',
  resolvers: { Organisation: { __resolveReference: (key: object) => key, down: fails, other: fails } },
};
const graded: SmallSubgraph = {
  sdl: `type Organisation @key(fields: "code") { code: ID! rate: Float @external grading: Int @requires(fields: "rate") }`,
  resolvers: { Organisation: { __resolveReference: (key: object) => key, grading: () => 1 } },
};
const payments: SmallSubgraph = {
  sdl: `
    type Query { payments: [Payment] many: [Organisation] }
    type Payment { payee: Organisation }
    type Organisation @key(fields: "code", resolvable: false) { code: ID! }
  `,
  resolvers: {
    Query: {
      payments: () => ['A', 'X1', 'NULL'].map((code) => ({ payee: { code } })),
      many: () => Array.from({ length: 300 }, (_, at) => ({ code: `X${at}` })),
    },
  },
};

const graph = federate({ organisations, vaccinations, failing, graded, payments });
const sent: SubgraphRequest[] = [];
const unreachable = federate(
  { organisations, vaccinations, failing, payments },
  { subgraphs: { vaccinations: inProcess(vaccinations, sent), payments: inProcess(payments, sent) } },
);
const payees = (...list: object[]) => ({ payments: list.map((payee) => ({ payee })) });
const unsent = (missing: string, subgraph = 'vaccinations', at = 1) => ({
  message: `The subgraph ${subgraph} was not asked for the Organisation with code "X1": ${missing} has no value.`,
  path: ['payments', at, 'payee'],
  code: 'SUBGRAPH_INVALID_RESPONSE',
});
const size = 'size, which it requires,';

describe('an entity without a value of a required field', () => {
  testQueries(graph, {
    'has all its fields of a fetch that requires nothing': {
      query: '{ payments { payee { doses } } }',
      response: { data: payees({ doses: 7 }, { doses: 7 }, { doses: 7 }) },
    },
    'has an error where its fields are null, and a null is still sent': {
      query: '{ payments { payee { code doses rate } } }',
      response: {
        data: payees(
          { code: 'A', doses: 7, rate: 3 },
          { code: 'X1', doses: null, rate: null },
          { code: 'NULL', doses: 7, rate: -1 },
        ),
        errors: [unsent(size)],
      },
    },
    'has one for a part of an object': {
      query: '{ payments { payee { perBed } } }',
      response: {
        data: payees({ perBed: 4 }, { perBed: null }, { perBed: 4 }),
        errors: [unsent('ward, which it requires,')],
      },
    },
    'has one that does not name a field which clients cannot see': {
      query: '{ payments { payee { young } } }',
      response: {
        data: payees({ young: null }, { young: null }, { young: null }),
        errors: [unsent('a field that it requires')],
      },
    },
    'has one for each fetch that was not sent': {
      query: '{ payments { payee { grading } } }',
      response: {
        data: payees({ grading: 1 }, { grading: null }, { grading: 1 }),
        errors: [unsent(size), unsent('rate, which it requires,', 'graded')],
      },
    },
    'has only the error that calls it unknown, where there is one': {
      query: '{ payments { payee { name rate } } }',
      response: {
        data: payees({ name: 'A', rate: 3 }, null as never, { name: 'NULL', rate: -1 }),
        errors: [
          {
            message:
              'The subgraph organisations has no Organisation with code "X1", which the subgraph payments refers to.',
            path: ['payments', 1, 'payee', 'name'],
            code: 'SUBGRAPH_INVALID_RESPONSE',
          },
        ],
      },
    },
  });

  test('has its error although another field of it has failed', async () => {
    const { errors } = await graph.query('{ payments { payee { other rate } } }');
    expect(errors!.filter(({ path }) => path!.length === 3)).toEqual([unsent(size)]);
    expect(errors).toHaveLength(4);
  });

  test('has no further error where the required field has failed', async () => {
    const { data, errors } = await graph.query('{ payments { payee { doses afterDown } } }');
    expect(data).toEqual(payees(...Array.from({ length: 3 }, () => ({ doses: 7, afterDown: null }))));
    expect(errors!.map(({ message }) => message)).toEqual(['down', 'down', 'down']);
  });

  test('has no further error where the subgraph of the required field cannot be reached', async () => {
    const { errors } = await unreachable.query('{ payments { payee { doses rate } } }');
    expect(errors!.map(({ message }) => message)).toEqual(
      Array(3).fill('The subgraph organisations could not be reached.'),
    );
  });

  test('is not one of more errors than a response may have', async () => {
    const { errors } = await graph.query('{ many { rate } }');
    expect(errors!.map(({ message }) => message).slice(199)).toEqual([
      'The subgraph vaccinations was not asked for the Organisation with code "X199": size, which it requires, has no value.',
      '100 more errors were omitted.',
    ]);
  });
});
