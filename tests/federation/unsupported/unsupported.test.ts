import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { compose, CompositionError } from '../../../federation/composition/compose';
import { readSupergraph } from '../../../federation/supergraph/supergraph';

/** What a schema asks of a gateway and this gateway does not do must stop the schema, not be ignored. */

const FEDERATION = 'https://specs.apollo.dev/federation';
const link = (imports: string, more = '', version = 'v2.9') =>
  `extend schema @link(url: "${FEDERATION}/${version}", import: [${imports}]) ${more}\n`;
const SECURED = `${link('"@key", "@authenticated", "@requiresScopes", "@policy"')}
type Query {
  salaries: Int @authenticated
  budgets: Int @requiresScopes(scopes: [["read:budgets"]])
  plans: Int @policy(policies: [["board"]])
}
type Organisation @key(fields: "code") { code: ID! payroll: Int @authenticated }
`;
const BASE = `${link('"@key"')} type Query { units: [Unit!]! } type Unit @key(fields: "id") { id: ID! beds: Int }`;
const CONTEXT = `${link('"@key", "@context", "@fromContext"')}
type Query { ward: Ward }
type Ward @key(fields: "id") @context(name: "ward") { id: ID! floor: Int room: Room }
type Room @key(fields: "id") { id: ID! stairs(floor: Int @fromContext(field: "$ward { floor }")): Int }`;

function problemsOf(sdl: string): (readonly [string, string])[] {
  try {
    compose([
      { name: 'base', sdl: BASE },
      { name: 'team', sdl },
    ]);
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return error.problems.map(({ subgraphs, code, message, location }) => {
      const place = `${subgraphs.join()}:${location?.line}`;
      return [place, code === 'UNSUPPORTED_FEATURE' ? message.replace(/, which this gateway does not .*/, '') : code];
    });
  }
  return [];
}

test.each<[string, string, (readonly [string, string])[]]>([
  [
    'directives that protect fields',
    SECURED,
    [
      ['team:4', 'Query.salaries, Organisation.payroll have @authenticated'],
      ['team:5', 'Query.budgets has @requiresScopes'],
      ['team:6', 'Query.plans has @policy'],
    ],
  ],
  [
    'their full names',
    `${link('"@key"')} type Query { a: Int @federation__authenticated }`,
    [['team:2', 'Query.a has @federation__authenticated (@authenticated of its specification)']],
  ],
  [
    'other names for them, on types, enums, scalars and interfaces',
    `${link('{ name: "@authenticated", as: "@login" }')} type Query { a: A e: E s: S } extend type A @login { x: Int }
     enum E @login { X } scalar S @login interface I @login { x: Int }`,
    [['team:2', 'A, E, S, I have @login (@authenticated of its specification)']],
  ],
  [
    'a directive that is linked from its own specification',
    `${link('"@key"', '@link(url: "https://specs.apollo.dev/authenticated/v0.1")')}
     directive @authenticated on FIELD_DEFINITION type Query { a: Int @authenticated }`,
    [['team:3', 'Query.a has @authenticated']],
  ],
  [
    "a team's own feature for SECURITY",
    `${link('"@key"', '@link(url: "https://example.org/secure/v1.0", import: ["@secure"], for: SECURITY)')}
     directive @secure on ARGUMENT_DEFINITION | ENUM_VALUE type Query { a(b: Int @secure): E } enum E { X @secure }`,
    [['team:3', 'Query.a(b:), E.X have @secure']],
  ],
  [
    "a team's own feature for EXECUTION, even if it is not used",
    `${link('"@key"', '@link(url: "https://example.org/run/v1.0", for: EXECUTION)')} type Query { a: Int }`,
    [['team:1', 'The schema links to https://example.org/run/v1.0 for EXECUTION']],
  ],
  [
    '@inaccessible without an import, which composition drops',
    `${link('"@key"', '@link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)')}
     directive @inaccessible on FIELD_DEFINITION type Query { a: Int @inaccessible }`,
    [['team:3', 'Query.a has @inaccessible']],
  ],
  [
    '@context and @fromContext',
    CONTEXT,
    [
      ['team:4', 'Ward has @context'],
      ['team:5', 'Room.stairs(floor:) has @fromContext'],
    ],
  ],
])('compose refuses %s', (_what, sdl, problems) => {
  expect(problemsOf(sdl)).toEqual(problems);
});

test.each([
  ['imports that are not used', `${link('"@key", "@authenticated", "@context", "@policy"')} type Query { a: Int }`],
  [
    '@inaccessible under another name',
    `${link('{ name: "@inaccessible", as: "@own" }')} type Query { a: Int b: Int @own }`,
  ],
  ["a team's own directive without a purpose", 'directive @policy on FIELD_DEFINITION type Query { a: Int @policy }'],
  ...['v2.10', 'v2.11', 'v2.12', 'v2.13', 'v2.14'].map((version) => [
    `federation ${version}`,
    `${link('"@key"', '', version)} type Unit @key(fields: "id") { id: ID! size: Int }`,
  ]),
  [
    'the import of an element that is not supported and not used',
    `${link('"@key", "@cacheTag"', '', 'v2.12')} type Unit @key(fields: "id") { id: ID! size: Int }`,
  ],
])('compose accepts %s', (_what, sdl) => {
  expect(problemsOf(sdl)).toEqual([]);
});

