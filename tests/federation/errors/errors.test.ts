import { GraphQLError } from 'graphql';
import { KnownError } from '../../../errors';
import type { SubgraphExecutor } from '../../../federation/subgraphs/subgraph-executor';
import { testQueries, byKey, federate, inProcess, type SmallSubgraph } from '../federate';

const practices = ['ZXP0001', 'ZXP0002', 'ZXP0003'].map((code, at) => ({ code, name: `Surgery ${at}` }));

const organisations: SmallSubgraph = {
  sdl: `
    type Query { practices: [Practice!]! practice: Practice strict: Strict bad: Int worse: [Int!]! wrong: [Practice] mustNot: Int! }
    type Practice @key(fields: "code") { code: ID! name: String fails: Int failsHard: Int! neighbour: Practice }
    type Strict { practice: Practice! }
  `,
  resolvers: {
    Query: {
      practices: () => practices,
      practice: () => practices[0],
      strict: () => ({ practice: practices[0] }),
      bad: () => Promise.reject(new Error('bad')),
      worse: () => [1, Promise.reject(new Error('worse'))],
      wrong: () => [practices[0], null, practices[1]],
      mustNot: () => Promise.reject(new Error('must not')),
    },
    Practice: {
      __resolveReference: byKey(practices),
      fails: ({ code }: { code: string }) => (code === 'ZXP0002' ? Promise.reject(new Error('fails')) : 1),
      failsHard: ({ code }: { code: string }) => (code === 'ZXP0002' ? Promise.reject(new Error('fails hard')) : 1),
      neighbour: () => practices[1],
    },
  },
};

const vaccinations: SmallSubgraph = {
  sdl: `
    type Practice @key(fields: "code") {
      code: ID! doses: Int needed: Int! clinics: [Clinic!] name: String @external greeting: String @requires(fields: "name")
    }
    type Clinic { day: String nurse: String! }
  `,
  resolvers: {
    Practice: {
      __resolveReference: ({ code, name }: { code: string; name?: string }) => {
        if (code === 'ZXP0002') return Promise.reject(new Error('no reference'));
        return code === 'ZXP0003' ? null : { code, name };
      },
      doses: () => 5,
      needed: () => 6,
      greeting: ({ name }: { name?: string }) => `Hello ${name}`,
      clinics: () => [{ day: 'Monday', nurse: 'Ann' }, { day: 'Tuesday' }],
    },
  },
};

