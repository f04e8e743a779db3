import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../cli/report';
import type { Graph } from '../graph/graph';
import { openNeo4j } from '../graph/neo4j/neo4j';
import { loadPostcodes } from '../graph-seed/load-postcodes';
import { writePostcodeFile } from './support/postcode-file';
import { startServer, untilReady } from './support/server';

interface Settings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

/** What was measured, and its value with a unit. */
interface Measured {
  readonly measured: string;
  readonly value: string;
}

const { BENCH_ROWS = '2700000', BENCH_SECONDS = '10' } = process.env;
const SERVE = ['--max-semi-space-size=64', join(__dirname, '../dist/cli/main.js'), 'serve'];

/**
 * Measures the load of a file of postcodes as large as the real one, made by rule for the postcodes of the live release, and searches
 * near distinct postcodes through the server, without cached responses. It writes to the database. Run:
 * `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench nearby`, on a store with a release.
 */
export async function benchNearby(settings: Settings): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-bench-'));
  const graph = openNeo4j({ ...settings, deadlineMs: 20_000 });
  try {
    const postcodes = await postcodesOf(graph);
    const file = join(folder, 'ONSPD_AUG_2024_BENCH.csv');
    await writePostcodeFile(file, postcodes, Number(BENCH_ROWS));
    const started = performance.now();
    const done = await loadPostcodes({ graph, file, options: { force: true }, report: silentReport });
    const seconds = (performance.now() - started) / 1_000;
    return [
      { measured: 'file', value: `${done.rows} rows, ${Math.round(statSync(file).size / 1e6)} MB` },
      { measured: 'load', value: `${seconds.toFixed(1)} s ${JSON.stringify(done.seconds)}` },
      { measured: 'peak memory of the loader', value: `${Math.round(process.resourceUsage().maxRSS / 1024)} MB` },
      ...(await searches(postcodes)),
    ];
  } finally {
    await graph.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function postcodesOf(graph: Graph): Promise<string[]> {
  const text =
    'MATCH (catalog:Catalog) MATCH (s:State) WHERE s.fromRelease <= catalog.live < s.untilRelease RETURN DISTINCT s.postcode AS postcode';
  const rows = await graph.read<{ postcode: string | null }>({ name: 'postcodes', text }, {}, { deadlineMs: 60_000 });
  return rows.flatMap(({ postcode }) => postcode ?? []);
}

const NODE = '{ nodes { code name distanceKm address { postcode } } }';
const QUERIES: Readonly<Record<string, string>> = {
  'near, 20 of any kind': `query ($p: String!) { search(near: { postcode: $p }, first: 20) ${NODE} }`,
  'near, 20 practices': `query ($p: String!) { search(near: { postcode: $p }, kinds: [GP_PRACTICE], first: 20) ${NODE} }`,
  'near, 20 practices and their number': `query ($p: String!) { search(near: { postcode: $p }, kinds: [GP_PRACTICE], first: 20) { totalCount nodes { code } } }`,
  'near, text': `query ($p: String!) { search(near: { postcode: $p, km: 50 }, text: "surgery", first: 20) ${NODE} }`,
  'search, 50 practices with location': `query ($p: String!) { search(text: $p, kinds: [GP_PRACTICE], first: 50) { nodes { location { latitude longitude } } } }`,
};

async function searches(postcodes: readonly string[]): Promise<Measured[]> {
  const env = { PORT: '0', LOG_LEVEL: 'error', RESPONSE_CACHE_BYTES: '0' };
  const server = await startServer(SERVE, env);
  try {
    await untilReady(server.url.replace('/graphql', '/readyz'));
    const post = (query: string, p: string) => timed(server.url, JSON.stringify({ query, variables: { p } }));
    const first = await untilAnswered(() => post(QUERIES['near, 20 of any kind']!, postcodes[0]!));
    const rows = [{ measured: 'first search near a place', value: `${first.toFixed(0)} ms` }];
    let next = 0;
    for (const [measured, query] of Object.entries(QUERIES)) {
      const times: number[] = [];
      const until = performance.now() + Number(BENCH_SECONDS) * 1_000;
      while (performance.now() < until) times.push(await post(query, postcodes[(next += 7) % postcodes.length]!));
      rows.push({ measured, value: summary(times) });
    }
    return rows;
  } finally {
    await server.close();
  }
}

/** Returns the milliseconds until a request is answered: the places of a release are read once, which may take longer than one request. */
async function untilAnswered(ask: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      await ask();
      return performance.now() - started;
    } catch (error) {
      if (attempt === 10) throw error;
    }
  }
}

async function timed(url: string, body: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 300));
  return performance.now() - started;
}

function summary(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${times.length} requests)`;
}
