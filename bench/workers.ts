import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cpuSeconds, residentBytes } from './support/cpu';
import { load } from './support/load';
import { median, rounded } from './support/rounds';
import { startServer, untilReady, type ServerProcess } from './support/server';

/**
 * Measures one serving process and several on one port (WORKERS), with requests of which none equals another. The load
 * generator uses the same cores, as nothing is pinned. Run: `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench workers`, on a store with a
 * release of England. `BENCH_WORKERS` changes the number of processes.
 */
const SERVE = [join(__dirname, '../dist/cli/main.js'), 'serve'];
const { BENCH_SECONDS = '5', BENCH_ROUNDS = '5', BENCH_CONNECTIONS = '64', BENCH_WORKERS = '2' } = process.env;
const DAYS = 700;
const MS_PER_DAY = 86_400_000;

export interface WorkersRow {
  readonly workers: string;
  readonly perSecond: number;
  /** The rate, of the rate of one process. */
  readonly ratio: number;
  /** Milliseconds of CPU time of all processes per request. */
  readonly cpu: number;
  readonly p99: number;
  /** Resident memory of all processes, in MB. */
  readonly memory: string;
}

type Round = Pick<WorkersRow, 'perSecond' | 'cpu' | 'p99'>;

export async function benchWorkers(): Promise<WorkersRow[]> {
  const servers: ServerProcess[] = [];
  try {
    for (const workers of ['1', BENCH_WORKERS]) servers.push(await startReady(workers));
    const bodies = await distinctRequests(servers[0]!.url);
    const rounds = servers.map(() => [] as Round[]);
    for (let round = -1; round < Number(BENCH_ROUNDS); round++)
      for (const [at, server] of servers.entries()) {
        const figures = await measure(server, bodies);
        if (round >= 0) rounds[at]!.push(figures);
      }
    const medians = rounds.map((each) => ({
      perSecond: median(each.map(({ perSecond }) => perSecond)),
      cpu: median(each.map(({ cpu }) => cpu)),
      p99: median(each.map(({ p99 }) => p99)),
    }));
    return medians.map((figures, at) => ({
      workers: ['1', BENCH_WORKERS][at]!,
      perSecond: Math.round(figures.perSecond),
      ratio: rounded(figures.perSecond / medians[0]!.perSecond),
      cpu: rounded(figures.cpu),
      p99: rounded(figures.p99),
      memory: processesOf(servers[at]!)
        .map((pid) => Math.round(residentBytes(pid) / 1e6))
        .join(' + '),
    }));
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

async function startReady(workers: string): Promise<ServerProcess> {
  const server = await startServer(SERVE, {
    PORT: '0',
    LOG_LEVEL: 'error',
    WORKERS: workers,
    RESPONSE_CACHE_BYTES: '0',
  });
  await untilReady(server.url.replace('/graphql', '/readyz'));
  return server;
}

/** Lists of twenty practices, each on another day. */
async function distinctRequests(url: string): Promise<string[]> {
  const page = '{ search(kinds: [GP_PRACTICE], first: 20) { nodes { code } } }';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: page }),
  });
  const { data } = (await response.json()) as { data: { search: { nodes: { code: string }[] } } };
  const codes = data.search.nodes.map(({ code }) => code);
  const query = `query ($codes: [ID!]!, $date: LocalDate) { organisations(codes: $codes, asOf: { date: $date }) {
    code name isActive parents(view: COMMISSIONING) { code name } belongsTo(kind: REGION) { organisations { code name } } } }`;
  return Array.from({ length: DAYS }, (_, day) => {
    const date = new Date(Date.UTC(2022, 0, 1) + day * MS_PER_DAY).toISOString().slice(0, 10);
    return JSON.stringify({ query, variables: { codes, date } });
  });
}

async function measure(server: ServerProcess, bodies: readonly string[]): Promise<Round> {
  const before = cpuOf(server);
  const settings = { connections: Number(BENCH_CONNECTIONS), seconds: Number(BENCH_SECONDS) };
  const { requests, errors, perSecond, p99 } = await load({ url: server.url, bodies, ...settings });
  if (errors > 0) throw new Error(`${errors} of ${requests} requests failed.`);
  return { perSecond, p99, cpu: ((cpuOf(server) - before) * 1_000) / requests };
}

function cpuOf(server: ServerProcess): number {
  return processesOf(server).reduce((sum, pid) => sum + cpuSeconds(pid), 0);
}

/** A server and the processes that it started. */
function processesOf({ pid }: ServerProcess): number[] {
  let children = '';
  try {
    children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  } catch {
    // ps exits with 1 if there are none
  }
  return [pid, ...children.split('\n').flatMap((line) => (line.trim() === '' ? [] : Number(line)))];
}
