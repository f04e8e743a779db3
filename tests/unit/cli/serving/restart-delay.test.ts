import { createRestartDelays } from '../../../../cli/serving/restart-delay';

test('processes that end soon are started again after twice as long each time, up to 30 seconds', () => {
  const delays = createRestartDelays();
  const waits = Array.from({ length: 10 }, () => delays.next(1_000));
  expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
});

test('a process that lived for a minute is started again soon', () => {
  const delays = createRestartDelays();
  expect([delays.next(10), delays.next(10), delays.next(60_000), delays.next(10)]).toEqual([200, 400, 200, 400]);
});
