import { cpuSeconds } from './cpu';
import { load, type ToRequest } from './load';
import { plainLoad } from './plain-load';

/** A server to measure, with the request bodies to send. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly bodies: readonly string[];
  /** Absent: a body is sent by POST. */
  readonly toRequest?: ToRequest;
  /** Whether its responses have `content-length`, so that the cheaper load generator can be used. */
  readonly isPlain?: boolean;
  /** The process of its database, whose CPU time is measured too. */
  readonly databasePid?: number;
}

/** Medians of all rounds. Times in milliseconds; `cpu` is CPU time of the server process per request. */
export interface Figures {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  /** CPU time of the database per request; 0 if it is not measured. */
  readonly databaseCpu: number;
  readonly errors: number;
  /** The difference between the fastest and the slowest round, of the median rate. */
  readonly noise: number;
  /** The same of the CPU time. */
  readonly cpuNoise: number;
}

export interface RoundSettings {
  readonly rounds: number;
  /** Of each round. */
  readonly seconds: number;
  /** Of the measurement before the first round, whose figures are dropped. */
  readonly warmUpSeconds: number;
  readonly connections: number;
}

const { BENCH_SECONDS = '5', BENCH_ROUNDS = '5', BENCH_CONNECTIONS = '32' } = process.env;
const FROM_ENVIRONMENT: RoundSettings = {
  rounds: Number(BENCH_ROUNDS),
  seconds: Number(BENCH_SECONDS),
  warmUpSeconds: Number(BENCH_SECONDS),
  connections: Number(BENCH_CONNECTIONS),
};

type Round = Omit<Figures, 'name' | 'noise' | 'cpuNoise'>;

/** Measures the servers in turn, round by round, so that other load on the machine affects all of them alike. */
export async function inRounds(
  contenders: readonly Contender[],
  settings: RoundSettings = FROM_ENVIRONMENT,
): Promise<Figures[]> {
  const measured = contenders.map(() => [] as Round[]);
  for (const contender of contenders) await measure(contender, { ...settings, seconds: settings.warmUpSeconds });
  for (let round = 0; round < settings.rounds; round++)
    for (const [at, contender] of contenders.entries()) measured[at]!.push(await measure(contender, settings));
  return contenders.map(({ name }, at) => ({ name, ...mediansOf(measured[at]!) }));
}

function mediansOf(rounds: readonly Round[]): Omit<Figures, 'name'> {
  const all = (figure: keyof Round) => rounds.map((round) => round[figure]);
  const of = (figure: keyof Round) => median(all(figure));
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    databaseCpu: of('databaseCpu'),
    errors: all('errors').reduce((sum, errors) => sum + errors, 0),
    noise: spread(all('perSecond')),
    cpuNoise: spread(all('cpu')),
  };
}

async function measure(contender: Contender, { connections, seconds }: RoundSettings): Promise<Round> {
  const { url, pid, bodies, toRequest, isPlain, databasePid } = contender;
  const used = () => [cpuSeconds(pid), databasePid === undefined ? 0 : cpuSeconds(databasePid)] as const;
  const before = used();
  const sending = { url, bodies, connections, seconds };
  const { requests, times: _, ...result } = await (isPlain ? plainLoad(sending) : load({ ...sending, toRequest }));
  const after = used();
  const perRequest = (at: 0 | 1) => ((after[at] - before[at]) * 1_000) / requests;
  return { ...result, cpu: perRequest(0), databaseCpu: perRequest(1) };
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The difference between the largest and the smallest figure, of their median; 0 for fewer than two. */
export function spread(figures: readonly number[]): number {
  const middle = median(figures);
  return figures.length < 2 || middle === 0 ? 0 : (Math.max(...figures) - Math.min(...figures)) / middle;
}

export const rounded = (figure: number) => Number(figure.toFixed(2));
