import { collectGarbage } from '../../../../gateway/memory/collect-garbage';

test('what nothing holds is free at once', () => {
  const before = process.memoryUsage().heapUsed;
  let lists: unknown[] | undefined = Array.from({ length: 200 }, (_, at) => new Array(20_000).fill(at));
  expect(lists).toHaveLength(200);
  const during = process.memoryUsage().heapUsed;
  lists = undefined;
  collectGarbage();
  expect(during - before).toBeGreaterThan(20e6);
  expect(process.memoryUsage().heapUsed).toBeLessThan(during - 20e6);
});
