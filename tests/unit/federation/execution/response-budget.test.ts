import { ResponseBudget } from '../../../../federation/execution/response-budget';

/** Receives results with so many objects of so many bytes each. Returns the error, and how often the cost was calculated. */
function receive(limit: number, results: readonly (readonly [objects: number, bytes: number | undefined])[], cost = 1) {
  let objects = 0;
  let calculated = 0;
  const costOf = () => {
    calculated++;
    return objects * cost;
  };
  const budget = new ResponseBudget({ limit, costOf });
  budget.watch({}, (node) => node.name.value);
  for (const [count, bytes] of results) {
    budget.add(bytes && count * bytes, () => count);
    objects += count;
    budget.check();
  }
  return { error: budget.error?.message, calculated };
}

const times = (count: number, objects: number, bytes?: number) =>
  Array.from({ length: count }, () => [objects, bytes] as const);

test('many results of long objects within the limit do not end the operation', () => {
  const long = (before: number) => [1, 3 * (1_000 - before)] as const;
  const results = [0, 1, 2, 3, 4, 5, 6].flatMap((at) => [long(at * 41), ...times(1, 40, 100)]);
  expect(receive(1_000, results).error).toBeUndefined();
});

test('small results are not counted, and the cost is calculated only for a rough count above the limit', () => {
  expect(receive(1_000, times(5, 10, 60))).toEqual({ error: undefined, calculated: 0 });
  expect(receive(1_000, times(10, 100, 150)).calculated).toBe(0);
  expect(receive(1_000, times(11, 100, 150)).error).toMatch(/^The response has cost 1100 points.* the limit is 1000/);
});

test('more than four objects for each point end the operation, even if they cost nothing', () => {
  expect(receive(1_000, times(4, 1_000), 0).error).toBeUndefined();
  expect(receive(1_000, times(5, 1_000), 0).error).toMatch(/^The subgraphs have returned 5000 objects/);
});
