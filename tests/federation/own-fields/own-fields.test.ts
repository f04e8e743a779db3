import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { buildSupergraph } from '../../../federation/build-federation';
import { compose } from '../../../federation/composition/compose';
import type { Supergraph } from '../../../federation/supergraph/supergraph';
import { sdlOf } from '../federate';

/** Another team must not take over a part of our own subgraph: its fields stay with us and in the clients' schema. */

const sdl = sdlOf({
  sdl: `
    type Query { units(filter: UnitFilter, first: Int = 20): [Unit!]! page: Page owner: Owner }
    type Unit implements Named @key(fields: "code") { code: ID! name: String! kind: Kind closed: Boolean }
    interface Named { name: String! }
    type Page @shareable { hasNext: Boolean! }
    enum Kind { GP ICB }
    input UnitFilter { text: String town: String }
    union Owner = Unit
  `,
});
const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
const own = { name: 'units', sdl, schema, sdlCommand: 'print the SDL' };

interface Settings {
  readonly mayOverride?: Readonly<Record<string, readonly string[]>>;
  readonly elsewhere?: boolean;
  readonly guarded?: readonly string[];
}

function build(
  team: string,
  { mayOverride = {}, elsewhere = false, guarded = [] }: Settings = {},
): Promise<Supergraph> {
  const definitions = [
    { name: 'units', sdl },
    { name: 'team', sdl: sdlOf({ sdl: team }) },
    { name: 'other', sdl: sdlOf({ sdl: 'type Unit @key(fields: "code") { code: ID! beds: Int }' }) },
  ];
  const composed = elsewhere ? { supergraph: compose(definitions), definitions: [] } : { definitions };
  const reading = { introspected: [], fallbacks: [] };
  const sources = { ...composed, httpSubgraphs: [], mayOverride, guarded, stubbed: [], introspected: false, reading };
  return Promise.resolve().then(() => buildSupergraph(sources, own, () => undefined));
}

const unit = (code: string, more = '', directives = '') =>
  `type Unit @key(fields: "code") ${directives} { code: ID! ${code} ${more} }`;

test.each<[string, string, string[], string[]]>([
  [
    '@override',
    unit('', 'name: String! @override(from: "units")'),
    ['team, line 2, column 60: Unit.name would be resolved by this subgraph instead (@override). '],
    ['Unit.name'],
  ],
  [
    '@override of a root field',
    'type Query { page: Page @override(from: "units") } type Page @shareable { hasNext: Boolean! }',
    ['team, line 2, column 25: Query.page would be resolved by this subgraph instead (@override). '],
    ['Query.page'],
  ],
  [
    '@inaccessible on a key',
    unit('@inaccessible', 'size: Int'),
    ['team, line 2, column 45: Unit.code would be hidden from clients (@inaccessible). '],
    ['Unit.code'],
  ],
  [
    '@inaccessible on an enum value',
    'type Query { kinds(kind: Kind): Int } enum Kind { GP ICB @inaccessible }',
    ['team, line 2, column 58: Kind.ICB would be hidden from clients (@inaccessible). '],
    ['Kind.ICB'],
  ],
  [
    '@inaccessible on a type',
    `${unit('', 'size: Int')} interface Named @inaccessible { name: String! }`,
    ['Named would be hidden from clients (@inaccessible). '],
    ['Named', 'Unit'],
  ],
  [
    'an input without one of our fields',
    'type Query { count(filter: UnitFilter): Int } input UnitFilter { text: String }',
    [': UnitFilter.town would be missing for clients, because this subgraph defines the type without it. '],
    ['UnitFilter.town'],
  ],
  [
    'an input with another type',
    'type Query { count(filter: UnitFilter): Int } input UnitFilter { text: String! town: String }',
    [': UnitFilter.text would have the type String! instead of String. '],
    ['UnitFilter.text'],
  ],
  [
    'a shared field with another type',
    'type Query { next: Page } type Page @shareable { hasNext: Boolean }',
    [': Page.hasNext would have the type Boolean instead of Boolean!. '],
    ['Page.hasNext'],
  ],
  [
    '@provides',
    `type Query { best: Unit @provides(fields: "name") } ${unit('', 'name: String! @external')}`,
    [': Unit.name would be resolved by this subgraph below Query.best (@provides). '],
    ['Unit.name'],
  ],
  [
    '@cost',
    unit('@cost(weight: 1000000)', 'size: Int'),
    ['team, line 2, column 45: Unit.code would get another cost (@cost). '],
    ['Unit.code'],
  ],
  [
    '@deprecated',
    unit('@deprecated(reason: "use size")', 'size: Int'),
    ['team, line 2, column 45: Unit.code would be marked as deprecated (@deprecated). '],
    ['Unit.code'],
  ],
])('%s cannot take over a part of ours, unless it is allowed', async (_what, team, messages, parts) => {
  for (const message of messages) await expect(build(team)).rejects.toThrow(message);
  await expect(build(team, { mayOverride: { other: parts } })).rejects.toThrow(messages[0]);
  await expect(build(team, { mayOverride: { team: parts } })).resolves.toBeDefined();
});

