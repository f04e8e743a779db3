import { parse } from 'graphql';
import type { Identity } from '../../../federation/authorization/requirement';
import { createFederation } from '../../../federation/federation';
import { compose } from '../../../federation/composition/compose';
import { differenceOf } from '../../../federation/supergraph/graph-difference';
import { checkAccessIsKept } from '../../../federation/supergraph/kept-access';
import { checkOwnFields } from '../../../federation/supergraph/own-fields';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { inProcess, planning, type SmallSubgraphs, type SubgraphRequest } from '../federate';
import { buildSchema } from 'graphql';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes", "@policy", "@shareable", "@override", "@external", "@requires"])\n';
const SECURED = { isSecured: true };

const units = ['A', 'B'].map((id) => ({ __typename: 'Unit', id, beds: 4, secret: `secret of ${id}` }));
const subgraphs: SmallSubgraphs = {
  base: {
    sdl: `${LINK}
      type Query { units: [Unit] board: Board me: String! @authenticated plans: Int @policy(policies: [["board"]]) }
      type Mutation { close: Int @requiresScopes(scopes: [["admin"]]) open: Int }
      type Board @requiresScopes(scopes: [["read:board"], ["a", "b"]]) { minutes: String }
      type Unit @key(fields: "id") { id: ID! beds: Int secret: String @authenticated }`,
    version1: true, // it has its own link
    resolvers: {
      Query: {
        units: () => units,
        board: () => ({ minutes: 'secret minutes' }),
        me: () => 'secret me',
        plans: () => 7,
      },
      Mutation: { close: () => 1, open: () => 2 },
      Unit: { __resolveReference: ({ id }: { id: string }) => units.find((unit) => unit.id === id) },
    },
  },
  team: {
    sdl: `${LINK} type Unit @key(fields: "id") { id: ID! staff: Int }`,
    version1: true,
    resolvers: { Unit: { __resolveReference: ({ id }: { id: string }) => ({ id, staff: 1 }) } },
  },
};

const definitions = Object.entries(subgraphs).map(([name, { sdl }]) => ({ name, sdl }));
const sent: SubgraphRequest[] = [];
const executors = Object.fromEntries(Object.entries(subgraphs).map(([name, each]) => [name, inProcess(each, sent)]));
const supergraph = readSupergraph(compose(definitions, undefined, SECURED), SECURED);

const identity = (parts: Partial<Identity> = {}): Identity => ({
  isAuthenticated: true,
  scopes: new Set(),
  allowedBy: () => new Set(),
  ...parts,
});

async function ask(query: string, who?: Identity, refuseUnauthorized?: boolean) {
  sent.length = 0;
  let used = false;
  const { executor } = createFederation({ supergraph, subgraphs: executors, planning, refuseUnauthorized });
  const onIdentityUsed = () => (used = true);
  const result = await executor({ document: parse(query), request: {}, context: {}, identity: who, onIdentityUsed });
  const errors = (result.errors ?? []).map(({ path, extensions: { code, fields } }) => [
    path?.join('.') ?? fields,
    code,
  ]);
  return {
    data: result.data === undefined ? undefined : (JSON.parse(JSON.stringify(result.data)) as unknown),
    errors,
    used,
  };
}

const DENIED = 'UNAUTHORIZED_FIELD_OR_TYPE';

test('what a client may not read is null, with an error at its path, and no subgraph is asked for it', async () => {
  expect(await ask('{ units { id s: secret staff } plans board { minutes } }')).toEqual({
    data: {
      units: [
        { id: 'A', s: null, staff: 1 },
        { id: 'B', s: null, staff: 1 },
      ],
      plans: null,
      board: null,
    },
    errors: [
      ['units.0.s', DENIED],
      ['units.1.s', DENIED],
      ['plans', DENIED],
      ['board', DENIED],
    ],
    used: true,
  });
  expect(sent.map(({ query }) => query).join()).not.toMatch(/secret|plans|board|minutes/);
});

test('a field that may not be null makes what is around it null', async () => {
  expect(await ask('{ units { id } me }')).toEqual({ data: null, errors: [['me', DENIED]], used: true });
});

test.each<[string, Partial<Identity>, unknown]>([
  ['nobody', { isAuthenticated: false }, { board: null, plans: null }],
  ['one of two scopes', { scopes: new Set(['a']) }, { board: null, plans: null }],
  ['both scopes', { scopes: new Set(['a', 'b']) }, { board: { minutes: 'secret minutes' }, plans: null }],
  ['the other scope', { scopes: new Set(['read:board']) }, { board: { minutes: 'secret minutes' }, plans: null }],
  ['a policy', { allowedBy: async (names) => new Set(names) }, { board: null, plans: 7 }],
])('lists of scopes and policies are alternatives of what is needed together: %s', async (_name, has, data) => {
  expect((await ask('{ board { minutes } plans }', identity(has))).data).toEqual(data);
});

