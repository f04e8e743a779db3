import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../../../bench/support/damage';
import { startServer, untilReady } from '../../../bench/support/server';
import { openTcpProxy } from '../../support/database/tcp-proxy';
import { PROGRAM, startDatabase, type SoakDatabase } from './database';
import { disturb, type Disturbance } from './disturb';
import { collectRequests } from './requests';
import { sendTraffic, type Traffic } from './traffic';

export interface SoakSettings {
  readonly minutes: number;
  /** Scale of the sample, as for `ods-graph sample`. */
  readonly scale: string;
  readonly seed: number;
}

const PER_SECOND = 200;
const REQUESTS = 3_000;
/** A request may fail this long after a fault ended. */
const RECOVERY_MS = 8_000;
/** Errors that a client may get while the database is disturbed. */
const ALLOWED = new Set([
  'DATABASE_UNAVAILABLE',
  'DATABASE_TIMEOUT',
  'OVERLOADED',
  'DEADLINE_EXCEEDED',
  'REQUEST_TIMEOUT',
]);

/** A look at the process of the gateway. */
interface Look {
  readonly minutes: number;
  readonly megabytes: number;
  readonly files: number;
}

/**
 * Serves a sample for `minutes` at 200 requests a second, while faults of the database are injected at random, and
 * compares every answer with that of a calm gateway. The gateway has a heap of 512 MB and small caches, so that it asks the
 * database all the time. Linux only.
 */
export async function soak({ minutes, scale, seed }: SoakSettings): Promise<{ held: boolean; text: string }> {
  if (!existsSync('/proc/self/status')) return { held: false, text: 'not run: it reads /proc, which only Linux has' };
  process.stderr.write(`soak: loading the sample, scale ${scale}\n`);
  const database = await startDatabase(scale);
  const proxy = await openTcpProxy(database.port);
  try {
    const random = randomOf(seed);
    const calm = await startGateway(database.port, database);
    const requests = await collectRequests(calm.url, REQUESTS, random).finally(() => calm.close());
    const gateway = await startGateway(proxy.port, database);
    try {
      process.stderr.write(`soak: ${minutes} minutes of ${PER_SECOND} requests a second\n`);
      const end = performance.now() + minutes * 60_000;
      const isOver = (afterMs = 0) => performance.now() + afterMs >= end;
      const [traffic, disturbances, looks] = await Promise.all([
        sendTraffic(gateway.url, requests, PER_SECOND, randomOf(seed + 1), () => isOver()),
        disturb(proxy, database, randomOf(seed + 2), isOver),
        watch(gateway.pid, isOver),
      ]);
      return verdict(traffic, disturbances, looks, gateway.child.exitCode === null);
    } finally {
      await gateway.close();
    }
  } finally {
    await proxy.close();
    await database.close();
  }
}

async function startGateway(port: number, { user, password }: SoakDatabase) {
  const server = await startServer(['--max-old-space-size=512', PROGRAM, 'serve'], {
    ...{ NEO4J_URI: `bolt://127.0.0.1:${port}`, NEO4J_USER: user, NEO4J_PASSWORD: password },
    ...{ PORT: '0', CACHE_BYTES: '4000000', RESPONSE_CACHE_BYTES: '0', LOG_LEVEL: 'error' },
  });
  try {
    await untilReady(new URL('/readyz', server.url).href, 120);
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function watch(pid: number, isOver: () => boolean): Promise<readonly Look[]> {
  const looks: Look[] = [];
  const start = performance.now();
  while (!isOver()) {
    await sleep(2_000);
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const files = readdirSync(`/proc/${pid}/fd`).length;
    looks.push({ minutes: (performance.now() - start) / 60_000, megabytes: Number(resident) / 1024, files });
  }
  return looks;
}

function verdict(traffic: Traffic, disturbances: readonly Disturbance[], looks: readonly Look[], lives: boolean) {
  const half = looks.slice(Math.floor(looks.length / 2));
  const growth = slopeOf(half);
  const most = Math.max(...looks.map(({ megabytes }) => megabytes));
  const files =
    Math.max(...half.map((look) => look.files)) - Math.max(...looks.slice(0, half.length).map((look) => look.files));
  const calmFailures = traffic.failedAt.filter(
    (at) => !disturbances.some(({ from, to }) => at >= from - 1_000 && at <= to + RECOVERY_MS),
  ).length;
  const foreign = [...traffic.failed.keys()].filter((code) => !ALLOWED.has(code));
  const failed = [...traffic.failed].map(([code, count]) => `${count} ${code}`).join(', ');
  const held =
    lives && traffic.wrong.length === 0 && calmFailures === 0 && foreign.length === 0 && growth < 1 && files <= 20;
  if (traffic.wrong.length > 0) process.stderr.write(`wrong: ${traffic.wrong.slice(0, 5).join('\n')}\n`);
  const text =
    `${disturbances.length} faults; ${traffic.right} right answers, ${traffic.wrong.length} wrong; failed during faults: ${failed || 'none'}; ` +
    `${calmFailures} failed at other times; resident memory at most ${most.toFixed(0)} MB, ${growth.toFixed(2)} MB a minute in the last half; ` +
    `${files > 0 ? files : 0} file handles more in the last half${lives ? '' : '; the process ended'}`;
  return { held, text };
}

/** Returns the slope of the resident memory in MB per minute, by least squares. */
function slopeOf(looks: readonly Look[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(looks.map(({ minutes }) => minutes));
  const y = mean(looks.map(({ megabytes }) => megabytes));
  const above = looks.reduce((sum, look) => sum + (look.minutes - x) * (look.megabytes - y), 0);
  const below = looks.reduce((sum, look) => sum + (look.minutes - x) ** 2, 0);
  return below === 0 ? 0 : above / below;
}
