import { createHealth } from '../../../../gateway/http/health';

describe('readiness', () => {
  test('requires the warm-up, a reachable database and no shutdown', async () => {
    let failure: Error | null = new Error('The database cannot be reached.');
    const health = createHealth({ probe: () => (failure ? Promise.reject(failure) : Promise.resolve()), cacheMs: 0 });
    const wait = () => new Promise((resolve) => setTimeout(resolve, 2));
    expect(await health.unreadyReasons()).toEqual(['Warming up.', 'The database cannot be reached.']);
    failure = null;
    await wait();
    expect(await health.unreadyReasons()).toEqual(['Warming up.']);
    health.markWarm();
    await wait();
    expect(await health.unreadyReasons()).toEqual([]);
    health.stop();
    expect([health.stopping, await health.unreadyReasons()]).toEqual([true, ['Shutting down.']]);
  });

  test('probes the database once for all calls within a second', async () => {
    let probes = 0;
    const health = createHealth({
      probe: async () => {
        probes++;
      },
    });
    await Promise.all(Array.from({ length: 50 }, () => health.unreadyReasons()));
    await health.unreadyReasons();
    expect(probes).toBe(1);
  });

  test('fails when the probe exceeds its timeout', async () => {
    const health = createHealth({ probe: () => new Promise(() => undefined), timeoutMs: 20 });
    health.markWarm();
    expect(await health.unreadyReasons()).toEqual(['The database does not respond.']);
  });

  test('is not affected by what is degraded', async () => {
    const health = createHealth({
      probe: async () => undefined,
      degradations: () => ['The subgraph beds is left out.'],
    });
    health.markWarm();
    expect([await health.unreadyReasons(), health.degradations()]).toEqual([[], ['The subgraph beds is left out.']]);
  });
});