test('policies are asked only if an operation needs them, with their names', async () => {
  const asked: (readonly string[])[] = [];
  const allowedBy = (names: readonly string[]) => new Set((asked.push(names), names));
  expect((await ask('{ units { secret } }', identity({ allowedBy }))).errors).toEqual([]);
  expect((await ask('{ plans }', identity({ allowedBy }))).data).toEqual({ plans: 7 });
  expect(asked).toEqual([['board']]);
});

test('a mutation that a client may not make is not made', async () => {
  expect(await ask('mutation { close open }', identity())).toEqual({
    data: { close: null, open: 2 },
    errors: [['close', DENIED]],
    used: true,
  });
  expect(sent.map(({ query }) => query)).toEqual(['mutation{open}']);
});

test('by choice an operation with such a field is refused as a whole', async () => {
  const refused = { data: undefined, errors: [[['units.secret', 'close'].slice(0, 1), DENIED]], used: true };
  expect(
    await ask('{ units { ...F } } fragment F on Unit { id secret }', identity({ isAuthenticated: false }), true),
  ).toEqual(refused);
  expect(sent).toEqual([]);
  expect((await ask('{ units { id secret @skip(if: true) } }', undefined, true)).errors).toEqual([]);
});

test('an operation without such fields does not depend on who asks', async () => {
  expect((await ask('{ units { id staff __typename } __typename __schema { __typename } }')).used).toBe(false);
});

test('one plan serves all clients with the same rights, and no other', async () => {
  const query = parse('{ units { secret } }');
  const { executor } = createFederation({ supergraph, subgraphs: executors, planning });
  const run = async (who: Identity | undefined) =>
    JSON.stringify((await executor({ document: query, request: {}, context: {}, identity: who })).data);
  const runs = await Promise.all(
    [identity(), undefined, identity({ scopes: new Set(['x']) }), undefined, identity()].map(run),
  );
  expect(runs.map((text) => text.includes('secret of A'))).toEqual([true, false, true, false, true]);
});

test('an unknown entity is not named by a key that is protected', async () => {
  const parts: SmallSubgraphs = {
    one: {
      sdl: `${LINK} type Query { first: Unit } type Unit @key(fields: "id") { id: ID! @authenticated }`,
      version1: true,
      resolvers: { Query: { first: () => ({ id: 'secret id' }) } },
    },
    two: {
      sdl: `${LINK} type Unit @key(fields: "id") { id: ID! @shareable staff: Int! }`,
      version1: true,
      resolvers: { Unit: { __resolveReference: () => null } },
    },
  };
  const sdl = compose(
    Object.entries(parts).map(([name, each]) => ({ name, sdl: each.sdl })),
    undefined,
    SECURED,
  );
  const { executor } = createFederation({
    supergraph: readSupergraph(sdl, SECURED),
    subgraphs: Object.fromEntries(Object.entries(parts).map(([name, each]) => [name, inProcess(each, [])])),
    planning,
  });
  const { errors = [] } = await executor({ document: parse('{ first { staff } }'), request: {}, context: {} });
  expect(errors.map(({ message }) => message)).toEqual([
    'The subgraph two has no Unit with this key, which the subgraph one refers to.',
  ]);
});

