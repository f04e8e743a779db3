import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { HOME } from '../../../../config';
import { heapLimit } from '../../../../gateway/memory/heap';
import { startSourceFile } from '../../../support/process/processes';

const HOOK = join(HOME, 'tests/support/typescript.cjs');
const HEAP = join(HOME, 'gateway/memory/heap.ts');
const SMALL = { NODE_OPTIONS: '--max-old-space-size=128' };
jest.setTimeout(120_000); // processes fill their heap

test('fault 22: caches that may hold four times the heap shrink, and the process lives', async () => {
  const { code, out, err } = await startSourceFile('tests/support/process/fill-heap.ts', [], SMALL).finished;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(Number(out)).toBeLessThan(0.8);
});

test('fault 22: without that, the same process runs out of memory', async () => {
  const { code, err } = await startSourceFile('tests/support/process/fill-heap.ts', ['unwatched'], SMALL).finished;
  expect(code).not.toBe(0);
  expect(err).toContain('heap out of memory');
});

test('the limit of the heap does not count the space for young objects, whose size differs by version of Node.js', async () => {
  const given = `process.stdout.write(String(require(${JSON.stringify(HEAP)}).heapLimit(process.argv[1] ?? '') / 2 ** 20))`;
  const limitOf = (...flags: string[]) =>
    spawnSync(process.execPath, ['-r', HOOK, '--max-old-space-size=100', ...flags, '-e', given, '--', flags.join(' ')])
      .stdout;
  expect(String(limitOf())).toBe('100');
  expect(String(limitOf('--max-semi-space-size=8'))).toBe('100');
  expect(heapLimit('--max_semi_space_size=32 --max-semi-space-size=64')).toBe(heapLimit('--max-semi-space-size=64'));
});
