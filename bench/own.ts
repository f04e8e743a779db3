import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { pin } from './support/cpu';
import { post } from './support/post';
import { inRounds, rounded, type Contender } from './support/rounds';
import { startServer, untilReady, type ServerProcess } from './support/server';

/**
 * Measures the cost of federation for our own data: the server with another team's subgraph, so that every operation is
 * planned, executed and merged, compared with the server without. The fact cache is on, the response cache is off. Run:
 * `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench own`, on a store with a release.
 */
const SERVE = ['--max-semi-space-size=64', join(__dirname, '../dist/cli/main.js'), 'serve'];
const CORES = { server: 0, load: 1 };
const NAMES = ['alone', 'gateway'] as const;

export interface OwnRow {
  readonly query: string;
  readonly characters: number;
  /** Milliseconds of CPU time per request, and requests per second. */
  readonly cpuAlone: number;
  readonly cpuGateway: number;
  readonly ratio: number;
  readonly perSecondAlone: number;
  readonly perSecondGateway: number;
}

export async function benchOwn(): Promise<OwnRow[]> {
  pin(process.pid, CORES.load);
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-bench-'));
  const open: ServerProcess[] = [];
  try {
    for (const name of NAMES) {
      const server = await startServer(SERVE, environment(name, folder));
      pin(server.pid, CORES.server);
      open.push(server);
      await untilReady(server.url.replace('/graphql', '/readyz'));
    }
    const rows: OwnRow[] = [];
    for (const [query, bodies] of await testQueries(open[0]!.url)) rows.push(await measured(query, bodies, open));
    return rows;
  } finally {
    await Promise.all(open.map((server) => server.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

function environment(name: (typeof NAMES)[number], folder: string): Record<string, string> {
  const env = { PORT: '0', LOG_LEVEL: 'error', RESPONSE_CACHE_BYTES: '0' };
  if (name === 'alone') return env;
  const file = join(folder, 'subgraphs.yaml');
  writeFileSync(join(folder, 'other.graphql'), OTHER);
  writeFileSync(file, 'subgraphs: [{ name: other, url: "http://127.0.0.1:9/graphql", schema: other.graphql }]');
  return { ...env, SUBGRAPHS: file };
}

/** A subgraph that no query of the benchmark uses. */
const OTHER = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Organisation @key(fields: "code") { code: ID! beds: Int }`;

async function measured(query: string, bodies: readonly string[], servers: readonly ServerProcess[]) {
  const [alone, gateway] = await Promise.all(servers.map(({ url }) => post(url, bodies[0]!)));
  if (!isDeepStrictEqual(alone, gateway)) throw new Error(`The gateway returns other data for ${query}.`);
  const contenders = servers.map((server, at): Contender => ({ ...server, name: NAMES[at]!, bodies }));
  const [one, other] = await inRounds(contenders);
  return {
    query,
    characters: JSON.stringify(alone).length,
    cpuAlone: rounded(one!.cpu),
    cpuGateway: rounded(other!.cpu),
    ratio: rounded(other!.cpu / one!.cpu),
    perSecondAlone: Math.round(one!.perSecond),
    perSecondGateway: Math.round(other!.perSecond),
  };
}

const RECORD = 'code name isActive kinds';

async function testQueries(url: string): Promise<[name: string, bodies: string[]][]> {
  const search = `{ search(kinds: [GP_PRACTICE], first: 100) { nodes { code } } }`;
  const data = (await post(url, JSON.stringify({ query: search }))) as { search: { nodes: { code: string }[] } };
  const codes = data.search.nodes.map(({ code }) => code);
  const one = `query ($code: ID!) { organisation(code: $code) { ${RECORD} roles { isPrimary } parents(view: COMMISSIONING) { ${RECORD} } } }`;
  const list = `query ($codes: [ID!]!) { organisations(codes: $codes) { ${RECORD} } }`;
  const nested = `query ($codes: [ID!]!) { organisations(codes: $codes) { ${RECORD} roles { isPrimary } networks { ${RECORD} } parents(view: COMMISSIONING) { ${RECORD} } } }`;
  return [
    ['record with roles and parents', codes.map((code) => JSON.stringify({ query: one, variables: { code } }))],
    ['list of 100', [JSON.stringify({ query: list, variables: { codes } })]],
    ['list of 100 with networks and parents', [JSON.stringify({ query: nested, variables: { codes } })]],
  ];
}
