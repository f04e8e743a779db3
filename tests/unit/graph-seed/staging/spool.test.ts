import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../../../config';
import { LoadInterrupted } from '../../../../graph-seed/errors';
import { Spool } from '../../../../graph-seed/staging/spool';

jest.mock('node:fs', () => ({ ...jest.requireActual<typeof fs>('node:fs'), writeSync: jest.fn() }));

const { writeSync } = jest.requireActual<typeof fs>('node:fs');
const stubbed = jest.mocked(fs.writeSync as (descriptor: number, bytes: Buffer, offset?: number) => number);
const folder = fs.mkdtempSync(join(tmpdir(), 'ods-graph-spool-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function filled(rows: number): Spool {
  const spool = new Spool(folder, 'rows');
  for (let row = 0; row < rows; row++) spool.append('states', row, { hash: `h${row}`, code: `Ä${row}`, json: '["é"]' });
  return spool;
}

test('a short write is continued where it stopped', () => {
  stubbed.mockImplementation((descriptor, bytes, offset = 0) => {
    const all = Buffer.from(bytes);
    return writeSync(descriptor, all, offset, Math.min(7, all.length - offset));
  });
  const rows = [...filled(50).rows('states')];
  expect(rows).toHaveLength(50);
  expect(rows[49]).toEqual({ record: 49, hash: 'h49', code: 'Ä49', json: '["é"]' });
});

test('a disk that takes nothing more is an error', () => {
  stubbed.mockImplementation((descriptor, bytes, offset = 0) =>
    offset > 0 ? 0 : writeSync(descriptor, Buffer.from(bytes), 0, 10),
  );
  expect(() => [...filled(50).rows('states')]).toThrow(LoadInterrupted);
});

test('a last line without its end is an error', () => {
  stubbed.mockImplementation((descriptor, bytes, offset = 0) => {
    const all = Buffer.from(bytes);
    writeSync(descriptor, all, offset, all.length - offset - 3);
    return all.length;
  });
  expect(() => [...filled(50).rows('states')]).toThrow('cut short');
});

const PROGRAM = join(__dirname, 'fill-spool.ts');
const HOOK = join(HOME, 'tests', 'support', 'typescript.cjs');
const node = (target: string) => `"${process.execPath}" -r "${HOOK}" "${PROGRAM}" "${target}"`;
const run = (command: string, args: readonly string[]) => spawnSync(command, args, { encoding: 'utf8' });

const MOUNT = `mount -t tmpfs -o size=256k tmpfs "${folder}"`;
const mounts = run('unshare', ['-rm', 'sh', '-c', MOUNT]).status === 0;
if (!mounts) console.warn('No small file system may be mounted here: the test of a full disk is skipped.');

(mounts ? test : test.skip)('a full disk is an error', () => {
  const { stdout } = run('unshare', ['-rm', 'sh', '-c', `${MOUNT} && ${node(folder)}`]);
  expect(stdout.trim()).toBe('ENOSPC');
});

test('a limit of the file size, after a short write, is an error', () => {
  const { stdout } = run('sh', ['-c', `ulimit -f 500; ${node(folder)}`]);
  expect(stdout.trim()).toBe('EFBIG');
});