describe('errors that a subgraph reports', () => {
  const graph = federate({ organisations, vaccinations });

  testQueries(graph, {
    'a failed root field leaves the other root fields intact': {
      query: '{ bad practice { name } }',
      response: {
        data: { bad: null, practice: { name: 'Surgery 0' } },
        errors: [{ message: 'bad', path: ['bad'] }],
      },
    },
    'a failed field of one item leaves the other items intact': {
      query: '{ practices { fails } }',
      response: {
        data: { practices: [{ fails: 1 }, { fails: null }, { fails: 1 }] },
        errors: [{ message: 'fails', path: ['practices', 1, 'fails'] }],
      },
    },
    'a null in a non-null field propagates within the subgraph': {
      query: '{ wrong { failsHard } practice { name } }',
      response: {
        data: { wrong: [{ failsHard: 1 }, null, null], practice: { name: 'Surgery 0' } },
        errors: [{ message: 'fails hard', path: ['wrong', 2, 'failsHard'] }],
      },
    },
    'a null in a non-null root field makes the data null and adds no other error': {
      query: '{ practices { name } strict { practice { doses } } mustNot }',
      response: { data: null, errors: [{ message: 'must not', path: ['mustNot'] }] },
    },
    'a null propagates out of a list of non-null items': {
      query: '{ worse }',
      response: { data: null, errors: [{ message: 'worse', path: ['worse', 1] }] },
    },
    'a failed entity has an error for each selected field, and the other entities are returned': {
      query: '{ practices { name doses } }',
      response: {
        data: {
          practices: [
            { name: 'Surgery 0', doses: 5 },
            { name: 'Surgery 1', doses: null },
            { name: 'Surgery 2', doses: null },
          ],
        },
        errors: [{ message: 'no reference', path: ['practices', 1, 'doses'] }],
      },
    },
    'an error of an entity is reported at every position of that entity': {
      query: '{ practices { neighbour { doses } } }',
      response: {
        data: {
          practices: [{ neighbour: { doses: null } }, { neighbour: { doses: null } }, { neighbour: { doses: null } }],
        },
        errors: [
          { message: 'no reference', path: ['practices', 0, 'neighbour', 'doses'] },
          { message: 'no reference', path: ['practices', 1, 'neighbour', 'doses'] },
          { message: 'no reference', path: ['practices', 2, 'neighbour', 'doses'] },
        ],
      },
    },
    'error paths have the response keys of the client': {
      query: '{ all: practices { code: fails size: doses } }',
      response: {
        data: {
          all: [
            { code: 1, size: 5 },
            { code: null, size: null },
            { code: 1, size: null },
          ],
        },
        errors: [
          { message: 'fails', path: ['all', 1, 'code'] },
          { message: 'no reference', path: ['all', 1, 'size'] },
        ],
      },
    },
    'an unknown entity is no error if its fields are nullable': {
      query: '{ practices { doses @skip(if: true) code clinics { day } } }',
      response: {
        data: {
          practices: [
            { code: 'ZXP0001', clinics: [{ day: 'Monday' }, { day: 'Tuesday' }] },
            { code: 'ZXP0002', clinics: null },
            { code: 'ZXP0003', clinics: null },
          ],
        },
        errors: [{ message: 'no reference', path: ['practices', 1, 'clinics'] }],
      },
    },
    'an unknown entity is null if its fields are non-null': {
      query: '{ wrong { code needed } }',
      response: {
        data: { wrong: [{ code: 'ZXP0001', needed: 6 }, null, null] },
        errors: [{ message: 'no reference', path: ['wrong', 2, 'needed'] }],
      },
    },
    'the null of a non-null entity field propagates to the nearest nullable parent': {
      query: '{ practices { needed } practice { name } }',
      response: { data: null, errors: [{ message: 'no reference', path: ['practices', 1, 'needed'] }] },
    },
    'a null in a non-null field of an entity makes its list null': {
      query: '{ practice { doses clinics { nurse } } }',
      response: {
        data: { practice: { doses: 5, clinics: null } },
        errors: [
          {
            message: 'Cannot return null for non-nullable field Clinic.nurse.',
            path: ['practice', 'clinics', 1, 'nurse'],
          },
        ],
      },
    },
  });
});

/** Returns the federation with an executor of the test in place of `vaccinations`. */
function withVaccinations(execute: SubgraphExecutor) {
  const sent: never[] = [];
  return federate(
    { organisations, vaccinations },
    { subgraphs: { organisations: inProcess(organisations, sent), vaccinations: execute } },
  );
}

const code = 'SUBGRAPH_INVALID_RESPONSE';

describe('a subgraph that is down', () => {
  const down = withVaccinations(() => {
    throw new KnownError('SUBGRAPH_TIMEOUT', 'The subgraph vaccinations did not respond within 2000 ms.');
  });
  const message = 'The subgraph vaccinations did not respond within 2000 ms.';

  testQueries(down, {
    'causes an error at every field that it did not return': {
      query: '{ practices { name doses } practice { clinics { day } } }',
      response: {
        data: {
          practices: [
            { name: 'Surgery 0', doses: null },
            { name: 'Surgery 1', doses: null },
            { name: 'Surgery 2', doses: null },
          ],
          practice: { clinics: null },
        },
        errors: expect.arrayContaining([
          { message, path: ['practice', 'clinics'], code: 'SUBGRAPH_TIMEOUT' },
          { message, path: ['practices', 0, 'doses'], code: 'SUBGRAPH_TIMEOUT' },
          { message, path: ['practices', 1, 'doses'], code: 'SUBGRAPH_TIMEOUT' },
          { message, path: ['practices', 2, 'doses'], code: 'SUBGRAPH_TIMEOUT' },
        ]) as never,
      },
    },
    'causes one error where null propagates': {
      query: '{ practice { needed } }',
      response: {
        data: { practice: null },
        errors: [{ message, path: ['practice', 'needed'], code: 'SUBGRAPH_TIMEOUT' }],
      },
    },
    'causes no error for skipped fields': {
      query: 'query ($yes: Boolean!) { practice { name doses @skip(if: $yes) clinics { day } } }',
      response: {
        data: { practice: { name: 'Surgery 0', clinics: null } },
        errors: [{ message, path: ['practice', 'clinics'], code: 'SUBGRAPH_TIMEOUT' }],
      },
      variables: { yes: true },
    },
  });
});

