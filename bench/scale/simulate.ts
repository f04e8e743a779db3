import { randomOf } from '../support/damage';

/** A kind of request in a simulated mix. Times are milliseconds. */
export interface RequestKind {
  readonly name: string;
  /** Of all requests; the shares of a mix need not add up to 1. */
  readonly share: number;
  /** CPU time of the gateway, on average. */
  readonly cpu: number;
  /** CPU time of the database, on average. */
  readonly databaseCpu: number;
  /** How times differ from request to request: quantiles by percent, of any unit. Absent: all take the average. */
  readonly times?: Readonly<Record<string, number>> | undefined;
}

export interface Scenario {
  readonly seed: number;
  readonly perSecond: number;
  /** Simulated requests. */
  readonly requests: number;
  /** Gateway processes, each with a core of its own. */
  readonly gateways: number;
  /** Cores of all database servers together. */
  readonly databaseCores: number;
  readonly mix: readonly RequestKind[];
}

export interface Outcome {
  /** Share of the time that a core of a gateway, and of the database, is busy. */
  readonly busy: number;
  readonly databaseBusy: number;
  /** Milliseconds from the arrival of a request until its response. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Simulates requests that arrive at random times and wait in line: at the gateway with the fewest milliseconds of work left
 * of two drawn ones, as balancers choose, and then at the database. A gateway answers one request after another.
 */
export function simulate({ seed, perSecond, requests, gateways, databaseCores, mix }: Scenario): Outcome {
  const random = randomOf(seed);
  const draw = drawerOf(mix, random);
  const free = new Float64Array(gateways);
  const reads: [at: number, arrived: number, ms: number][] = [];
  const times: number[] = [];
  let [now, work, databaseWork] = [0, 0, 0];
  for (let at = 0; at < requests; at++) {
    now += (-Math.log(1 - random()) * 1_000) / perSecond;
    const { cpu, databaseCpu } = draw();
    const [one, other] = [Math.floor(random() * gateways), Math.floor(random() * gateways)];
    const chosen = free[one]! <= free[other]! ? one : other;
    free[chosen] = Math.max(free[chosen]!, now) + cpu;
    work += cpu;
    databaseWork += databaseCpu;
    if (databaseCpu > 0) reads.push([free[chosen]!, now, databaseCpu]);
    else times.push(free[chosen]! - now);
  }
  for (const ms of waitAtDatabase(reads, databaseCores)) times.push(ms);
  times.sort((a, b) => a - b);
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const [busy, databaseBusy] = [work / now / gateways, databaseWork / now / databaseCores];
  return { busy, databaseBusy, p50: quantile(0.5), p99: quantile(0.99) };
}

/** One line for all cores of the database. */
function waitAtDatabase(reads: [at: number, arrived: number, ms: number][], cores: number): number[] {
  reads.sort(([a], [b]) => a - b);
  const free = new Float64Array(cores);
  return reads.map(([at, arrived, ms]) => {
    const core = free.indexOf(Math.min(...free));
    free[core] = Math.max(free[core]!, at) + ms;
    return free[core] - arrived;
  });
}

/** Draws requests by their shares, and their times by their quantiles. */
function drawerOf(mix: readonly RequestKind[], random: () => number) {
  const sum = mix.reduce((total, { share }) => total + share, 0);
  const kinds = mix.map((requestKind) => ({ ...requestKind, factor: factorsOf(requestKind.times) }));
  return () => {
    let left = random() * sum;
    const requestKind = kinds.find(({ share }) => (left -= share) < 0) ?? kinds[kinds.length - 1]!;
    const factor = requestKind.factor(random());
    return { cpu: requestKind.cpu * factor, databaseCpu: requestKind.databaseCpu * factor };
  };
}

/** Returns a function from a share to the time at this quantile, relative to the average. Between two quantiles it is a line. */
export function factorsOf(times: Readonly<Record<string, number>> | undefined): (share: number) => number {
  const given = Object.entries(times ?? {}).map(([name, ms]) => [Number(name.slice(1)) / 100, ms] as const);
  if (given.length === 0) return () => 1;
  given.sort(([a], [b]) => a - b);
  const points = [[0, given[0]![1]], ...given, [1, given[given.length - 1]![1]]] as const;
  const parts = points.slice(1).map(([to, high], at) => ({ from: points[at]![0], to, low: points[at]![1], high }));
  const average = parts.reduce((sum, { from, to, low, high }) => sum + ((low + high) / 2) * (to - from), 0);
  return (share) => {
    const { from, to, low, high } = parts.find((part) => share <= part.to) ?? parts[parts.length - 1]!;
    return (to === from ? high : low + ((high - low) * (share - from)) / (to - from)) / average;
  };
}
