import { createCacheBudget } from '../../../../gateway/memory/cache-budget';

const SIZES = { facts: 1_000, exports: 100, lists: 100, responses: 0, subgraphs: 0, documents: 100 };

/** A cache that was filled with so many bytes. */
function filled(bytes: number) {
  const cache = {
    bytes,
    resize: (limit: number) => void (cache.bytes = Math.min(cache.bytes, limit)),
  };
  return cache;
}

function budgetOf(facts: number, lists: number) {
  const budget = createCacheBudget({ sizes: SIZES, heapLimit: 2_600 });
  const caches = { facts: filled(facts), lists: filled(lists) };
  budget.add('facts', caches.facts);
  budget.add('lists', caches.lists);
  return { budget, caches };
}

test('each reduction while the heap is nearly full frees a quarter of what the caches hold, however full they are', () => {
  for (const [facts, lists] of [
    [1_000, 100],
    [500, 100],
    [200, 10],
  ] as const) {
    const { budget, caches } = budgetOf(facts, lists);
    budget.adapt(0.9);
    const held = caches.facts.bytes + caches.lists.bytes;
    expect(held).toBeLessThanOrEqual(0.75 * (facts + lists));
    expect(held).toBeGreaterThan(0.6 * (facts + lists));
  }
});

test('caches keep a small part even if the heap stays full', () => {
  const { budget, caches } = budgetOf(1_000, 100);
  for (let n = 0; n < 100; n++) budget.adapt(0.95);
  expect(caches.facts.bytes).toBe(20);
});

test('limits grow back to the sizes when the heap has room, and not beyond', () => {
  const { budget, caches } = budgetOf(1_000, 100);
  budget.adapt(0.9);
  budget.adapt(0.65);
  const { bytes } = caches.facts;
  expect(budget.use().get('facts')).toEqual({ bytes, limit: bytes });
  for (let n = 0; n < 10; n++) budget.adapt(0.3);
  expect(budget.use().get('facts')).toEqual({ bytes, limit: 1_000 });
  expect(budget.reductions).toBe(1);
});

test('caches of one name share its size, and are shown and reduced together', () => {
  const budget = createCacheBudget({ sizes: SIZES, heapLimit: 2_600 });
  const [clients, own] = [filled(90), filled(90)];
  budget.add('documents', clients);
  expect(clients.bytes).toBe(90);
  budget.add('documents', own);
  expect([clients.bytes, own.bytes]).toEqual([50, 50]);
  expect(budget.use().get('documents')).toEqual({ bytes: 100, limit: 100 });
  budget.adapt(0.9);
  expect(clients.bytes + own.bytes).toBeLessThanOrEqual(75);
  expect(clients.bytes).toBe(own.bytes);
});
