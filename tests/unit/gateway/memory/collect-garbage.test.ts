import { setImmediate } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { collectGarbage } from '../../../../gateway/memory/collect-garbage';

test('what nothing holds is free at once, what is held stays', async () => {
  const held = { list: [1] };
  const holding = new WeakRef(held);
  const refs = Array.from({ length: 100 }, (_, at) => new WeakRef({ at }));
  await setImmediate(); // a weak reference holds its target until the job that made it ends
  await collectGarbage();
  expect(refs.filter((ref) => ref.deref() !== undefined)).toEqual([]);
  expect(holding.deref()).toBe(held);
});

test('the memory of young objects is given back', async () => {
  const youngBytes = () =>
    getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')!.physical_space_size;
  const held = Array.from({ length: 300_000 }, (_, at) => ({ at }));
  const before = youngBytes();
  await collectGarbage();
  expect(youngBytes()).toBeLessThan(before / 2);
  expect(held).toHaveLength(300_000);
});
