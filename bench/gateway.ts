import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { freePort } from '../database/bolt';
import { compose } from '../federation/composition/compose';
import { pin } from './support/cpu';
import { post } from './support/post';
import { inRounds, rounded, type Figures, type RoundSettings } from './support/rounds';
import { startProgram, startServer, untilReady, type ServerProcess } from './support/server';

/**
 * Compares our gateway with other gateways over the same four subgraphs, and with one server that has the whole schema and
 * no subgraphs. Graph, data and query have the shape of the public benchmark of federation gateways. Each gateway runs on
 * core 0; subgraphs and load generator share core 1. Response caches are off; whether identical requests to subgraphs that
 * are in flight share one answer is in the name. The responses are compared before the measurement. Run:
 * `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench gateway`, on a store with a release for our own subgraph. HIVE_ROUTER names
 * the program of Hive Router, if it is to be measured too, and HIVE_ROUTER_VERSION its version.
 */
const HOME = join(__dirname, '..');
const PEERS = join(__dirname, 'gateway');
const SUBGRAPHS = ['users', 'products', 'reviews', 'inventory'];
const CORES = { gateways: 0, others: 1 };
const { HIVE_ROUTER, HIVE_ROUTER_VERSION } = process.env;
const body = JSON.stringify({ query: readFileSync(join(PEERS, 'query.graphql'), 'utf8') });

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
  const { figures, characters } = await measureGateways({});
  console.log(`The responses of all servers are the same, ${characters} characters.`);
  const [ours] = figures;
  return figures.map(({ name, perSecond, p50, p99, cpu, errors }) => ({
    server: name,
    ...{ perSecond: Math.round(perSecond), p50: rounded(p50), p99: rounded(p99), cpu: rounded(cpu), errors },
    ...{ cpuToOurs: rounded(cpu / ours!.cpu), timesSlower: rounded(ours!.perSecond / perSecond) },
  }));
}

/** Measures all gateways. `env` has the address of the database for ours. */
export async function measureGateways(env: Record<string, string>, rounds?: RoundSettings) {
  if (!existsSync(join(PEERS, 'node_modules')))
    throw new Error('The other gateways are not installed: run `cd bench/gateway && npm ci` once.');
  pin(process.pid, CORES.others);
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-bench-'));
  const open: ServerProcess[] = [];
  const started = (server: ServerProcess, core: number) => {
    pin(server.pid, core);
    open.push(server);
    return server;
  };
  try {
    const { url } = started(await startServer([join(PEERS, 'subgraphs.mjs')], {}), CORES.others);
    const files = await filesOf(new URL(url).origin, folder);
    const servers: [string, ServerProcess][] = [];
    for (const [name, start] of contenders(files, env)) servers.push([name, started(await start(), CORES.gateways)]);
    const characters = await compare(servers);
    const figures = await inRounds(
      servers.map(([name, server]) => ({ name, url: server.url, pid: server.pid, bodies: [body] })),
      rounds,
    );
    return { figures: figures as readonly Figures[], characters };
  } finally {
    await Promise.all(open.map((server) => server.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Files {
  readonly supergraph: string;
  /** Subgraph lists for ours. */
  readonly shared: string;
  readonly apart: string;
  /** Configurations of Hive Router. */
  readonly routerShared: string;
  readonly routerApart: string;
}

type Start = () => Promise<ServerProcess>;

function contenders(files: Files, env: Record<string, string>): [name: string, start: Start][] {
  const ours = (SUBGRAPHS: string) => async () => {
    const more = { PORT: '0', LOG_LEVEL: 'error', RESPONSE_CACHE_BYTES: '0', COST_LIMIT: '1000000000' };
    const args = ['--max-semi-space-size=64', join(HOME, 'dist/cli/main.js'), 'serve'];
    const server = await startServer(args, { ...env, ...more, SUBGRAPHS });
    await untilReady(server.url.replace('/graphql', '/readyz'));
    return server;
  };
  const peer =
    (file: string, more: Record<string, string> = {}) =>
    () =>
      startServer([join(PEERS, file)], { SUPERGRAPH_FILE: files.supergraph, ...more });
  return [
    ['ours', ours(files.apart)],
    ['ours, shared', ours(files.shared)],
    ['@apollo/gateway', peer('apollo-gateway.mjs')],
    ['Hive gateway runtime', peer('hive-gateway.mjs')],
    ['Hive gateway runtime, planner in Rust', peer('hive-gateway.mjs', { PLANNER: 'rust' })],
    ['Hive gateway runtime, planner in Rust, shared', peer('hive-gateway.mjs', { PLANNER: 'rust', SHARE: 'on' })],
    ['one server, no subgraphs', peer('one-server.mjs')],
    ...(HIVE_ROUTER ? routers(HIVE_ROUTER, files) : []),
  ];
}

/** Hive Router with one worker, as it has one core. */
function routers(program: string, files: Files): [name: string, start: Start][] {
  const start = (config: string) => async () => {
    const port = (await freePort(0))!;
    const env = { HOST: '127.0.0.1', PORT: String(port), ROUTER_HTTP_WORKERS: '1', LOG_LEVEL: 'error' };
    const more = { ROUTER_CONFIG_FILE_PATH: config, SUPERGRAPH_FILE_PATH: files.supergraph };
    return startProgram(program, [], { ...env, ...more }, `http://127.0.0.1:${port}/graphql`);
  };
  const name = ['Hive Router', HIVE_ROUTER_VERSION].filter(Boolean).join(' ');
  return [
    [name, start(files.routerApart)],
    [`${name}, shared`, start(files.routerShared)],
  ];
}

/** Writes the subgraph lists for our gateway, and the supergraph and configurations for the others. */
async function filesOf(origin: string, folder: string): Promise<Files> {
  const entries = SUBGRAPHS.map((name) => ({ name, url: `${origin}/${name}/graphql` }));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const list = (share: boolean) =>
    stringify({ subgraphs: entries.map((entry) => ({ ...entry, schema: 'introspect', share })) });
  const router = (share: boolean) =>
    stringify({ ['traffic_shaping']: { all: { dedupe_enabled: share }, router: { dedupe: { enabled: false } } } });
  const sdlOf = async (url: string) => {
    const data = await post(url, { query: '{ _service { sdl } }' });
    return (data as { _service: { sdl: string } })._service.sdl;
  };
  const definitions = await Promise.all(entries.map(async (entry) => ({ ...entry, sdl: await sdlOf(entry.url) })));
  return {
    supergraph: write('supergraph.graphql', compose(definitions)),
    shared: write('shared.yaml', list(true)),
    apart: write('apart.yaml', list(false)),
    routerShared: write('router-shared.config.yaml', router(true)),
    routerApart: write('router-apart.config.yaml', router(false)),
  };
}

/** Returns the length of the response. Throws if the servers return different data. */
async function compare(servers: readonly (readonly [string, ServerProcess])[]): Promise<number> {
  const answers = await Promise.all(servers.map(async ([name, { url }]) => [name, await post(url, body)] as const));
  const [, ours] = answers[0]!;
  for (const [name, data] of answers)
    if (!isDeepStrictEqual(data, ours)) throw new Error(`${name} returns other data.`);
  return JSON.stringify({ data: ours }).length;
}
