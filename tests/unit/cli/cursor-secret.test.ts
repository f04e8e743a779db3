import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cursorSecret } from '../../../cli/cursor-secret';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ods-graph-secret-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'cursor-secret');
const read = () => cursorSecret({ CURSOR_SECRET: undefined, DATA_DIR: folder });

test('a secret is created once, readable by its owner only, and nothing is left beside it', () => {
  const secret = read();
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(read()).toBe(secret);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['cursor-secret']);
});

test('CURSOR_SECRET comes before the file', () => {
  expect(cursorSecret({ CURSOR_SECRET: 'a secret of sixteen', DATA_DIR: folder })).toBe('a secret of sixteen');
  expect(existsSync(file())).toBe(false);
});

test.each(['', '\n', '   '])('a file with no secret in it, %j, is replaced', (text) => {
  writeFileSync(file(), text);
  const secret = read();
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect([read(), readFileSync(file(), 'utf8')]).toEqual([secret, secret]);
  expect(readdirSync(folder)).toEqual(['cursor-secret']);
});

test('a secret that is too short is refused without printing it', () => {
  writeFileSync(file(), 'hunter2\n');
  expect(read).toThrow(
    `The secret in ${file()} must have at least 16 characters; it has 7. Delete the file, or set CURSOR_SECRET.`,
  );
  expect(read).not.toThrow('hunter2');
});