test.each([
  ['an enum', 'type Query { kind: Kind } type Kind @shareable { hasNext: Boolean! }'],
  ['an entity', 'type Query { unit: Unit } union Unit = Ward type Ward @key(fields: "id") { id: ID! }'],
  ['an input', 'type Query { filter: UnitFilter } type UnitFilter { text: String }'],
  ['an interface', 'type Query { named: Named } type Named { name: String! }'],
])('%s of ours cannot become a type of another kind', async (_what, team) => {
  await expect(build(team)).rejects.toThrow(/Kind|Unit|UnitFilter|Named/);
});

test('the error says what to do', async () => {
  await expect(build(unit('', 'name: String! @override(from: "units")'))).rejects.toThrow(
    `Parts of units would be taken over by other subgraphs.
- team, line 2, column 60: Unit.name would be resolved by this subgraph instead (@override). Remove this from the subgraph, or allow it with mayOverride: [Unit.name] in the SUBGRAPHS file. [OWN_PART_TAKEN]`,
  );
});

test.each([
  ['@override', unit('', 'name: String! @override(from: "units")'), 'team: Unit.name would be resolved by'],
  [
    '@override with a label',
    unit('', 'closed: Boolean @override(from: "units", label: "percent(5)")'),
    'team: Unit.closed would be resolved by',
  ],
  ['@inaccessible', unit('@inaccessible', 'size: Int'), 'other, team: Unit.code would be hidden from clients.'],
])('a supergraph composed elsewhere cannot take over a part of ours with %s', async (_what, team, message) => {
  await expect(build(team, { elsewhere: true })).rejects.toThrow(message);
  const mayOverride = { team: ['Unit.name', 'Unit.code', 'Unit.closed'] };
  await expect(build(team, { elsewhere: true, mayOverride })).resolves.toBeDefined();
});

test('an exception that names nothing of ours is an error', async () => {
  const mayOverride = { team: ['Unit.nmae'] };
  await expect(build(unit('', 'size: Int'), { mayOverride })).rejects.toThrow(
    'mayOverride names what units does not have: Unit.nmae. Write it as Type.field, for example Organisation.name.',
  );
});

test.each([
  ['extends our type and requires our fields', unit('', 'name: String! @external size: Int @requires(fields: "name")')],
  ['provides a key of ours', `type Query { best: Unit @provides(fields: "code") } ${unit('@external')}`],
  ['shares a type of ours as it is', 'type Query { next: Page } type Page @shareable { hasNext: Boolean! }'],
  ['hides and moves its own fields', unit('', 'size: Int @inaccessible beds: Int @override(from: "other")')],
])('a subgraph that %s is accepted', async (_what, team) => {
  await expect(build(team)).resolves.toBeDefined();
});

describe('another subgraph that is protected', () => {
  const guarded = ['other'];
  test.each([
    [
      '@override',
      unit('', 'beds: Int @override(from: "other")'),
      'Unit.beds would be resolved by this subgraph instead',
    ],
    [
      '@override with a label',
      unit('', 'beds: Int @override(from: "other", label: "percent(1)")'),
      'Unit.beds would be resolved by this subgraph instead',
    ],
    [
      '@provides',
      `type Query { best: Unit @provides(fields: "beds") } ${unit('', 'beds: Int @external')}`,
      'Unit.beds would be resolved by this subgraph below Query.best',
    ],
  ])('keeps its parts from %s, unless it is allowed', async (_what, team, message) => {
    await expect(build(team, { guarded })).rejects.toThrow(
      new RegExp(`^Parts of other would be taken over by other subgraphs\\.\\n- team, line 2, column \\d+: ${message}`),
    );
    await expect(build(team, { guarded, mayOverride: { team: ['Unit.beds'] } })).resolves.toBeDefined();
  });

  test('does not protect what others have, and needs its SDL', async () => {
    const team = unit('', 'size: Int name: String! @external plus: Int @requires(fields: "name")');
    await expect(build(team, { guarded: ['other', 'team'] })).resolves.toBeDefined();
    await expect(build(team, { guarded, elsewhere: true })).rejects.toThrow(
      'other is protected, but its SDL is not known',
    );
  });
});