describe('a subgraph that is down and has a required field', () => {
  const graph = federate(
    { organisations, vaccinations: { ...vaccinations, sdl: `type Query { first: Practice } ${vaccinations.sdl}` } },
    {
      subgraphs: {
        organisations: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1:80')),
        vaccinations: ({ operation }) =>
          operation.query.includes('_entities')
            ? Promise.reject(new Error('must not be called'))
            : { data: { first: { __typename: 'Practice', code: 'ZXP0001' } } },
      },
    },
  );

  testQueries(graph, {
    'causes a masked error at the parent of the field that requires it': {
      query: '{ first { greeting code } }',
      response: {
        data: { first: { greeting: null, code: 'ZXP0001' } },
        errors: [
          {
            message: 'The subgraph organisations could not be reached.',
            path: ['first'],
            code: 'SUBGRAPH_UNAVAILABLE',
          },
        ],
      },
    },
  });
});

describe('attack 59: a hostile subgraph', () => {
  const entities =
    (body: unknown): SubgraphExecutor =>
    () => ({ data: { _entities: body } as never });
  const invalid = 'The subgraph vaccinations sent an invalid response.';
  const query = '{ practice { name doses } }';
  const invalidResponse = {
    data: { practice: { name: 'Surgery 0', doses: null } },
    errors: [{ message: invalid, path: ['practice', 'doses'], code }],
  };

  test.each<[string, SubgraphExecutor]>([
    ['more entities than requested', entities([{ doses: 1 }, { doses: 2 }])],
    ['fewer entities than requested', entities([])],
    ['an object instead of the list of entities', entities({ doses: 1 })],
    ['null instead of the list of entities', entities(null)],
    ['data that is a list', () => ({ data: [] as never })],
    ['neither data nor errors', () => ({})],
    ['null data without an error', () => ({ data: null })],
  ])('%s: is an error', async (_what, execute) => {
    expect(await withVaccinations(execute).query(query)).toEqual(invalidResponse);
  });

  test('a string where a number is expected is an error', async () => {
    expect(await withVaccinations(entities([{ doses: 'five' }])).query(query)).toEqual({
      data: { practice: { name: 'Surgery 0', doses: null } },
      errors: [{ message: 'The value of Practice.doses does not match its type.', path: ['practice', 'doses'], code }],
    });
  });

  test('an object for a scalar and a scalar for an object list are errors', async () => {
    const graph = withVaccinations(entities([{ doses: { a: 1 }, clinics: 'none' }]));
    expect(await graph.query('{ practice { doses clinics { day } } }')).toEqual({
      data: { practice: { doses: null, clinics: null } },
      errors: [
        { message: 'The value of Practice.doses does not match its type.', path: ['practice', 'doses'], code },
        { message: 'The value of Practice.clinics does not match its type.', path: ['practice', 'clinics'], code },
      ],
    });
  });

  test('keys that were not requested are not in the response', async () => {
    const body = [JSON.parse('{"doses":1,"__proto__":{"polluted":true},"constructor":{"x":1},"name":"other"}')];
    expect(await withVaccinations(entities(body)).query('{ practice { doses code } }')).toEqual({
      data: { practice: { doses: 1, code: 'ZXP0001' } },
    });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('an error with an invented path has no path', async () => {
    const errors = [new GraphQLError('odd', { path: ['practice', 'name', 7] }), new GraphQLError('odd too')];
    const graph = withVaccinations(() => ({ data: { _entities: [{ doses: 1 }] }, errors }));
    expect(await graph.query(query)).toEqual({
      data: { practice: { name: 'Surgery 0', doses: 1 } },
      errors: [{ message: 'odd' }, { message: 'odd too' }],
    });
  });

  test('ten thousand errors become two hundred errors and a count', async () => {
    const errors = Array.from({ length: 10_000 }, (_, at) => new GraphQLError(`error ${at}`));
    const graph = withVaccinations(() => ({ data: { _entities: [{ doses: 1 }] }, errors }));
    const body = await graph.query(query);
    expect(body.errors).toHaveLength(201);
    expect(body.errors!.at(-1)).toEqual({ message: '9800 more errors were omitted.', code });
    expect(body.data).toEqual({ practice: { name: 'Surgery 0', doses: 1 } });
  });

  test('an ordinary query still works after the attacks', async () => {
    expect(await federate({ organisations, vaccinations }).query(query)).toEqual({
      data: { practice: { name: 'Surgery 0', doses: 5 } },
    });
  });
});
