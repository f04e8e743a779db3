import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchComposition } from '../../../cli/compose/watch';
import { readConfig } from '../../../config';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { runCommand } from '../../support/process/run-command';
import { waitFor } from '../../support/process/wait-for';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, name);
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])\n';
const writeSchema = (fields: string) =>
  writeFileSync(path('beds.graphql'), `${LINK}type Organisation @key(fields: "code") { code: ID! ${fields} }`);

const SUBGRAPHS = path('subgraphs.yaml');
writeFileSync(SUBGRAPHS, 'subgraphs: [{ name: beds, url: "http://127.0.0.1:9/graphql", schema: beds.graphql }]');

test('compose --against names what breaks, and for whom', async () => {
  writeSchema('beds: Int nurses: Int');
  const before = path('before.graphql');
  expect(await runCommand(['compose', '--output', before], { SUBGRAPHS })).toEqual({
    code: 0,
    out: '',
    notes: 'Composed: beds, organisations.\n',
  });
  expect(readFileSync(before, 'utf8')).toContain('enum join__Graph');

  writeSchema('nurses: Int');
  const operations = path('clients');
  mkdirSync(operations);
  writeFileSync(join(operations, 'nurses.graphql'), 'query Nurses { organisation(code: "X26") { nurses } }');
  const [any, given] = [
    await runCommand(['compose', '--against', before], { SUBGRAPHS }),
    await runCommand(['compose', '--against', before, '--operations', operations, '--json'], { SUBGRAPHS }),
  ];
  expect(any.code).toBe(8);
  expect(any.out).toContain('enum join__Graph');
  expect(any.notes).toContain("- Organisation.beds: Field 'beds' was removed from object type 'Organisation'.\n");
  expect([given.code, JSON.parse(given.out)]).toMatchObject([0, { changes: [{ usedBy: [] }], broken: [] }]);

  writeFileSync(join(operations, 'beds.graphql'), 'query Beds { organisation(code: "X26") { beds } }');
  const broken = await runCommand(['compose', '--against', before, '--operations', operations], { SUBGRAPHS });
  expect(broken.code).toBe(8);
  expect(broken.notes).toContain('1 of 2 documents of clients break.');

  const replaced = await runCommand(['compose', '--against', before, '--output', before], { SUBGRAPHS });
  expect([replaced.code, readFileSync(before, 'utf8').trimEnd()]).toEqual([8, any.out.trimEnd()]);
});

test('--strict fails if there are warnings, and options that need --against are wrong usage without it', async () => {
  const schema = LINK.replace('"@key"', '"@key", "@override"');
  writeFileSync(
    path('beds.graphql'),
    `${schema}type Organisation @key(fields: "code") { code: ID! beds: Int @override(from: "wads") }`,
  );
  const [plain, strict] = [
    await runCommand(['compose'], { SUBGRAPHS }),
    await runCommand(['compose', '--strict'], { SUBGRAPHS }),
  ];
  expect([plain.code, strict.code]).toEqual([0, 1]);
  expect(plain.notes).toMatch(/^beds, \S+beds\.graphql:2:62: @override of Organisation\.beds names the subgraph wads/);
  for (const options of [['--operations', 'x'], ['--json'], ['--watch', '--json', '--against', 'x']])
    expect((await runCommand(['compose', ...options], { SUBGRAPHS })).code).toBe(2);
});

test('--watch composes again when a file changes, and goes on after an error', async () => {
  writeSchema('beds: Int');
  const notes: string[] = [];
  const composed: number[] = [];
  let end = () => undefined as void;
  const stop = {
    requested: false,
    signal: new Promise<void>((resolve) => (end = resolve)),
    repeated: Promise.resolve(),
  };
  const report = { line: (text: string) => void notes.push(text), progress: () => undefined, done: () => undefined };
  const env = { SUBGRAPHS };
  const context = { env, config: () => readConfig(env), out: () => undefined, report };
  const watching = watchComposition(
    context,
    await buildSubgraph(),
    (supergraph) => Promise.resolve(void composed.push(supergraph.sdl.length)),
    stop,
  );
  try {
    await waitFor('the first supergraph', () => composed.length === 1);
    writeSchema('beds: Nope');
    await waitFor('the error', () => notes.some((note) => note.includes('Unknown type Nope')));
    writeSchema('beds: Int nurses: Int');
    await waitFor('the second supergraph', () => composed.length === 2);
  } finally {
    stop.requested = true;
    end();
    await watching;
  }
  expect([notes.length, composed[1]! > composed[0]!]).toEqual([1, true]);
});
