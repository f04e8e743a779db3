import { WorkBudget } from '../../work-budget';

/** Uses the processor for so many milliseconds. */
function compute(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test('short work is done at once, without a promise', () => {
  const work = new WorkBudget();
  expect(work.map([1, 2], (value) => value + 1)).toEqual([2, 3]);
  expect(work.filter([1, 2], (value) => value > 1)).toEqual([2]);
  expect(work.flatMap([1, 2], (value) => [value, value])).toEqual([1, 1, 2, 2]);
  expect(work.mapTogether([1, 2], (value) => -value)).toEqual([-1, -2]);
  expect(work.mapInTurn([1, 2], (value) => -value)).toEqual([-1, -2]);
  expect(work.sort([3, 1, 2], (a, b) => a - b)).toEqual([1, 2, 3]);
});

test('long work lets other work run between its parts, and gives the same result', async () => {
  const work = new WorkBudget();
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const doubled = await work.map(numbers(2_000), (value) => {
    if (value % 20 === 0) compute(1);
    return 2 * value;
  });
  clearInterval(timer);
  expect(doubled).toEqual(numbers(2_000).map((value) => 2 * value));
  expect(turns).toBeGreaterThan(4);
});

test('long lists are sorted in parts; equal items keep their order', async () => {
  const items = numbers(10_000).map((index) => ({ key: (index * 7919) % 100, index }));
  const sorted = await new WorkBudget({ sliceMs: 0 }).sort(items, (a, b) => a.key - b.key);
  expect(sorted).toEqual([...items].sort((a, b) => a.key - b.key));
});

test('long works take turns', async () => {
  const order: string[] = [];
  const run = (name: string) =>
    new WorkBudget({ sliceMs: 2 }).map(numbers(640), (value) => {
      if (value % 64 === 0) compute(3);
      if (value % 64 === 0) order.push(name);
    });
  await Promise.all([run('a'), run('b')]);
  expect(order.slice(4).join('')).not.toMatch(/a{4}|b{4}/);
});

test('work of many short parts, each in a turn of its own, stops too', async () => {
  const work = new WorkBudget();
  let isLate = false;
  work.stopWhen(() => (isLate ? new Error('late') : undefined));
  const part = async (items: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    return work.map(numbers(items), (value) => value);
  };
  for (let at = 0; at < 5; at++) await part(100);
  isLate = true;
  await expect(part(100)).rejects.toThrow('late');
});

test('work stops at its next pause with the given error', async () => {
  const work = new WorkBudget({ sliceMs: 1 });
  const error = new Error('late');
  let done = 0;
  const mapped = work.map(numbers(100_000), () => {
    compute(0.02);
    if (++done === 1_000) work.stopWhen(() => error);
  });
  await expect(mapped).rejects.toBe(error);
  expect(done).toBeLessThan(5_000);
  await expect(work.map(numbers(100), () => done++)).rejects.toBe(error);
});

test('work that needs all reads begins all conversions before it waits for one', async () => {
  const begun: number[] = [];
  const work = new WorkBudget({ sliceMs: 0 });
  const results = work.mapTogether(numbers(300), (value) => {
    begun.push(value);
    return new Promise<number>((resolve) => setTimeout(resolve, 5, -value));
  });
  expect(await results).toEqual(numbers(300).map((value) => -value));
  expect(begun).toHaveLength(300);
});
