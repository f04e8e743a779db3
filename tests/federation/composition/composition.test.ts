import type { GraphQLScalarType } from 'graphql';
import { compose, CompositionError } from '../../../federation/composition/compose';
import { loadDefinitions } from '../../../federation/supergraph/subgraph-sdl';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { sdlOf } from '../federate';

const organisations = `
  type Query { practice(code: ID!): Practice }
  type Practice @key(fields: "code") { code: ID! name: String kind: Kind }
  enum Kind { GP }
`;

function problemsOf(subgraphs: Readonly<Record<string, string>>) {
  try {
    compose(
      Object.entries(subgraphs).map(([name, sdl]) => ({ name, sdl: sdlOf({ sdl }) })),
      'organisations',
    );
  } catch (error) {
    if (error instanceof CompositionError) return error.problems;
    throw error;
  }
  throw new Error('the subgraphs compose');
}

test('many errors with one cause are one problem, with the location and a next step', () => {
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
      location: { line: 2, column: 1 },
      next: 'Give Practice in vaccinations @key(fields: "code"), by which organisations resolves it.',
    },
  ]);
});

test('errors with different causes are separate problems', () => {
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
    'a field that is external in all subgraphs is reported',
    'type Practice @key(fields: "code") { code: ID! nmae: String @external doses: Int @requires(fields: "nmae") }',
    {
      code: 'EXTERNAL_MISSING_ON_BASE',
      subgraphs: ['vaccinations'],
      location: { line: 2, column: 48 },
      next: 'Correct the name, or remove @external: no other subgraph resolves this field.',
    },
  ],
  [
    'a field that two subgraphs resolve is reported',
    'type Practice @key(fields: "code") { code: ID! name: String }',
    { code: 'INVALID_FIELD_SHARING', subgraphs: ['vaccinations', 'organisations'], examples: ['Practice.name'] },
  ],
  [
    'a field with two types is reported',
    'type Practice @key(fields: "code") { code: ID! kind: String @shareable }',
    { code: 'FIELD_TYPE_MISMATCH', next: 'Write its type as organisations does: Kind.' },
  ],
  [
    'a key that is not a field is reported',
    'type Practice @key(fields: "cod") { code: ID! doses: Int }',
    { code: 'KEY_INVALID_FIELDS', subgraphs: ['vaccinations'], location: { line: 2, column: 15 } },
  ],
  [
    'an unknown type is reported',
    'type Practice @key(fields: "code") { code: ID! doses: Dose }',
    {
      code: 'INVALID_GRAPHQL',
      subgraphs: ['vaccinations'],
      message: 'Unknown type Dose.',
      location: { line: 2, column: 55 },
    },
  ],
  [
    'an SDL that is not GraphQL is reported',
    'type Practice {',
    { code: 'INVALID_GRAPHQL', subgraphs: ['vaccinations'], message: 'Syntax Error: Expected Name, found <EOF>.' },
  ],
])('%s', (_what, vaccinations, problem) => {
  expect(problemsOf({ organisations, vaccinations })).toEqual(
    expect.arrayContaining([expect.objectContaining(problem)]) as unknown,
  );
});

test.each<[string, string, object]>([
  [
    'a type without the @key that it has elsewhere',
    'type Practice { code: ID! name: String doses: Int }',
    {
      subgraphs: ['vaccinations', 'organisations'],
      location: { line: 2, column: 1 },
      count: 2,
      next: 'Add @key(fields: "code") to Practice in vaccinations.',
    },
  ],
  [
    'an extension without the @key',
    'extend type Practice { doses: Int }',
    { location: { line: 2, column: 1 }, next: 'Add @key(fields: "code") to Practice in vaccinations.' },
  ],
  [
    'a type that has only the name in common',
    'type Query { first: Depot } type Depot { a: Int b: Int c: Int }',
    {
      subgraphs: ['vaccinations', 'organisations'],
      location: { line: 2, column: 29 },
      message: 'organisations has another type Depot.',
      next: 'Give yours another name, for example VaccinationsDepot.',
    },
  ],
  [
    'another type of a field that is not shared either',
    'type Practice @key(fields: "code") { code: ID! name: Int }',
    { code: 'FIELD_TYPE_MISMATCH', location: { line: 2, column: 48 } },
  ],
  [
    'an enum with other values',
    'type Query { best(kind: Kind): Kind } enum Kind { GP PCN ICB }',
    {
      subgraphs: ['vaccinations', 'organisations'],
      message: 'organisations has another enum Kind.',
      location: { line: 2, column: 39 },
    },
  ],
])('%s is one problem of the other team, with what to do', (_what, vaccinations, problem) => {
  const depots = 'type Query { depot: Depot } type Depot { id: ID! }';
  expect(problemsOf({ organisations: `${organisations} extend ${depots}`, vaccinations })).toEqual([
    expect.objectContaining(problem),
  ]);
});

