import { setTimeout as sleep } from 'node:timers/promises';
import { withRetry } from '../../../graph-seed/catalog/retry';

jest.mock('node:timers/promises', () => ({ setTimeout: jest.fn(() => Promise.resolve()) }));

const DEADLOCK = 'Neo.TransientError.Transaction.DeadlockDetected';

/** Runs work that fails so many times. Returns its outcome, and the milliseconds of each wait. */
async function attempts(code: string, failures: number) {
  jest.mocked(sleep).mockClear();
  let [failed, retries] = [0, 0];
  const work = async () => {
    if (failed++ < failures) throw Object.assign(new Error(code), { code });
    return 'written';
  };
  const outcome = await withRetry(work, () => retries++).catch((error: Error) => error.message);
  return { outcome, retries, waits: jest.mocked(sleep).mock.calls.map(([ms]) => ms ?? 0) };
}

test('fault 13: a transient error is retried after longer and longer waits, and each retry is counted', async () => {
  const { outcome, retries, waits } = await attempts(DEADLOCK, 5);
  expect([outcome, retries]).toEqual(['written', 5]);
  for (const [at, most] of [200, 400, 800, 1_600, 3_200].entries())
    expect([waits[at]! >= most / 2, waits[at]! <= most]).toEqual([true, true]);
});

test('fault 13: retries end after 20 s, and other errors are not retried', async () => {
  const { outcome, retries, waits } = await attempts(DEADLOCK, 100);
  expect([outcome, retries]).toEqual([DEADLOCK, 7]);
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(20_000);
  for (const code of ['Neo.ClientError.Statement.SyntaxError', 'Neo.TransientError.General.MemoryPoolOutOfMemoryError'])
    expect(await attempts(code, 1)).toMatchObject({ outcome: code, retries: 0 });
});
