import { compose, CompositionError } from '../../../federation/supergraph/compose';
import { definitionsOf } from '../../../federation/supergraph/subgraph-sdl';
import { sdlOf } from '../federate';

const organisations = `
  type Query { practice(code: ID!): Practice }
  type Practice @key(fields: "code") { code: ID! name: String kind: Kind }
  enum Kind { GP }
`;

function problemsOf(subgraphs: Readonly<Record<string, string>>) {
  try {
    compose(Object.entries(subgraphs).map(([name, sdl]) => ({ name, sdl: sdlOf({ sdl }) })));
  } catch (error) {
    if (error instanceof CompositionError) return error.problems;
    throw error;
  }
  throw new Error('it composes');
}

test('forty errors with one cause are one problem, with the field’s place and what to do', () => {
  const fields = Array.from({ length: 40 }, (_, at) => `f${at}: Int`).join('\n');
  const problems = problemsOf({
    organisations,
    vaccinations: `type Practice @key(fields: "id") { id: ID!\n${fields} }`,
  });
  expect(problems).toEqual([
    {
      code: 'SATISFIABILITY_ERROR',
      subgraphs: ['vaccinations', 'organisations'],
      message:
        'Fields cannot be reached: cannot move to subgraph "vaccinations" using @key(fields: "id") of "Practice", the key field(s) cannot be resolved from subgraph "organisations".',
      examples: ['Practice.id', 'Practice.f0', 'Practice.f1'],
      count: 41,
      place: { line: 2, column: 36 },
      next: 'Give the type a @key that both subgraphs can resolve.',
    },
  ]);
});

test('two causes are two problems', () => {
  const problems = problemsOf({
    organisations,
    vaccinations: 'type Practice { doses: Int clinics: Int }',
    payments: 'type Practice @key(fields: "code") { code: ID! name: String budget: Int @nope }',
  });
  expect(problems.map(({ code, subgraphs, count }) => [code, subgraphs, count])).toEqual([
    ['INVALID_GRAPHQL', ['payments'], 1],
  ]);
});

test.each<[string, string, object]>([
  [
    'a field that is external everywhere',
    'type Practice @key(fields: "code") { code: ID! nmae: String @external doses: Int @requires(fields: "nmae") }',
    {
      code: 'EXTERNAL_MISSING_ON_BASE',
      subgraphs: ['vaccinations'],
      place: { line: 2, column: 48 },
      next: 'Correct the name, or remove @external: no other subgraph resolves this field.',
    },
  ],
  [
    'a field that two subgraphs resolve',
    'type Practice @key(fields: "code") { code: ID! name: String }',
    { code: 'INVALID_FIELD_SHARING', subgraphs: ['organisations', 'vaccinations'], examples: ['Practice.name'] },
  ],
  [
    'a field of two types',
    'type Practice @key(fields: "code") { code: ID! kind: String @shareable }',
    { code: 'FIELD_TYPE_MISMATCH', next: 'Agree on one type.' },
  ],
  [
    'a key that is no field',
    'type Practice @key(fields: "cod") { code: ID! doses: Int }',
    { code: 'KEY_INVALID_FIELDS', subgraphs: ['vaccinations'], place: { line: 2, column: 15 } },
  ],
  [
    'an unknown type',
    'type Practice @key(fields: "code") { code: ID! doses: Dose }',
    {
      code: 'INVALID_GRAPHQL',
      subgraphs: ['vaccinations'],
      message: 'Unknown type Dose.',
      place: { line: 2, column: 55 },
    },
  ],
  [
    'no GraphQL',
    'type Practice {',
    { code: 'INVALID_GRAPHQL', subgraphs: ['vaccinations'], message: 'Syntax Error: Expected Name, found <EOF>.' },
  ],
])('%s', (_what, vaccinations, problem) => {
  expect(problemsOf({ organisations, vaccinations })).toEqual(
    expect.arrayContaining([expect.objectContaining(problem)]) as unknown,
  );
});

test('the error reads as a list', () => {
  const compileTwice = () =>
    compose([
      { name: 'organisations', sdl: 'type Query { a: Int' },
      { name: 'Organisations', sdl: 'type Query { a: Int }' },
      { name: '1st', sdl: 'type Query { a: Int }' },
    ]);
  expect(compileTwice).toThrow(
    new CompositionError([]).message.trimEnd() +
      `
- Organisations: Two subgraphs have this name. Give each subgraph a name of its own. [INVALID_GRAPHQL]
- 1st: '1st' is no name for a subgraph. Begin with a letter, then letters, digits, - and _. [INVALID_GRAPHQL]
- organisations, line 1, column 20: Syntax Error: Expected Name, found <EOF>. Correct its SDL. [INVALID_GRAPHQL]`,
  );
});

describe('where the SDL of a subgraph comes from', () => {
  const url = 'http://127.0.0.1:1';
  const sources = {
    readFile: (path: string) =>
      path === 'practices.graphql'
        ? Promise.resolve('from the file')
        : Promise.reject(new Error(`no such file ${path}`)),
    executorOf: (name: string) => () => ({ data: { _service: name === 'mute' ? {} : { sdl: `from ${name}` } } }),
  };

  test('a file, or the subgraph itself', async () => {
    const subgraphs = [
      { name: 'organisations', url, schema: 'practices.graphql' },
      { name: 'vaccinations', url, schema: 'introspect' },
    ];
    expect(await definitionsOf(subgraphs, sources)).toEqual([
      { name: 'organisations', url, sdl: 'from the file' },
      { name: 'vaccinations', url, sdl: 'from vaccinations' },
    ]);
  });

  test('every subgraph without an SDL is named', async () => {
    const subgraphs = [
      { name: 'organisations', url, schema: 'gone.graphql' },
      { name: 'mute', url, schema: 'introspect' },
    ];
    await expect(definitionsOf(subgraphs, sources)).rejects.toThrow(
      `The subgraphs do not compose.
- organisations: Its SDL could not be read: no such file gone.graphql. Correct the path of its schema. [SDL_UNAVAILABLE]
- mute: Its SDL could not be read: It does not answer { _service { sdl } }. Start it, or give its SDL as a file. [SDL_UNAVAILABLE]`,
    );
  });
});
