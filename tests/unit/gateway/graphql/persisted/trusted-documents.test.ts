import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTrustedDocuments } from '../../../../../gateway/graphql/persisted/trusted-documents';
import { temporaryFolder } from '../../../../support/database/fresh-neo4j';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const APOLLO = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id: '1a2b', name: 'One', type: 'query', body: 'query One { one }' }],
};

test.each<[string, unknown, string, string]>([
  ["Apollo's manifest", APOLLO, '1a2b', 'query One { one }'],
  ['a file with a byte-order mark', `\ufeff${JSON.stringify(APOLLO)}`, '1a2b', 'query One { one }'],
  ["the object of Relay's compiler", { '3c4d': 'query Two { two }' }, '3c4d', 'query Two { two }'],
  ['the object of the client preset', { 'sha256:5e6f': 'query Three { three }' }, '5e6f', 'query Three { three }'],
])('%s is read', (_name, content, id, text) => {
  const documents = openTrustedDocuments(write('manifest.json', content));
  expect([documents.byId(id), documents.has(text), documents.size]).toEqual([text, true, 1]);
  for (const unknown of ['other', '__proto__', 'constructor', '']) expect(documents.byId(unknown)).toBeUndefined();
  expect(documents.has('{ other }')).toBe(false);
});

test('a folder holds documents under the names of their files, and manifests', () => {
  write('all/One.graphql', 'query One { one }\n');
  write('all/practice/Two.gql', 'query Two { two }');
  write('all/generated/relay.json', { '3c4d': 'query Three { three }' });
  write('all/README.md', 'no document');
  const documents = openTrustedDocuments(join(folder, 'all'));
  expect(['One', 'practice/Two', '3c4d', 'README'].map((id) => documents.byId(id))).toEqual([
    'query One { one }',
    'query Two { two }',
    'query Three { three }',
    undefined,
  ]);
});

test.each<[unknown, string]>([
  ['{', 'it is not JSON'],
  [[], 'expected a JSON object'],
  [{ ...APOLLO, version: 2 }, 'expected version 1'],
  [{ ...APOLLO, operations: {} }, 'expected a list of operations'],
  [{ ...APOLLO, operations: [{ body: '{ one }' }] }, 'a document has no id'],
  [{ ...APOLLO, operations: [null] }, 'a document has no id'],
  [{ a: 7 }, "expected the text of a document for the id 'a'"],
  [{ a: '{ one' }, "the document 'a' is not valid: Syntax Error"],
  [{}, 'there are no documents'],
])('%j is refused, and the file is named', (content, reason) => {
  const path = write('wrong.json', content);
  expect(() => openTrustedDocuments(path)).toThrow(path);
  expect(() => openTrustedDocuments(path)).toThrow(reason);
});

test('a missing file, and two documents with one id, are refused', () => {
  expect(() => openTrustedDocuments(join(folder, 'none.json'))).toThrow('ENOENT');
  write('twice/a.json', { x: '{ one }' });
  write('twice/b.json', { x: '{ two }' });
  expect(() => openTrustedDocuments(join(folder, 'twice'))).toThrow("another file has the id 'x'");
});

test('changed files are read again when they no longer change, and an invalid one changes nothing', () => {
  const log = { info: jest.fn(), error: jest.fn() };
  const path = write('changing.json', { a: '{ one }' });
  const documents = openTrustedDocuments(path);
  const { version } = documents;
  documents.refresh(log);
  expect(log.info).not.toHaveBeenCalled();
  write('changing.json', { a: '{ one }', longer: '{ two }' });
  documents.refresh(log);
  expect(documents.byId('longer')).toBeUndefined();
  documents.refresh(log);
  expect(documents.byId('longer')).toBe('{ two }');
  expect(documents.version).not.toBe(version);
  write('changing.json', '{ not JSON, and longer than before');
  for (const _ of [1, 2, 3]) documents.refresh(log);
  expect([documents.byId('longer'), log.info.mock.calls.length, log.error.mock.calls.length]).toEqual([
    '{ two }',
    1,
    1,
  ]);
});
