import { createBreaker } from '../../../../federation/subgraphs/circuit-breaker';

function breaker() {
  let time = 0;
  const made = createBreaker({ failures: 3, restMs: 1_000 }, () => time);
  return { ...made, wait: (ms: number) => void (time += ms) };
}

test('it opens after three failures in a row', () => {
  const { admits, failed } = breaker();
  failed();
  failed();
  expect(admits()).toBe(true);
  failed();
  expect(admits()).toBe(false);
});

test('a success between them begins the count anew', () => {
  const { admits, failed, succeeded } = breaker();
  for (let round = 0; round < 5; round++) {
    failed();
    failed();
    succeeded();
  }
  expect(admits()).toBe(true);
});

test('after its rest it lets one call through, and no second one', () => {
  const { admits, failed, wait } = breaker();
  for (let call = 0; call < 3; call++) failed();
  wait(999);
  expect(admits()).toBe(false);
  wait(1);
  expect([admits(), admits()]).toEqual([true, false]);
});

test('that call closes it, or keeps it open for another rest', () => {
  const { admits, failed, succeeded, wait } = breaker();
  for (let call = 0; call < 3; call++) failed();
  wait(1_000);
  expect(admits()).toBe(true);
  failed();
  wait(999);
  expect(admits()).toBe(false);
  wait(1);
  expect(admits()).toBe(true);
  succeeded();
  expect([admits(), admits()]).toEqual([true, true]);
});

test('a call that was let through and never reported does not keep it open for ever', () => {
  const { admits, failed, wait } = breaker();
  for (let call = 0; call < 3; call++) failed();
  wait(1_000);
  expect(admits()).toBe(true);
  wait(1_000);
  expect(admits()).toBe(true);
});
