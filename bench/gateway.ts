import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { compose } from '../federation/composition/compose';
import { pin } from './support/cpu';
import { inRounds, rounded } from './support/rounds';
import { startServer, untilReady, type ServerProcess } from './support/server';

/**
 * Compares our gateway with two other gateways over the same four subgraphs, and with one server that has the whole
 * schema and no subgraphs. Each gateway runs on its own core; subgraphs and load generator share another one. Response
 * caches and request deduplication are off. All responses are compared before the measurement. Run:
 * `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench gateway`, on a store with a release for our own subgraph.
 */
const HOME = join(__dirname, '..');
const PEERS = join(__dirname, 'gateway');
const SUBGRAPHS = ['products', 'reviews', 'accounts', 'inventory'];
const CORES = { gateways: 0, others: 1 };
const OURS = 'ours';
const DISTINCT = 20;
/** Products in a response, which then has about 90 KB. */
const FIRST = 14;

export interface GatewayRow {
  readonly server: string;
  /** Medians of all rounds. `cpu` is milliseconds of CPU time of the server process per request. */
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  readonly errors: number;
  /** Factors relative to our gateway: CPU per request, and our requests per second divided by theirs. */
  readonly cpuToOurs: number;
  readonly timesSlower: number;
}

export async function benchGateway(): Promise<GatewayRow[]> {
  if (!existsSync(join(PEERS, 'node_modules')))
    throw new Error('The other gateways are not installed: run `cd bench/gateway && npm ci` once.');
  pin(process.pid, CORES.others);
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-bench-'));
  const open: ServerProcess[] = [];
  const start = async (args: readonly string[], env: Record<string, string>, core: number) => {
    const server = await startServer(args, env);
    pin(server.pid, core);
    open.push(server);
    return server;
  };
  try {
    const { url } = await start([join(PEERS, 'subgraphs.mjs')], {}, CORES.others);
    const env = await filesOf(new URL(url).origin, folder);
    const servers: [string, ServerProcess][] = [];
    for (const [name, args] of SERVERS) servers.push([name, await start(args, env, CORES.gateways)]);
    await untilReady(servers[0]![1].url.replace('/graphql', '/readyz'));
    await compare(servers);
    const figures = await inRounds(servers.map(([name, { url, pid }]) => ({ name, url, pid, bodies })));
    const [ours] = figures;
    return figures.map(({ name, perSecond, p50, p99, cpu, errors }) => ({
      server: name,
      ...{ perSecond: Math.round(perSecond), p50: rounded(p50), p99: rounded(p99), cpu: rounded(cpu), errors },
      ...{ cpuToOurs: rounded(cpu / ours!.cpu), timesSlower: rounded(ours!.perSecond / perSecond) },
    }));
  } finally {
    await Promise.all(open.map((server) => server.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

const SERVERS: readonly (readonly [name: string, args: readonly string[]])[] = [
  [OURS, ['--max-semi-space-size=64', join(HOME, 'dist/cli/main.js'), 'serve']],
  ['@apollo/gateway', [join(PEERS, 'apollo-gateway.mjs')]],
  ['Hive gateway runtime', [join(PEERS, 'hive-gateway.mjs')]],
  ['one server, no subgraphs', [join(PEERS, 'one-server.mjs')]],
];

/** Writes the subgraph list for our gateway and the composed supergraph for the others. */
async function filesOf(origin: string, folder: string): Promise<Record<string, string>> {
  const entries = SUBGRAPHS.map((name) => ({ name, url: `${origin}/${name}/graphql` }));
  const subgraphs = entries.map((entry) => ({ ...entry, schema: 'introspect', share: false }));
  const files = { SUBGRAPHS: join(folder, 'subgraphs.yaml'), SUPERGRAPH_FILE: join(folder, 'supergraph.graphql') };
  writeFileSync(files.SUBGRAPHS, stringify({ subgraphs }));
  const sdlOf = async (url: string) =>
    ((await post(url, JSON.stringify({ query: '{ _service { sdl } }' }))) as { _service: { sdl: string } })._service
      .sdl;
  const definitions = await Promise.all(entries.map(async (entry) => ({ ...entry, sdl: await sdlOf(entry.url) })));
  writeFileSync(files.SUPERGRAPH_FILE, compose(definitions));
  return { ...files, PORT: '0', LOG_LEVEL: 'error', RESPONSE_CACHE_BYTES: '0', COST_LIMIT: '1000000000' };
}

const query = readFileSync(join(PEERS, 'top-products.graphql'), 'utf8');
const bodies = Array.from({ length: DISTINCT }, (_, at) =>
  JSON.stringify({ query, variables: { first: FIRST, after: at * 9 } }),
);

/** Throws if the servers return different data for any query. */
async function compare(servers: readonly (readonly [string, ServerProcess])[]): Promise<void> {
  let characters = 0;
  for (const body of bodies) {
    const [ours, ...others] = await Promise.all(servers.map(async ([name, { url }]) => [name, await post(url, body)]));
    for (const [name, data] of others)
      if (!isDeepStrictEqual(data, ours![1])) throw new Error(`${name as string} returns other data for ${body}.`);
    characters += JSON.stringify(ours![1]).length;
  }
  console.log(
    `${DISTINCT} responses are the same from all servers, ${Math.round(characters / DISTINCT)} characters each`,
  );
}

async function post(url: string, body: string): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { data, errors } = (await response.json()) as { errors?: unknown; data: unknown };
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
  return data;
}
