import { setImmediate } from 'node:timers/promises';
import { collectGarbage } from '../../../../gateway/memory/collect-garbage';

test('what nothing holds is free at once, what is held stays', async () => {
  const held = { list: [1] };
  const holding = new WeakRef(held);
  const refs = Array.from({ length: 100 }, (_, at) => new WeakRef({ at }));
  await setImmediate(); // a weak reference holds its target until the job that made it ends
  collectGarbage();
  expect(refs.filter((ref) => ref.deref() !== undefined)).toEqual([]);
  expect(holding.deref()).toBe(held);
});
