import { GraphQLError } from 'graphql';
import { KnownError } from '../../../errors';
import type { SubgraphExecutor } from '../../../federation/subgraphs/subgraph-executor';
import { answers, byKey, federate, inProcess, type SmallSubgraph } from '../federate';

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

  answers(graph, {
    'a root field fails and the rest is answered': {
      query: '{ bad practice { name } }',
      answer: {
        data: { bad: null, practice: { name: 'Surgery 0' } },
        errors: [{ message: 'bad', path: ['bad'] }],
      },
    },
    'a field of one item fails': {
      query: '{ practices { fails } }',
      answer: {
        data: { practices: [{ fails: 1 }, { fails: null }, { fails: 1 }] },
        errors: [{ message: 'fails', path: ['practices', 1, 'fails'] }],
      },
    },
    'a null that must not be travels up within the subgraph': {
      query: '{ wrong { failsHard } practice { name } }',
      answer: {
        data: { wrong: [{ failsHard: 1 }, null, null], practice: { name: 'Surgery 0' } },
        errors: [{ message: 'fails hard', path: ['wrong', 2, 'failsHard'] }],
      },
    },
    'a root field that must not be null takes those beside it with it, and nobody else is blamed': {
      query: '{ practices { name } strict { practice { doses } } mustNot }',
      answer: { data: null, errors: [{ message: 'must not', path: ['mustNot'] }] },
    },
    'and out of a list that must not hold it': {
      query: '{ worse }',
      answer: { data: null, errors: [{ message: 'worse', path: ['worse', 1] }] },
    },
    'an entity that fails has an error for each field asked for, the others are answered': {
      query: '{ practices { name doses } }',
      answer: {
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
    'an error of an entity stands at every place of that entity': {
      query: '{ practices { neighbour { doses } } }',
      answer: {
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
    'errors stand under the client’s own keys': {
      query: '{ all: practices { code: fails size: doses } }',
      answer: {
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
    'an unknown entity is no error where its fields may be null': {
      query: '{ practices { doses @skip(if: true) code clinics { day } } }',
      answer: {
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
    'and one where they must not': {
      query: '{ wrong { code needed } }',
      answer: {
        data: { wrong: [{ code: 'ZXP0001', needed: 6 }, null, null] },
        errors: [{ message: 'no reference', path: ['wrong', 2, 'needed'] }],
      },
    },
    'the null of a needed field travels as far as it must': {
      query: '{ practices { needed } practice { name } }',
      answer: { data: null, errors: [{ message: 'no reference', path: ['practices', 1, 'needed'] }] },
    },
    'a null within an entity’s answer takes the list with it': {
      query: '{ practice { doses clinics { nurse } } }',
      answer: {
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

/** `vaccinations` answered by an executor of the test’s own. */
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
    throw new KnownError('SUBGRAPH_TIMEOUT', 'The subgraph vaccinations did not answer within 2000 ms.');
  });
  const message = 'The subgraph vaccinations did not answer within 2000 ms.';

  answers(down, {
    'leaves an error at every field that it did not answer': {
      query: '{ practices { name doses } practice { clinics { day } } }',
      answer: {
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
    'says so once where a null travels up': {
      query: '{ practice { needed } }',
      answer: {
        data: { practice: null },
        errors: [{ message, path: ['practice', 'needed'], code: 'SUBGRAPH_TIMEOUT' }],
      },
    },
    'says nothing of what is skipped': {
      query: 'query ($yes: Boolean!) { practice { name doses @skip(if: $yes) clinics { day } } }',
      answer: {
        data: { practice: { name: 'Surgery 0', clinics: null } },
        errors: [{ message, path: ['practice', 'clinics'], code: 'SUBGRAPH_TIMEOUT' }],
      },
      variables: { yes: true },
    },
  });
});

describe('a subgraph whose field is required and that is down', () => {
  const graph = federate(
    { organisations, vaccinations: { ...vaccinations, sdl: `type Query { first: Practice } ${vaccinations.sdl}` } },
    {
      subgraphs: {
        organisations: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1:80')),
        vaccinations: ({ operation }) =>
          operation.query.includes('_entities')
            ? Promise.reject(new Error('must not be asked'))
            : { data: { first: { __typename: 'Practice', code: 'ZXP0001' } } },
      },
    },
  );

  answers(graph, {
    'computes nothing, and the error is masked and stands where the client can see it': {
      query: '{ first { greeting code } }',
      answer: {
        data: { first: { greeting: null, code: 'ZXP0001' } },
        errors: [
          { message: 'The subgraph organisations could not be asked.', path: ['first'], code: 'SUBGRAPH_UNAVAILABLE' },
        ],
      },
    },
  });
});

describe('attack 59: a hostile subgraph', () => {
  const entities =
    (answer: unknown): SubgraphExecutor =>
    () => ({ data: { _entities: answer } as never });
  const invalid = 'The subgraph vaccinations sent an answer that cannot be used.';
  const query = '{ practice { name doses } }';
  const unusable = {
    data: { practice: { name: 'Surgery 0', doses: null } },
    errors: [{ message: invalid, path: ['practice', 'doses'], code }],
  };

  test.each<[string, SubgraphExecutor]>([
    ['more entities than were asked for', entities([{ doses: 1 }, { doses: 2 }])],
    ['fewer entities than were asked for', entities([])],
    ['no list', entities({ doses: 1 })],
    ['null for the list', entities(null)],
    ['data that is a list', () => ({ data: [] as never })],
    ['neither data nor errors', () => ({})],
    ['null data without an error', () => ({ data: null })],
  ])('%s', async (_what, execute) => {
    expect(await withVaccinations(execute).ask(query)).toEqual(unusable);
  });

  test('a text where a number is expected', async () => {
    expect(await withVaccinations(entities([{ doses: 'five' }])).ask(query)).toEqual({
      data: { practice: { name: 'Surgery 0', doses: null } },
      errors: [{ message: 'The value of Practice.doses does not fit its type.', path: ['practice', 'doses'], code }],
    });
  });

  test('objects where scalars are, scalars where objects are, lists where none are', async () => {
    const graph = withVaccinations(entities([{ doses: { a: 1 }, clinics: 'none' }]));
    expect(await graph.ask('{ practice { doses clinics { day } } }')).toEqual({
      data: { practice: { doses: null, clinics: null } },
      errors: [
        { message: 'The value of Practice.doses does not fit its type.', path: ['practice', 'doses'], code },
        { message: 'The value of Practice.clinics does not fit its type.', path: ['practice', 'clinics'], code },
      ],
    });
  });

  test('keys that nobody asked for do not show', async () => {
    const answer = [JSON.parse('{"doses":1,"__proto__":{"polluted":true},"constructor":{"x":1},"name":"other"}')];
    expect(await withVaccinations(entities(answer)).ask('{ practice { doses code } }')).toEqual({
      data: { practice: { doses: 1, code: 'ZXP0001' } },
    });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('an error with a path of its own invention', async () => {
    const errors = [new GraphQLError('odd', { path: ['practice', 'name', 7] }), new GraphQLError('odd too')];
    const graph = withVaccinations(() => ({ data: { _entities: [{ doses: 1 }] }, errors }));
    expect(await graph.ask(query)).toEqual({
      data: { practice: { name: 'Surgery 0', doses: 1 } },
      errors: [{ message: 'odd' }, { message: 'odd too' }],
    });
  });

  test('ten thousand errors become two hundred and a count', async () => {
    const errors = Array.from({ length: 10_000 }, (_, at) => new GraphQLError(`error ${at}`));
    const graph = withVaccinations(() => ({ data: { _entities: [{ doses: 1 }] }, errors }));
    const answer = await graph.ask(query);
    expect(answer.errors).toHaveLength(201);
    expect(answer.errors!.at(-1)).toEqual({ message: '9800 more errors are left out.', code });
    expect(answer.data).toEqual({ practice: { name: 'Surgery 0', doses: 1 } });
  });

  test('an ordinary query is answered after all that', async () => {
    expect(await federate({ organisations, vaccinations }).ask(query)).toEqual({
      data: { practice: { name: 'Surgery 0', doses: 5 } },
    });
  });
});
