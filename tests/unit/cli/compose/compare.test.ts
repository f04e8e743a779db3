import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, parse } from 'graphql';
import { compareSchemas } from '../../../../cli/compose/compare';
import { readClientDocuments } from '../../../../cli/compose/operations';
import { checkAgainst, readClients } from '../../../../cli/compose/check-against';
import { silentReport } from '../../../../cli/report';
import { runCommand } from '../../../support/process/run-command';

const NOW = `
  type Query { unit(id: ID!, on: Day): Unit units(kind: Kind, filter: Filter): [Unit!]! any: Any }
  type Unit { id: ID! beds: Int name: String }
  type Ward { id: ID! }
  union Any = Unit | Ward
  enum Kind { OPEN CLOSED }
  input Filter { text: String day: Day }
  scalar Day`;

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const operation = (name: string, text: string) => ({ source: `${name}.graphql`, name, document: parse(text) });
const OPERATIONS = [
  operation('Beds', 'query Beds { unit(id: 1) { beds } }'),
  operation('Open', 'query Open { units(kind: OPEN) { id } }'),
  operation('Closed', 'query Closed { units(kind: CLOSED, filter: { text: "a" }) { id } }'),
  operation('Any', 'query Any { any { ... on Ward { id } } }'),
  operation('Variable', 'query Variable($filter: Filter) { units(filter: $filter) { name } }'),
];

test.each<[string, string, string, string, string[], string[]]>([
  ['a removed field', 'beds: Int', '', 'Unit.beds', ['Beds'], ['Beds']],
  ['another type of a field', 'beds: Int', 'beds: String', 'Unit.beds', ['Beds'], ['Beds']],
  [
    'a field that may be null',
    '): [Unit!]!',
    '): [Unit!]',
    'Query.units',
    ['Open', 'Closed', 'Variable'],
    ['Open', 'Closed', 'Variable'],
  ],
  ['a removed value of an enum', ' CLOSED', '', 'Kind.CLOSED', ['Closed'], ['Closed']],
  ['a removed argument that nobody uses', ', on: Day', '', 'Query.unit.on', [], []],
  ['a new required argument', 'unit(id: ID!', 'unit(id: ID!, at: Int!', 'Query.unit.at', ['Beds'], ['Beds']],
  ['a removed field of an input', 'text: String', '', 'Filter.text', ['Closed'], ['Closed']],
  [
    'a new required field of an input',
    'text: String',
    'text: String at: Int!',
    'Filter.at',
    ['Closed', 'Variable'],
    ['Closed', 'Variable'],
  ],
  ['a removed member of a union', ' | Ward', '', 'Any', ['Any'], ['Any']],
])('%s breaks the operations that use it', async (_what, from, to, path, users, broken) => {
  const result = await compareSchemas(buildSchema(NOW), buildSchema(NOW.replace(from, to)), OPERATIONS);
  const change = result.changes.find((each) => each.path === path);
  expect([change?.level, change?.usedBy]).toEqual(['breaking', users.map((name) => `${name} (${name}.graphql)`)]);
  expect(result.broken.map(({ name }) => name)).toEqual(broken);
  expect(result.invalid).toEqual([]);
});

test('a new value of an enum is dangerous and breaks nothing; a new field is no change', async () => {
  const next = NOW.replace('OPEN', 'OPEN NEW').replace('beds: Int', 'beds: Int nurses: Int');
  const { changes, broken } = await compareSchemas(buildSchema(NOW), buildSchema(next), OPERATIONS);
  expect(changes.map(({ level, path }) => [level, path])).toEqual([['dangerous', 'Kind.NEW']]);
  expect(broken).toEqual([]);
});

test('an operation that is not valid now does not count', async () => {
  const wrong = operation('Wrong', 'query Wrong { nope }');
  const { broken, invalid } = await compareSchemas(buildSchema(NOW), buildSchema(NOW), [wrong]);
  expect([broken, invalid]).toEqual([
    [],
    [{ source: 'Wrong.graphql', name: 'Wrong', reasons: ['Cannot query field "nope" on type "Query".'] }],
  ]);
});