describe('versions of federation', () => {
  const unit = 'type Unit @key(fields: "id") { id: ID! size: Int';
  test.each<[string, string, string]>([
    [
      'a version that is not known',
      `${link('"@key"', '', 'v2.15')} ${unit} }`,
      'Invalid version v2.15 for the federation feature in @link directive on schema. Use a version of federation from v2.0 to v2.14.',
    ],
    [
      'an element that a newer version has',
      `${link('"@key", "@policy", { name: "@interfaceObject", as: "@io" }', '', 'v2.2')} ${unit} }`,
      `- team, line 1, column 87: @policy needs federation v2.6, and this schema links to v2.2. Link to ${FEDERATION}/v2.6 or a newer version. [INVALID_LINK_DIRECTIVE_USAGE]
- team, line 1, column 98: @interfaceObject needs federation v2.3, and this schema links to v2.2. Link to ${FEDERATION}/v2.3 or a newer version. [INVALID_LINK_DIRECTIVE_USAGE]`,
    ],
    [
      'an element that no version has',
      `${link('"key", "@keys"', '', 'v2.11')} ${unit} }`,
      `- team, line 1, column 80: Federation has no element key to import. Write @key. [INVALID_LINK_DIRECTIVE_USAGE]
- team, line 1, column 87: Federation has no element @keys to import. Correct the name. [INVALID_LINK_DIRECTIVE_USAGE]`,
    ],
    [
      'an element that is not supported',
      `${link('"@key", "@cacheTag"', '', 'v2.12')} ${unit} @cacheTag(format: "unit") }`,
      'Unit.size has @cacheTag (federation v2.12), which this gateway does not carry out: nothing would be removed from a cache by it. Remove the directive.',
    ],
    [
      'its full name',
      `${link('"@key"', '', 'v2.14')} ${unit} @federation__cacheTag(format: "unit") }`,
      'Unit.size has @federation__cacheTag (@cacheTag of its specification, federation v2.12), which',
    ],
    [
      'a connector',
      `${link('"@key"', '@link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@connect"])', 'v2.11')}
       ${unit} @connect(http: { GET: "/" }, selection: "$") }`,
      'Unit.size has @connect (federation v2.10), which this gateway does not carry out: the field would be asked of a GraphQL server.',
    ],
  ])('%s is refused with what it needs', (_what, sdl, message) => {
    expect(() => compose([{ name: 'team', sdl }])).toThrow(message);
  });
});

describe('a supergraph that was composed elsewhere', () => {
  const supergraphOf = (...sdls: readonly string[]) => {
    const services = sdls.map((sdl, at) => ({ name: at === 0 ? 'team-one' : 'base', typeDefs: parse(sdl) }));
    const { supergraphSdl, errors } = composeServices(services);
    if (supergraphSdl === undefined) throw new Error(errors!.join('\n'));
    return supergraphSdl;
  };
  const hidden = supergraphOf(
    `${link('"@inaccessible", "@tag", "@cost"')} type Query { a: Int @cost(weight: 3) b: Int @inaccessible @tag(name: "x") }`,
  );

  test.each<[string, string, string[]]>([
    [
      'directives that protect fields',
      supergraphOf(SECURED),
      [
        'team-one: Query.salaries, Organisation.payroll have @authenticated, which',
        'team-one: Query.budgets has @requiresScopes, which',
        'team-one: Query.plans has @policy, which',
      ],
    ],
    [
      '@context and @fromContext',
      supergraphOf(CONTEXT, BASE),
      ['team-one: Ward has @context, which', 'team-one: Room.stairs has @fromContext, which'],
    ],
    [
      'a feature that it links to for SECURITY',
      hidden.replace('schema @link', 'schema @link(url: "https://example.org/secure/v1.0", for: SECURITY) @link'),
      ['- The schema links to https://example.org/secure/v1.0 for SECURITY, which'],
    ],
    [
      'a newer version of a feature',
      hidden.replace('inaccessible/v0.2"', 'inaccessible/v0.9"'),
      ['team-one: Query.b has @inaccessible, which'],
    ],
    [
      'a feature under another name',
      hidden.replace('inaccessible/v0.2"', 'inaccessible/v0.2", as: "own"').replaceAll('@inaccessible', '@own'),
      ['team-one: Query.b has @own (@inaccessible of its specification), which'],
    ],
    [
      'a directive of a subgraph that it carries along',
      hidden
        .replace('schema @link', 'schema @link(url: "https://specs.apollo.dev/connect/v0.2", for: EXECUTION) @link')
        .replace(
          'enum join__Graph',
          'directive @join__directive(graphs: [join__Graph!], name: String!) on FIELD_DEFINITION enum join__Graph',
        )
        .replace('a: Int', 'a: Int @join__directive(graphs: [TEAM_ONE], name: "connect")'),
      ['team-one: Query.a has @connect (federation v2.10), which'],
    ],
  ])('is refused for %s', (_what, sdl, messages) => {
    for (const message of messages) expect(() => readSupergraph(sdl)).toThrow(message);
  });

  test('is served with @inaccessible, @tag and @cost', () => {
    expect(Object.keys(readSupergraph(hidden).apiSchema.getQueryType()!.getFields())).toEqual(['a']);
  });
});
