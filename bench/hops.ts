import { join } from 'node:path';
import { Pool } from 'undici';
import { cpuSeconds } from './support/cpu';
import { startServer, untilReady } from './support/server';
import { belonging, descending, rollingUp, type Execute, type Job } from './support/hop-jobs';

/**
 * Compares three jobs as one request each with the same jobs as one request per hop, as with an API that returns only a
 * record and its direct links: keep-alive, at most 8 connections, no node fetched twice. Both on our server, cold (just
 * started) and warm (repeated); the results must be equal. Run: `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench hops`, on a
 * store with a release.
 */
export interface HopsRow {
  readonly job: string;
  readonly cache: 'cold' | 'warm';
  /** Requests, elapsed milliseconds, and milliseconds of CPU time of the server. */
  readonly hopRequests: number;
  readonly hopMs: number;
  readonly hopCpuMs: number;
  readonly oneMs: number;
  readonly oneCpuMs: number;
  /** Time by hops divided by time by one request. */
  readonly ratio: number;
  readonly items: number;
}

const CONNECTIONS = 8;
const SERVER = join(__dirname, '..', 'dist/cli/main.js');
const { NEO4J_URI = '', NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '' } = process.env;

export async function benchHops(): Promise<HopsRow[]> {
  const rows: HopsRow[] = [];
  for (const make of [descending, rollingUp, belonging]) {
    const job = await onServer(({ execute }) => make(execute));
    const ones = await onServer((server) => twice(() => timed(job.one, server)));
    const hops = await onServer((server) => twice(() => timed(job.byHops, server)));
    rows.push(compared(job, 'cold', hops[0], ones[0]), compared(job, 'warm', hops[1], ones[1]));
  }
  return rows;
}

interface Server {
  readonly pid: number;
  readonly execute: Execute;
}

/** Starts a server, waits until it is ready, runs `act` and stops it. */
async function onServer<T>(act: (server: Server) => Promise<T>): Promise<T> {
  const env = { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, PORT: '0', LOG_LEVEL: 'error' };
  const { url, pid, close } = await startServer([SERVER, 'serve'], env);
  const pool = new Pool(new URL(url).origin, { connections: CONNECTIONS, pipelining: 1 });
  try {
    await untilReady(url.replace('/graphql', '/readyz'));
    return await act({ pid, execute: createExecute(pool) });
  } finally {
    await pool.close();
    await close();
  }
}

function createExecute(pool: Pool): Execute {
  return async (query, variables) => {
    const body = JSON.stringify({ query, variables });
    const headers = { 'content-type': 'application/json' };
    const response = await pool.request({ method: 'POST', path: '/graphql', headers, body });
    const { data, errors } = (await response.body.json()) as { data: never; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
    return data;
  };
}

interface Timed {
  readonly result: readonly string[];
  readonly requests: number;
  readonly ms: number;
  readonly cpuMs: number;
}

async function timed(find: Job['one'], { execute, pid }: Server): Promise<Timed> {
  let requests = 0;
  const [cpu, began] = [cpuSeconds(pid), performance.now()];
  const result = await find((query, variables) => (requests++, execute(query, variables)));
  return { result, requests, ms: performance.now() - began, cpuMs: (cpuSeconds(pid) - cpu) * 1_000 };
}

async function twice<T>(act: () => Promise<T>): Promise<readonly [cold: T, warm: T]> {
  return [await act(), await act()];
}

function compared({ name }: Job, cache: HopsRow['cache'], hops: Timed, one: Timed): HopsRow {
  if (hops.result.join() !== one.result.join())
    throw new Error(
      `${name}: ${hops.result.length} items by hops, ${one.result.length} by one request: the results differ.`,
    );
  return {
    ...{ job: name, cache, items: one.result.length },
    ...{ hopRequests: hops.requests, hopMs: Math.round(hops.ms), hopCpuMs: Math.round(hops.cpuMs) },
    ...{ oneMs: Number(one.ms.toFixed(1)), oneCpuMs: Math.round(one.cpuMs), ratio: Math.round(hops.ms / one.ms) },
  };
}
