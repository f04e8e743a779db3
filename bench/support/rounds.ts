import { cpuSeconds } from './cpu';
import { load, type ToRequest } from './load';

/** A server to measure, with the request bodies to send. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly bodies: readonly string[];
  /** Absent: a body is sent by POST. */
  readonly toRequest?: ToRequest;
}

/** Medians of all rounds. Times in milliseconds; `cpu` is CPU time of the server process per request. */
export interface Figures {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  readonly errors: number;
}

const { BENCH_SECONDS = '5', BENCH_ROUNDS = '5', BENCH_CONNECTIONS = '32' } = process.env;

/** Measures the servers in turn, round by round, so that other load on the machine affects all of them alike. */
export async function inRounds(contenders: readonly Contender[]): Promise<Figures[]> {
  const measured = contenders.map(() => [] as Omit<Figures, 'name'>[]);
  for (const contender of contenders) await measure(contender);
  for (let round = 0; round < Number(BENCH_ROUNDS); round++)
    for (const [at, contender] of contenders.entries()) measured[at]!.push(await measure(contender));
  return contenders.map(({ name }, at) => {
    const of = (figure: keyof Omit<Figures, 'name'>) => median(measured[at]!.map((each) => each[figure]));
    const errors = measured[at]!.reduce((sum, each) => sum + each.errors, 0);
    return { name, perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), cpu: of('cpu'), errors };
  });
}

async function measure({ url, pid, bodies, toRequest }: Contender): Promise<Omit<Figures, 'name'>> {
  const before = cpuSeconds(pid);
  const settings = { connections: Number(BENCH_CONNECTIONS), seconds: Number(BENCH_SECONDS) };
  const { requests, ...result } = await load({ url, bodies, toRequest, ...settings });
  return { ...result, cpu: ((cpuSeconds(pid) - before) * 1_000) / requests };
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export const rounded = (figure: number) => Number(figure.toFixed(2));
