import { join } from 'node:path';
import { codesForPeers, preparePeers } from './peers-data';
import { compareCodes, pairsOf } from './peer-queries';
import { cpuSeconds, residentBytes } from './support/cpu';
import { plainLoad } from './support/plain-load';
import { startServer, untilReady, type ServerProcess } from './support/server';

/**
 * Compares our server (without caches, with the fact cache, with the response cache) with @neo4j/graphql on the same
 * Neo4j. Run: `NEO4J_URI=… NEO4J_PASSWORD=… NEO4J_PID=… npm run bench peers`, on a store that may be changed.
 */
const { NEO4J_URI = '', NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '', NEO4J_PID, BENCH_SECONDS = '5' } = process.env;
const seconds = Number(BENCH_SECONDS);
const HOME = join(__dirname, '..');

interface Row {
  readonly server: string;
  readonly query: string;
  readonly connections: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
  /** Milliseconds of CPU time per request, of the Node.js server and of Neo4j. */
  readonly node: number;
  readonly jvm: number;
}

export async function benchPeers(): Promise<void> {
  const database = { uri: NEO4J_URI, user: NEO4J_USER, password: NEO4J_PASSWORD };
  await preparePeers(database);
  const pairs = pairsOf(await codesForPeers(database));
  const ours = [join(HOME, 'dist/cli/main.js'), 'serve'];
  const env = { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, PORT: '0', LOG_LEVEL: 'error' };
  const peer = await startServer([join(HOME, 'bench/peers/server.mjs')], env);
  const cold = await startServer(ours, { ...env, CACHE_BYTES: '0', RESPONSE_CACHE_BYTES: '0' });
  const facts = await startServer(ours, { ...env, RESPONSE_CACHE_BYTES: '0' });
  const warm = await startServer(ours, env);
  try {
    for (const { url } of [cold, facts, warm]) await untilReady(url.replace('/graphql', '/readyz'));
    const rows: Row[] = [];
    for (const pair of pairs) {
      console.log(`${pair.name}: ${await compareCodes(pair, peer.url, cold.url)}`);
      for (const connections of [16, 64]) {
        rows.push(await measure('@neo4j/graphql', peer, pair.name, pair.peers, connections));
        rows.push(await measure('ours, no cache', cold, pair.name, pair.ours, connections));
        rows.push(await measure('ours, fact cache', facts, pair.name, pair.ours, connections));
        rows.push(await measure('ours, response cache', warm, pair.name, pair.ours, connections));
      }
    }
    print(rows);
    console.log(
      `\nResident memory: peer ${mb(peer)}, ours without caches ${mb(cold)}, with fact cache ${mb(facts)}, with response cache ${mb(warm)}`,
    );
  } finally {
    await Promise.all([peer, cold, facts, warm].map((server) => server.close()));
  }
}

async function measure(
  server: string,
  at: ServerProcess,
  query: string,
  bodies: readonly string[],
  connections: number,
) {
  await plainLoad({ url: at.url, bodies, connections, seconds: Math.min(3, seconds) });
  const before = [cpuSeconds(at.pid), jvmSeconds()] as const;
  const { requests, ...result } = await plainLoad({ url: at.url, bodies, connections, seconds });
  const perRequest = (now: number, then: number) => ((now - then) * 1000) / requests;
  return {
    server,
    query,
    connections,
    ...result,
    node: perRequest(cpuSeconds(at.pid), before[0]),
    jvm: perRequest(jvmSeconds(), before[1]),
  };
}

const jvmSeconds = () => (NEO4J_PID ? cpuSeconds(Number(NEO4J_PID)) : 0);
const mb = ({ pid }: ServerProcess) => `${Math.round(residentBytes(pid) / 2 ** 20)} MB`;

function print(rows: readonly Row[]): void {
  console.log('| query | connections | server | requests/s | p50 ms | p99 ms | Node ms | JVM ms | errors |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const row of rows) {
    const cells = [row.query, row.connections, row.server, Math.round(row.perSecond), row.p50.toFixed(1)];
    const rest = [row.p99.toFixed(1), row.node.toFixed(2), row.jvm.toFixed(2), row.errors];
    console.log(`| ${[...cells, ...rest].join(' | ')} |`);
  }
}
