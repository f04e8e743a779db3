import { join } from 'node:path';
import neo4j from 'neo4j-driver';
import { preparePeers } from './peers-data';
import { codesIn, pairsOf, type Codes, type QueryPair } from './peer-queries';
import { cpuSeconds, residentBytes } from './support/cpu';
import { load } from './support/load';
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
  await preparePeers(NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD);
  const pairs = pairsOf(await someCodes());
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
      await compare(pair, peer, cold);
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
  await load({ url: at.url, bodies, connections, seconds: Math.min(3, seconds) });
  const before = [cpuSeconds(at.pid), jvmSeconds()] as const;
  const { requests, ...result } = await load({ url: at.url, bodies, connections, seconds });
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

/** Throws if the servers return different organisations for the first body. */
async function compare({ name, ours, peers }: QueryPair, peer: ServerProcess, own: ServerProcess): Promise<void> {
  const [theirs, mine] = await Promise.all([post(peer.url, peers[0]), post(own.url, ours[0])]);
  const [a, b] = [codesIn(theirs), codesIn(mine)];
  if (a.join() !== b.join())
    throw new Error(`${name}: the peer returns ${a.length} codes, ours ${b.length}.\n${a}\n${b}`);
  console.log(`${name}: both return the same ${a.length} codes, ${JSON.stringify(mine).length} characters`);
}

async function post(url: string, body: string | undefined): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { data, errors } = (await response.json()) as { errors?: unknown; data: unknown };
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
  return data;
}

async function someCodes(): Promise<Codes> {
  const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD));
  const session = driver.session();
  const codes = async (text: string) => (await session.run(text)).records.map((record) => record.get(0) as string);
  try {
    return {
      any: await codes('MATCH (p:PeerOrganisation) WITH p ORDER BY reverse(p.code) LIMIT 20000 RETURN p.code'),
      locations: await codes('MATCH (p:PeerOrganisation)-[:PEER_LOCATION]->() RETURN DISTINCT p.code ORDER BY p.code'),
      regions: await codes('MATCH ()-[:PEER_ICB]->(p:PeerOrganisation) RETURN DISTINCT p.code ORDER BY p.code'),
    };
  } finally {
    await session.close();
    await driver.close();
  }
}

function print(rows: readonly Row[]): void {
  console.log('| query | connections | server | requests/s | p50 ms | p99 ms | Node ms | JVM ms | errors |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const row of rows) {
    const cells = [row.query, row.connections, row.server, Math.round(row.perSecond), row.p50.toFixed(1)];
    const rest = [row.p99.toFixed(1), row.node.toFixed(2), row.jvm.toFixed(2), row.errors];
    console.log(`| ${[...cells, ...rest].join(' | ')} |`);
  }
}
