import { bytesOf, FactCache } from '../../../../graph/cache/fact-cache';
import { ChangeEpochs } from '../../../../graph/cache/change-epochs';
import { startSourceFile } from '../../../support/process/processes';
import { retryTimed } from '../../../support/process/retry-timed';

retryTimed('the ratio of two times is measured in a process of its own');

/** A value of about a thousand bytes. */
const fact = (code: string) => ({ code, name: 'x'.repeat(800) });

test('the cache stays within its size and evicts entries that were not read again', () => {
  const cache = new FactCache(20_000);
  const partition = cache.partitions<number>()(0);
  partition.set('WANTED', fact('WANTED'));
  for (let index = 0; index < 1_000; index++) {
    expect(partition.get('WANTED')).toEqual(fact('WANTED'));
    partition.set(`PASSING${index}`, fact(`PASSING${index}`));
    expect(cache.size.bytes).toBeLessThanOrEqual(20_000);
  }
  expect(cache.size.entries).toBeGreaterThan(15);
  expect(partition.get('PASSING0')).toBeUndefined();
});

test('null and [] are cached values, undefined means not cached', () => {
  const partition = new FactCache(10_000).partitions<string>()('roles');
  partition.set('NOBODY', null);
  partition.set('NOTHING', []);
  expect([partition.get('NOBODY'), partition.get('NOTHING'), partition.get('ELSE')]).toEqual([null, [], undefined]);
});

test('a cache of zero bytes stores nothing and still works', () => {
  const cache = new FactCache(0);
  const partition = cache.partitions<number>()(1);
  partition.set('A', fact('A'));
  expect(partition.get('A')).toBeUndefined();
  expect(cache.size).toEqual({ bytes: 0, entries: 0 });
});

test('clear empties every partition', () => {
  const cache = new FactCache(100_000);
  const partitionOf = cache.partitions<number>();
  partitionOf(1).set('A', fact('A'));
  partitionOf(2).set('A', fact('A'));
  cache.clear();
  expect([partitionOf(1).get('A'), partitionOf(2).get('A')]).toEqual([undefined, undefined]);
  partitionOf(1).set('B', fact('B'));
  expect(cache.size.entries).toBe(1);
});

test('the estimated size is close to the measured heap', async () => {
  const { code, out, err } = await startSourceFile('tests/support/process/measure-heap.ts', []).finished;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(Number(out)).toBeGreaterThan(0.66);
  expect(Number(out)).toBeLessThan(1.5);
});

test('the size of a long list is estimated by some of its items', () => {
  let read = 0;
  const items = Array.from({ length: 50_000 }, (_, at) => ({ id: `id ${at}`, code: `CODE ${at % 7}`, none: null }));
  const counted = items.map((item) => new Proxy(item, { ownKeys: (target) => (read++, Reflect.ownKeys(target)) }));
  const each = items.reduce((sum, item) => sum + 8 + bytesOf(item), 0);
  expect(Math.abs(bytesOf(counted) / each - 1)).toBeLessThan(0.02);
  expect(read).toBeLessThan(600);
  const short = items.slice(0, 512);
  expect(bytesOf(short)).toBe(short.reduce((sum, item) => sum + 8 + bytesOf(item), 48));
});

test('an organisation that a release did not change keeps the epoch of the release before', () => {
  const epochs = new ChangeEpochs();
  epochs.add(
    [
      ['B', 2],
      ['C', 3],
      ['B', 4],
    ],
    1,
    4,
  );
  expect([1, 2, 3, 4].map((release) => epochs.epochOf('A', release))).toEqual([0, 0, 0, 0]);
  expect([1, 2, 3, 4].map((release) => epochs.epochOf('B', release))).toEqual([0, 2, 2, 4]);
  expect([1, 2, 3, 4].map((release) => epochs.epochOf('C', release))).toEqual([0, 0, 3, 3]);
});

test('changedCodes returns the codes that releases changed, in order, after a given code', () => {
  const epochs = new ChangeEpochs();
  epochs.add(
    [
      ['C', 2],
      ['A', 3],
      ['B', 2],
      ['B', 4],
    ],
    1,
    4,
  );
  expect([...epochs.changedCodes(1, 4, '')]).toEqual(['A', 'B', 'C']);
  expect([...epochs.changedCodes(1, 2, '')]).toEqual(['B', 'C']);
  expect([...epochs.changedCodes(2, 4, 'A')]).toEqual(['B']);
  expect([...epochs.changedCodes(3, 3, '')]).toEqual([]);
  epochs.add([['D', 5]], 1, 5);
  expect([...epochs.changedCodes(4, 5, 'B')]).toEqual(['D']);
  expect(['B', 'D', 'NOBODY'].map((code) => epochs.hasChanged(code, 4, 5))).toEqual([false, true, false]);
});

test('a release whose changes are not known shares no facts', () => {
  const epochs = new ChangeEpochs();
  epochs.add([], 1, 2);
  expect(epochs.epochOf('A', 3)).toBe(3);
  epochs.add([['A', 3]], 1, 3);
  expect([epochs.epochOf('A', 3), epochs.epochOf('B', 3)]).toEqual([3, 0]);
});
