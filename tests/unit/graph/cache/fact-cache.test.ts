import { FactCache } from '../../../../graph/cache/fact-cache';
import { Touches } from '../../../../graph/cache/change-epochs';
import { startSource } from '../../../support/process/processes';
import '../../../support/process/retry-timed';

/** About a thousand bytes. */
const fact = (code: string) => ({ code, name: 'x'.repeat(800) });

test('the cache stays within its bytes, and forgets first what was not asked for again', () => {
  const cache = new FactCache(20_000);
  const space = cache.spaces<number>()(0);
  space.set('WANTED', fact('WANTED'));
  for (let index = 0; index < 1_000; index++) {
    expect(space.get('WANTED')).toEqual(fact('WANTED'));
    space.set(`PASSING${index}`, fact(`PASSING${index}`));
    expect(cache.size.bytes).toBeLessThanOrEqual(20_000);
  }
  expect(cache.size.entries).toBeGreaterThan(15);
  expect(space.get('PASSING0')).toBeUndefined();
});

test('known absence is kept: null and [] are answers, undefined is not', () => {
  const space = new FactCache(10_000).spaces<string>()('roles');
  space.set('NOBODY', null);
  space.set('NOTHING', []);
  expect([space.get('NOBODY'), space.get('NOTHING'), space.get('ELSE')]).toEqual([null, [], undefined]);
});

test('a cache of no bytes keeps nothing and still works', () => {
  const cache = new FactCache(0);
  const space = cache.spaces<number>()(1);
  space.set('A', fact('A'));
  expect(space.get('A')).toBeUndefined();
  expect(cache.size).toEqual({ bytes: 0, entries: 0 });
});

test('clear forgets every space', () => {
  const cache = new FactCache(100_000);
  const spaces = cache.spaces<number>();
  spaces(1).set('A', fact('A'));
  spaces(2).set('A', fact('A'));
  cache.clear();
  expect([spaces(1).get('A'), spaces(2).get('A')]).toEqual([undefined, undefined]);
  spaces(1).set('B', fact('B'));
  expect(cache.size.entries).toBe(1);
});

test('the estimate of bytes is that of the heap, within a third', async () => {
  const { code, out, err } = await startSource('tests/support/process/measure-heap.ts', []).finished;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(Number(out)).toBeGreaterThan(0.66);
  expect(Number(out)).toBeLessThan(1.5);
});

test('an organisation that a release did not touch has the facts of the release before', () => {
  const touches = new Touches();
  touches.add(
    [
      ['B', 2],
      ['C', 3],
      ['B', 4],
    ],
    1,
    4,
  );
  expect([1, 2, 3, 4].map((release) => touches.epochOf('A', release))).toEqual([0, 0, 0, 0]);
  expect([1, 2, 3, 4].map((release) => touches.epochOf('B', release))).toEqual([0, 2, 2, 4]);
  expect([1, 2, 3, 4].map((release) => touches.epochOf('C', release))).toEqual([0, 0, 3, 3]);
});

test('the organisations that releases touched are told in order, from a code on', () => {
  const touches = new Touches();
  touches.add(
    [
      ['C', 2],
      ['A', 3],
      ['B', 2],
      ['B', 4],
    ],
    1,
    4,
  );
  expect([...touches.between(1, 4, '')]).toEqual(['A', 'B', 'C']);
  expect([...touches.between(1, 2, '')]).toEqual(['B', 'C']);
  expect([...touches.between(2, 4, 'A')]).toEqual(['B']);
  expect([...touches.between(3, 3, '')]).toEqual([]);
  touches.add([['D', 5]], 1, 5);
  expect([...touches.between(4, 5, 'B')]).toEqual(['D']);
});

test('a release whose touches are not known shares nothing', () => {
  const touches = new Touches();
  touches.add([], 1, 2);
  expect(touches.epochOf('A', 3)).toBe(3);
  touches.add([['A', 3]], 1, 3);
  expect([touches.epochOf('A', 3), touches.epochOf('B', 3)]).toEqual([3, 0]);
});
