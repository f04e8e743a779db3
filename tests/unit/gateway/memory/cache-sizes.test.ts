import { chooseCacheSizes } from '../../../../gateway/memory/cache-sizes';

const MIB = 2 ** 20;
const WANTED = { facts: 512 * MIB, responses: 32 * MIB };
const sumOf = (sizes: object) => Object.values(sizes as Record<string, number>).reduce((sum, size) => sum + size, 0);

test('a large heap gives every cache what it wants', () => {
  const { sizes, isReduced } = chooseCacheSizes(4_096 * MIB, WANTED);
  expect(sizes).toMatchObject(WANTED);
  expect(isReduced).toBe(false);
});

test('in a smaller heap, all caches together take less than half of it, each in proportion', () => {
  for (const heap of [192, 256, 512, 1_024]) {
    const { sizes, budget, isReduced } = chooseCacheSizes(heap * MIB, WANTED);
    expect(isReduced).toBe(true);
    expect(sumOf(sizes)).toBeLessThanOrEqual(budget);
    expect(budget).toBeLessThan((heap * MIB) / 2);
    expect(sizes.facts / sizes.responses).toBeCloseTo(16, 1);
  }
});

test('a cache that is switched off stays off, and small ones that fit are not reduced', () => {
  const { sizes, isReduced } = chooseCacheSizes(1_024 * MIB, { facts: 64 * MIB, responses: 0 });
  expect([sizes.facts, sizes.responses, isReduced]).toEqual([64 * MIB, 0, false]);
});
