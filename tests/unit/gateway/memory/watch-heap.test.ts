import { heapLimit } from '../../../../gateway/memory/heap';
import { startSourceFile } from '../../../support/process/processes';

const SMALL = { NODE_OPTIONS: '--max-old-space-size=128' };
jest.setTimeout(120_000);

test('caches that may hold more than the heap shrink, and the process lives', async () => {
  const { code, out, err } = await startSourceFile('tests/support/process/fill-heap.ts', [], SMALL).finished;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(Number(out)).toBeLessThan(0.8);
});

test('without it, the same process runs out of memory', async () => {
  const { code, err } = await startSourceFile('tests/support/process/fill-heap.ts', ['unwatched'], SMALL).finished;
  expect(code).not.toBe(0);
  expect(err).toContain('heap out of memory');
});

test('the limit of the heap does not count the space for young objects', () => {
  const young = 3 * (64 - 16) * 2 ** 20;
  expect(heapLimit('') - heapLimit('--max-semi-space-size=64')).toBe(young);
  expect(heapLimit('--max_semi_space_size=32 --max-semi-space-size=64')).toBe(heapLimit('--max-semi-space-size=64'));
});
