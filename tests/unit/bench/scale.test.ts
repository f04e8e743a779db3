import { missesOf } from '../../../bench/scale/cache-misses';
import { factorsOf, simulate, type RequestKind, type Scenario } from '../../../bench/scale/simulate';

const requestKind = (cpu: number, more: Partial<RequestKind> = {}): RequestKind => ({
  ...{ name: 'any', share: 1, cpu, databaseCpu: 0 },
  ...more,
});
const scenario = (more: Partial<Scenario>): Scenario => ({
  ...{ seed: 1, perSecond: 500, requests: 40_000, gateways: 1, databaseCores: 1, mix: [requestKind(1)] },
  ...more,
});

test('one gateway with equal times waits as queueing theory says', () => {
  const { busy, p50, p99 } = simulate(scenario({ perSecond: 700 }));
  expect(busy).toBeCloseTo(0.7, 1);
  // M/D/1 at 70 %: the mean wait is 1.17 ms, the median of the whole is below 2 ms, and 1 % takes more than 6 ms
  expect(p50).toBeGreaterThan(1.4);
  expect(p50).toBeLessThan(2);
  expect(p99).toBeGreaterThan(5.5);
  expect(p99).toBeLessThan(8);
});

test('the same seed gives the same outcome, another one another', () => {
  expect(simulate(scenario({}))).toEqual(simulate(scenario({})));
  expect(simulate(scenario({ seed: 2 }))).not.toEqual(simulate(scenario({})));
});

test('twice the requests on twice the gateways are as busy and wait less', () => {
  const one = simulate(scenario({ perSecond: 800 }));
  const two = simulate(scenario({ perSecond: 1_600, gateways: 2 }));
  expect(two.busy).toBeCloseTo(one.busy, 1);
  expect(two.p99).toBeLessThan(one.p99);
});

test('the database has one line for all its cores', () => {
  const mix = [requestKind(0.1, { databaseCpu: 3 })];
  const outcome = simulate(scenario({ mix, databaseCores: 2 }));
  expect(outcome.databaseBusy).toBeCloseTo(0.75, 1);
  expect(outcome.p50).toBeGreaterThan(3);
  expect(simulate(scenario({ mix, databaseCores: 4 })).p99).toBeLessThan(outcome.p99);
});

test('the shares of a mix decide how often its kinds come', () => {
  const mix = [requestKind(1, { share: 3 }), requestKind(5, { share: 1 })];
  expect(simulate(scenario({ perSecond: 300, mix })).busy).toBeCloseTo((300 * 2) / 1_000, 1);
});

test('times follow their quantiles, and keep their average', () => {
  const factor = factorsOf({ p50: 1, p90: 1, p99: 10 });
  expect(factor(0.2)).toBe(factor(0.9));
  expect(factor(0.99) / factor(0.5)).toBeCloseTo(10);
  const steps = 100_000;
  const sum = Array.from({ length: steps }, (_, at) => factor((at + 0.5) / steps)).reduce((all, each) => all + each, 0);
  expect(sum / steps).toBeCloseTo(1, 3);
  expect(factorsOf(undefined)(0.3)).toBe(1);
});

test('a cache that holds everything misses nothing; the more it holds, the less it misses', () => {
  const settings = { seed: 1, keys: 1_000, skew: 0.8, requests: 50_000 };
  expect(missesOf({ ...settings, held: 1_000 })).toBe(0);
  const misses = [500, 100, 10].map((held) => missesOf({ ...settings, held }));
  expect(misses).toEqual(misses.toSorted((a, b) => a - b));
  expect(missesOf({ ...settings, skew: 0, held: 500 })).toBeCloseTo(0.5, 1);
});