describe('the operations of clients', () => {
  test('come from files, from folders, and from lists of documents', async () => {
    file('clients/web/beds.graphql', 'query Beds { unit(id: 1) { beds } } query Two { any { __typename } }');
    file('clients/app/list.json', '{ "sha256:0123456789abcdef0123": "{ units { id } }" }');
    file('clients/readme.md', 'nothing');
    const documents = await readClientDocuments(join(folder, 'clients'));
    expect(documents.map(({ source, name }) => [source.slice(folder.length), name.replace(folder, '')])).toEqual([
      ['/clients/app/list.json 0123456789abcdef', '/clients/app/list.json 0123456789abcdef'],
      ['/clients/web/beds.graphql', 'Beds, Two'],
    ]);
    await expect(readClientDocuments(join(folder, 'clients/web/beds.graphql'))).resolves.toHaveLength(1);
  });

  test.each([
    ['that are not there', 'none', 'cannot be read'],
    ['that are none', 'clients/readme.md', 'readme.md: Syntax Error'],
    ['in a list of another format', file('wrong.json', '[]').slice(folder.length), 'expected a JSON object'],
  ])('%s are wrong usage', async (_what, name, message) => {
    await expect(readClientDocuments(join(folder, name))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message) as unknown,
    });
  });
});

describe('ods-graph compose --against', () => {
  const against = file('now.graphql', NOW);
  const after = (from: string, to: string) => ({ apiSchema: buildSchema(NOW.replace(from, to)) });
  const run = async (
    flags: { operations?: string; json?: boolean; against?: string },
    next: ReturnType<typeof after>,
  ) => {
    const [lines, out]: [string[], string[]] = [[], []];
    const report = { ...silentReport, line: (text: string) => void lines.push(text) };
    const context = { out: (text: string) => void out.push(text), report };
    const code = await readClients({ against, ...flags }, report)
      .then((clients) => checkAgainst(context, clients, flags.json ?? false, next))
      .then(
        () => 0,
        (error: { exitCode: number }) => error.exitCode,
      );
    return { code, notes: lines.join('\n'), out: out.join('') };
  };

  test('ends with 8 for a breaking change, and with 0 if no given operation uses it', async () => {
    const operations = file('beds.graphql', 'query Beds { unit(id: 1) { beds } }');
    const next = after('name: String', '');
    expect(await run({}, next)).toEqual({
      code: 8,
      out: '',
      notes:
        "Breaking changes: 1.\n- Unit.name: Field 'name' was removed from object type 'Unit'.\nDangerous changes: 0.",
    });
    expect(await run({ operations }, next)).toEqual({
      code: 0,
      out: '',
      notes: `Breaking changes: 1.
- Unit.name: Field 'name' was removed from object type 'Unit'. It is used by none of the operations.
Dangerous changes: 0.
Operations that break: 0.`,
    });
    const broken = await run({ operations, json: true }, after('beds: Int', ''));
    expect([broken.code, JSON.parse(broken.out)]).toMatchObject([
      8,
      { broken: [{ name: 'Beds', source: operations }] },
    ]);
    expect(broken.notes).toContain(`- Beds (${operations}): Cannot query field "beds" on type "Unit".`);
  });

  test('ends with 2 for what is no schema', async () => {
    expect((await run({ against: file('no.graphql', 'type Query {') }, after('', ''))).code).toBe(2);
    expect((await run({ against: join(folder, 'none') }, after('', ''))).code).toBe(2);
  });

  test('prints nothing and writes nothing before it has read what it compares with', async () => {
    const output = join(folder, 'supergraph.graphql');
    const { code, out, notes } = await runCommand(['compose', '--against', join(folder, 'none'), '--output', output]);
    expect([code, out, existsSync(output)]).toEqual([2, '', false]);
    expect(notes).toMatch(/^--against names a file that cannot be read: ENOENT/);
  });
});
