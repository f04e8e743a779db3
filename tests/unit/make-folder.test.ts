import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../cli/report';
import { cursorSecret } from '../../cli/cursor-secret';
import { openLocalNeo4j } from '../../database/local-neo4j';
import { makeFolder } from '../../make-folder';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-make-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is made with those above it, and one that exists is left alone', () => {
  const deep = join(folder, 'a', 'b');
  for (let time = 0; time < 2; time++) makeFolder(deep, 0o700);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
});

/** Nothing can be made here, and the option `recursive` of Node.js never returns. */
const NEVER = '/proc/x/y';

test('a folder that cannot be made is an error at once', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(NEVER)).toThrow();
  expect(() => makeFolder(file)).toThrow('EEXIST');
  expect(() => makeFolder(join(file, 'below'))).toThrow('ENOTDIR');
});

test('DATA_DIR that cannot be made is named by the local Neo4j and by the secret of cursors', async () => {
  const settings = { dataDir: NEVER, port: 0, heap: '512m', pageCache: '64m', log: silentReport.line };
  await expect(openLocalNeo4j(settings)).rejects.toMatchObject({
    reason: 'NOT_WRITABLE',
    message: expect.stringMatching(/Set DATA_DIR to a writable folder\.$/) as unknown,
  });
  expect(() => cursorSecret({ CURSOR_SECRET: undefined, DATA_DIR: NEVER })).toThrow(
    'Set DATA_DIR to a writable folder',
  );
});
