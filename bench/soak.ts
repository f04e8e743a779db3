import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Pool } from 'undici';
import { cpuSeconds, pin, residentBytes } from './support/cpu';
import { mixedRequests, type MixedRequest } from './support/mixed-requests';
import { median, rounded } from './support/rounds';
import { startServer, untilReady, type ServerProcess } from './support/server';

/**
 * Watches the memory and the event loop of a server that has had no requests for half a minute, and then under mixed requests
 * at a fixed rate. The server chooses the flags of its heap as `npm start` does. Run on a store with a release of England:
 * `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench soak`. BENCH_SECONDS (600) and BENCH_RATE (1,000 requests a second) change it,
 * BENCH_FLAGS are flags of Node.js for the server, and BENCH_UNPINNED=1 lets server and load generator use all cores.
 */
const MAIN = join(__dirname, '../dist/cli/main.js');
const { BENCH_SECONDS = '600', BENCH_RATE = '1000', BENCH_FLAGS = '', BENCH_UNPINNED = '' } = process.env;
const CORES = { server: 0, load: 1 };
const IDLE_SECONDS = 30;
const ROWS = 20;
const TICK_MS = 5;
/** Requests at once: more wait in the load generator, and their wait counts as their time. */
const CONNECTIONS = 64;

/** Memory in MB, times in milliseconds. */
export interface SoakRow {
  readonly seconds: number;
  readonly perSecond: number;
  readonly errors: number;
  readonly p50: number;
  readonly p99: number;
  /** Resident memory, and the JavaScript heap in use. */
  readonly resident: number;
  readonly heap: number;
  /** Delay of the event loop: 99 % of its turns, and the longest one. */
  readonly delay99: number;
  readonly longest: number;
  /** CPU of the server, of one core. */
  readonly cpu: number;
}

export async function benchSoak(): Promise<SoakRow[]> {
  const flags = BENCH_FLAGS.split(' ').filter((flag) => flag !== '');
  const server = await startServer([...flags, MAIN, 'serve'], { PORT: '0', LOG_LEVEL: 'error' }, { channel: false });
  try {
    if (!BENCH_UNPINNED) pinBoth(server);
    await untilReady(server.url.replace('/graphql', '/readyz'), 180);
    await after(IDLE_SECONDS * 1_000);
    const idle = await state(server);
    console.log(`idle: ${idle.resident} MB resident, ${idle.heap} MB of heap in use`);
    const rows = await underLoad(server, await mixedRequests(server.url));
    console.table(rows);
    summarise(idle.resident, rows);
    return [];
  } finally {
    await server.close();
  }
}

function pinBoth(server: ServerProcess): void {
  pin(process.pid, CORES.load);
  pin(server.pid, CORES.server);
}

async function underLoad(server: ServerProcess, next: () => MixedRequest): Promise<SoakRow[]> {
  const load = startLoad(new URL(server.url).origin, next);
  const rows: SoakRow[] = [];
  const started = performance.now();
  const seconds = Number(BENCH_SECONDS) / ROWS;
  for (let row = 1; row <= ROWS; row++) {
    const cpu = cpuSeconds(server.pid);
    const from = performance.now();
    await after(Math.max(0, started + row * seconds * 1_000 - from));
    const took = (performance.now() - from) / 1_000;
    const { times, errors } = load.take();
    const sorted = times.sort((a, b) => a - b);
    rows.push({
      seconds: Math.round((performance.now() - started) / 1_000),
      perSecond: Math.round(sorted.length / took),
      errors,
      p50: rounded(sorted[Math.floor(sorted.length * 0.5)] ?? 0),
      p99: rounded(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
      ...(await state(server)),
      cpu: rounded((cpuSeconds(server.pid) - cpu) / took),
    });
    console.log(JSON.stringify(rows.at(-1)));
  }
  await load.stop();
  return rows;
}

/** Sends requests at the rate, whether or not earlier ones have been answered. */
function startLoad(origin: string, next: () => MixedRequest) {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const asked = new Set<Promise<void>>();
  let taken = { times: [] as number[], errors: 0 };
  const send = async (due: number) => {
    if (!(await succeeds(pool, next()))) taken.errors++;
    taken.times.push(performance.now() - due);
  };
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (let due = dueAt(started, sent); due <= performance.now(); due = dueAt(started, ++sent)) {
      const asking = send(due).finally(() => asked.delete(asking));
      asked.add(asking);
    }
  }, TICK_MS);
  return {
    take() {
      const now = taken;
      taken = { times: [], errors: 0 };
      return now;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(asked);
      await pool.close();
    },
  };
}

const dueAt = (started: number, sent: number) => started + (sent * 1_000) / Number(BENCH_RATE);

async function succeeds(pool: Pool, request: MixedRequest): Promise<boolean> {
  try {
    const { statusCode, body } = await pool.request(request);
    const text = await body.text();
    return statusCode === 304 || (statusCode === 200 && !text.includes('"errors":['));
  } catch {
    return false;
  }
}

/** The delay of the event loop is that since the call before. */
async function state({ url, pid }: ServerProcess) {
  const text = await (await fetch(url.replace('/graphql', '/metrics'))).text();
  const valueOf = (name: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  const delay = (quantile: number) => rounded(valueOf(`ods_event_loop_delay_seconds{quantile="${quantile}"}`) * 1_000);
  return {
    resident: Math.round(residentBytes(pid) / 1e6),
    heap: Math.round(valueOf('ods_process_heap_used_bytes') / 1e6),
    delay99: delay(0.99),
    longest: delay(1),
  };
}

/** Prints what a row hides: the highest values, and how memory changed in the second half. */
function summarise(idle: number, rows: readonly SoakRow[]): void {
  const most = (of: keyof SoakRow) => Math.max(...rows.map((row) => row[of]));
  const half = rows.slice(rows.length / 2);
  const quarter = half.length / 2;
  const [third, last] = [half.slice(0, quarter), half.slice(quarter)].map((part) =>
    median(part.map(({ resident }) => resident)),
  );
  const minutes = (Number(BENCH_SECONDS) / 60) * 0.25;
  console.table({
    'MB idle': idle,
    'MB at most': most('resident'),
    'MB a minute in the second half': rounded((last! - third!) / minutes),
    'event loop delay, 99 %, median of rows': median(rows.map(({ delay99 }) => delay99)),
    'event loop delay, 99 %, highest row': most('delay99'),
    'requests/s, median': median(rows.map(({ perSecond }) => perSecond)),
    errors: rows.reduce((sum, { errors }) => sum + errors, 0),
  });
}
