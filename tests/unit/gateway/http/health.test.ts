import { createHealth } from '../../../../gateway/http/health';

describe('readiness', () => {
  test('needs the warm-up, an answer of the database, and no stop', async () => {
    let failure: Error | null = new Error('The database cannot be reached.');
    const health = createHealth({ probe: () => (failure ? Promise.reject(failure) : Promise.resolve()), keepMs: 0 });
    const wait = () => new Promise((resolve) => setTimeout(resolve, 2));
    expect(await health.reasons()).toEqual(['Warming up.', 'The database cannot be reached.']);
    failure = null;
    await wait();
    expect(await health.reasons()).toEqual(['Warming up.']);
    health.warmedUp();
    await wait();
    expect(await health.reasons()).toEqual([]);
    health.stop();
    expect([health.stopping, await health.reasons()]).toEqual([true, ['Shutting down.']]);
  });

  test('asks the database once for all who ask within a second', async () => {
    let asked = 0;
    const health = createHealth({
      probe: async () => {
        asked++;
      },
    });
    await Promise.all(Array.from({ length: 50 }, () => health.reasons()));
    await health.reasons();
    expect(asked).toBe(1);
  });

  test('does not wait for ever', async () => {
    const health = createHealth({ probe: () => new Promise(() => undefined), deadlineMs: 20 });
    health.warmedUp();
    expect(await health.reasons()).toEqual(['The database does not answer.']);
  });
});
