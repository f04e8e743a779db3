import { createGuard } from '../../../shared-store/guard';

/** A command that ends when the test says so. */
function command() {
  let end!: () => void;
  const ended = new Promise<string>((resolve) => (end = () => resolve('value')));
  return { end, run: () => ended };
}

test('a store that always answers late is left alone, although it answers', async () => {
  const guard = createGuard({ timeoutMs: 1, failures: 3, now: () => 0 });
  for (let n = 0; n < 3; n++) {
    const late = command();
    expect(await guard.run(late.run)).toEqual({ outcome: 'late' });
    late.end();
    await late.run();
  }
  expect(await guard.run(async () => 'value')).toEqual({ outcome: 'skipped' });
});

test('after the pause one command is tried; its success ends the pause', async () => {
  const clock = { ms: 0 };
  const guard = createGuard({ timeoutMs: 1_000, failures: 2, pauseMs: 100, now: () => clock.ms });
  const fails = () => Promise.reject(new Error('down'));
  const outcomes = async (...commands: (() => Promise<unknown>)[]) => {
    const found = [];
    for (const each of commands) found.push((await guard.run(each)).outcome);
    return found;
  };
  const works = async () => 'value';
  expect(await outcomes(fails, works, fails, fails, works)).toEqual(['failed', 'done', 'failed', 'failed', 'skipped']);
  clock.ms = 100;
  expect(await outcomes(fails, works)).toEqual(['failed', 'skipped']);
  clock.ms = 200;
  expect(await outcomes(works, works)).toEqual(['done', 'done']);
  expect(guard.isPaused).toBe(false);
});