test('a problem without a field has no examples', () => {
  const vaccinations = sdlOf({ sdl: 'type Query { a: Int @nope b: Int @nope }' });
  expect(() => compose([{ name: 'vaccinations', sdl: vaccinations }])).toThrow(
    '- vaccinations, line 2, column 21: Unknown directive "@nope". (2 times) Define the directive, or remove it. [INVALID_GRAPHQL]',
  );
});

test('the place is in the file, or in what an address gave', () => {
  const sdl = 'type Query { a: Nope }';
  expect(() => compose([{ name: 'a', sdl, file: 'a/schema.graphql' }])).toThrow('- a, a/schema.graphql:1:17: Unknown');
  expect(() => compose([{ name: 'a', sdl, file: 'https://a.example/graphql' }])).toThrow(
    '- a, https://a.example/graphql, line 1, column 17: Unknown',
  );
});

test('the message of the error is a list of the problems', () => {
  const compileTwice = () =>
    compose([
      { name: 'organisations', sdl: 'type Query { a: Int' },
      { name: 'Organisations', sdl: 'type Query { a: Int }' },
      { name: '1st', sdl: 'type Query { a: Int }' },
    ]);
  expect(compileTwice).toThrow(
    new CompositionError([]).message.trimEnd() +
      `
- Organisations: Two subgraphs have this name. Give each subgraph a different name. [INVALID_GRAPHQL]
- 1st: '1st' is not a valid subgraph name. Begin with a letter, then letters, digits, - and _. [INVALID_GRAPHQL]
- organisations, line 1, column 20: Syntax Error: Expected Name, found <EOF>. Close what is open: a brace or a string is missing. [INVALID_GRAPHQL]`,
  );
});

test('the specification of a scalar is that of the subgraphs that state one', () => {
  const specified = (url: string) => `scalar Date @specifiedBy(url: "${url}")`;
  const urlOf = (organisationDate: string, vaccinationDate: string) => {
    const sdls = [
      `type Query { today: Date } ${organisationDate}`,
      `type Query { firstDose: Date } ${vaccinationDate}`,
    ].map((sdl, at) => ({ name: `s${at}`, sdl: sdlOf({ sdl }) }));
    const { schema, apiSchema } = readSupergraph(compose(sdls));
    return [schema, apiSchema].map((each) => (each.getType('Date') as GraphQLScalarType).specifiedByURL ?? undefined);
  };

  const url = 'https://example.org/date';
  expect(urlOf(specified(url), 'scalar Date')).toEqual([url, url]);
  expect(urlOf('scalar Date', specified(url))).toEqual([url, url]);
  expect(urlOf(specified(url), specified(url))).toEqual([url, url]);
  expect(urlOf('scalar Date', 'scalar Date')).toEqual([undefined, undefined]);
});

describe('the SDL of a subgraph', () => {
  const url = 'http://127.0.0.1:1';
  const sources = {
    readFile: (path: string) =>
      path === 'practices.graphql'
        ? Promise.resolve('type File { id: ID }')
        : Promise.reject(new Error(`no such file ${path}`)),
    executorOf: (name: string) => () => ({
      data: { _service: name === 'mute' ? {} : { sdl: `type Subgraph { ${name}: ID }` } },
    }),
  };

  test('comes from a file or from the subgraph itself', async () => {
    const subgraphs = [
      { name: 'organisations', url, schema: 'practices.graphql' },
      { name: 'vaccinations', url, schema: 'introspect' },
    ];
    expect((await loadDefinitions(subgraphs, sources)).definitions).toEqual([
      { name: 'organisations', url, sdl: 'type File { id: ID }', file: 'practices.graphql' },
      { name: 'vaccinations', url, sdl: 'type Subgraph { vaccinations: ID }', file: url },
    ]);
  });

  test('is reported as missing for every subgraph without one', async () => {
    const subgraphs = [
      { name: 'organisations', url, schema: 'gone.graphql' },
      { name: 'mute', url, schema: 'introspect' },
    ];
    await expect(loadDefinitions(subgraphs, sources)).rejects.toThrow(
      `The subgraphs do not compose.
- organisations: Its SDL could not be read: no such file gone.graphql. Correct the path of its schema. [SDL_UNAVAILABLE]
- mute: Its SDL could not be read from ${url}/: It answers with GraphQL, but not the query { _service { sdl } }. Seen: no error is reported. Make it a subgraph of a federation, for example with @apollo/subgraph, or provide its SDL as a file. [SDL_UNAVAILABLE]`,
    );
  });
});