describe('a supergraph', () => {
  test('is refused where nobody checks who asks', () => {
    expect(() => compose(definitions)).toThrow('Query.me, Unit.secret have @authenticated');
    expect(() => readSupergraph(supergraph.sdl)).toThrow('Query.me, Unit.secret have @authenticated');
  });

  test.each([
    ['of another version', /(authenticated)\/v0.1/, '$1/v0.9', '@authenticated'],
    ['under another name', /(authenticated\/v0.1")/, '$1, as: "login"', 'authenticated/v0.1 for SECURITY'],
    ['of an unknown feature', /(authenticated)\/v0.1", for/, 'secure/v0.1", for', 'secure/v0.1 for SECURITY'],
  ])('with a protection %s is refused', (_name, from, to, message) => {
    expect(() => readSupergraph(supergraph.sdl.replace(from, to), SECURED)).toThrow(message);
  });

  test('with a directive where it would protect nothing is refused', () => {
    const sdl = supergraph.sdl.replace(
      'enum join__Graph {',
      'input Filter { text: String @authenticated } enum join__Graph {',
    );
    const anywhere = sdl.replace(
      /directive @authenticated on [A-Z_ |\n]*/,
      'directive @authenticated on FIELD_DEFINITION | INPUT_FIELD_DEFINITION\n',
    );
    expect(() => readSupergraph(anywhere, SECURED)).toThrow(
      'text has @authenticated, which protects fields and their types only',
    );
  });

  test('that lost what a subgraph protects is refused, with the place in the subgraph', () => {
    const open = readSupergraph(supergraph.sdl.replace(/(secret: .*) @authenticated/, '$1'), SECURED);
    expect(() => checkAccessIsKept(open, definitions)).toThrow(
      'base, line 6, column 71: Unit.secret would be open to clients that this subgraph does not allow to read it.',
    );
    expect(() => checkAccessIsKept(supergraph, definitions)).not.toThrow();
  });

  test.each([
    [
      'a field',
      'type RootQuery { a: Int secret: Int @authenticated }',
      /(secret: .*) @authenticated/,
      'RootQuery.secret',
    ],
    ['the type', 'type RootQuery @authenticated { a: Int }', /(type Query .*) @authenticated/, 'RootQuery'],
  ])('that lost the protection of %s of a root type with another name is refused', (_name, types, lost, coordinate) => {
    const sdl = `${LINK.replace('extend schema', 'schema').trimEnd()} { query: RootQuery } ${types}`;
    const given = [{ name: 'team', sdl }];
    const whole = readSupergraph(compose(given, undefined, SECURED), SECURED);
    expect(() => checkAccessIsKept(whole, given)).not.toThrow();
    const open = readSupergraph(whole.sdl.replace(lost, '$1'), SECURED);
    expect(open.sdl).not.toBe(whole.sdl);
    expect(() => checkAccessIsKept(open, given)).toThrow(`${coordinate} would be open to clients`);
  });

  test('that protects less than before is logged with the fields and what they needed', () => {
    const open = supergraph.sdl
      .replace(/(secret: .*) @authenticated/, '$1')
      .replace('@requiresScopes(scopes: [["admin"]])', '');
    expect(differenceOf(supergraph, readSupergraph(open, SECURED)).changed).toEqual([
      'Mutation.close: Int (scopes admin) -> Int',
      'Unit.secret: String (authenticated) -> String',
    ]);
    expect(differenceOf(readSupergraph(open, SECURED), supergraph).changed).toContain(
      'Mutation.close: Int -> Int (scopes admin)',
    );
  });

  test('in which another team closes a part of ours is refused unless the file allows it', () => {
    const own = {
      name: 'own',
      url: '',
      sdl: `${LINK} type Query { a: Int } type Org @key(fields: "code") { code: ID! name: String @shareable }`,
      sdlCommand: '',
    };
    const schema = buildSchema('type Query { a: Int } type Org { code: ID! name: String }');
    const other = {
      name: 'other',
      sdl: `${LINK} type Org @key(fields: "code") { code: ID! name: String @shareable @authenticated }`,
    };
    const whole = readSupergraph(compose([own, other], 'own', SECURED), SECURED);
    const check = (parts: readonly string[], composed = [own, other]) =>
      checkOwnFields(whole, { ...own, schema }, { definitions: composed, mayOverride: { other: parts } });
    expect(() => check([])).toThrow(
      'other, line 2, column 68: Org.name would be closed to clients that are not authorised (@authenticated)',
    );
    expect(() => check([], [])).toThrow('Org.name would be closed to clients that are not authorised');
    expect(() => check(['Org.name'])).not.toThrow();
  });

  test('in which another team deprecates a query of ours is refused, also if it calls the root type otherwise', () => {
    const sdl = `${LINK} type Query { a: Int @shareable }`;
    const own = { name: 'own', url: '', sdl, sdlCommand: '', schema: buildSchema('type Query { a: Int }') };
    const root = LINK.replace('extend schema', 'schema').trimEnd();
    const other = { name: 'other', sdl: `${root} { query: Root } type Root { a: Int @shareable @deprecated }` };
    const definitions = [own, other];
    const whole = readSupergraph(compose(definitions, 'own', SECURED), SECURED);
    const check = (parts: readonly string[]) =>
      checkOwnFields(whole, own, { definitions, mayOverride: { other: parts } });
    expect(() => check([])).toThrow('Query.a would be marked as deprecated');
    expect(() => check(['Query.a'])).not.toThrow();
  });
});
