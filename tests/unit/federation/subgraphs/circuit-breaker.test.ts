import { createCircuitBreaker } from '../../../../federation/subgraphs/http/circuit-breaker';

function breaker() {
  let time = 0;
  const made = createCircuitBreaker({ failures: 3, resetMs: 1_000 }, () => time);
  return { ...made, advance: (ms: number) => void (time += ms) };
}

test('opens after three consecutive failures', () => {
  const { allows, failed } = breaker();
  failed();
  failed();
  expect(allows()).toBe(true);
  failed();
  expect(allows()).toBe(false);
});

test('resets its count of failures on success', () => {
  const { allows, failed, succeeded } = breaker();
  for (let round = 0; round < 5; round++) {
    failed();
    failed();
    succeeded();
  }
  expect(allows()).toBe(true);
});

test('lets exactly one call through after the reset time', () => {
  const { allows, failed, advance } = breaker();
  for (let call = 0; call < 3; call++) failed();
  advance(999);
  expect(allows()).toBe(false);
  advance(1);
  expect([allows(), allows()]).toEqual([true, false]);
});

test('closes when the trial call succeeds and opens again when it fails', () => {
  const { allows, failed, succeeded, advance } = breaker();
  for (let call = 0; call < 3; call++) failed();
  advance(1_000);
  expect(allows()).toBe(true);
  failed();
  advance(999);
  expect(allows()).toBe(false);
  advance(1);
  expect(allows()).toBe(true);
  succeeded();
  expect([allows(), allows()]).toEqual([true, true]);
});

test('allows another trial call when one never reports its result', () => {
  const { allows, failed, advance } = breaker();
  for (let call = 0; call < 3; call++) failed();
  advance(1_000);
  expect(allows()).toBe(true);
  advance(1_000);
  expect(allows()).toBe(true);
});
