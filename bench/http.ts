import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { cpuSeconds, pin } from './support/cpu';
import type { ToRequest } from './support/load';
import { post } from './support/post';
import { inRounds, rounded, type Contender } from './support/rounds';
import { startServer, untilReady, type ServerProcess } from './support/server';

/**
 * Measures how a response reaches a client: executed, from the response cache, compressed, or as 304 because the client has it,
 * for an answer of 87 KB and for a small one. First it compares the content codings by level. Run:
 * `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench http`, on a store with a release of England.
 */
const SERVE = ['--max-semi-space-size=64', join(__dirname, '../dist/cli/main.js'), 'serve'];
const CORES = { server: 0, load: 1 };
const ANSWER_BYTES = 87_000;

export interface HttpRow {
  readonly answer: string;
  readonly way: string;
  readonly bytes: number;
  readonly perSecond: number;
  /** Milliseconds of CPU time of the server per request, with the threads that compress. */
  readonly cpu: number;
  /** The rate, of the rate of the executed answer. */
  readonly ratio: number;
}

export async function benchHttp(): Promise<HttpRow[]> {
  pin(process.pid, CORES.load);
  const open: ServerProcess[] = [];
  try {
    for (const cacheBytes of ['0', '33554432']) {
      const server = await startServer(SERVE, { PORT: '0', LOG_LEVEL: 'error', RESPONSE_CACHE_BYTES: cacheBytes });
      open.push(server);
      pin(server.pid, CORES.server);
      await untilReady(server.url.replace('/graphql', '/readyz'));
    }
    const [executing, caching] = open as [ServerProcess, ServerProcess];
    const [large, small] = await queries(executing.url);
    console.table(await codings(executing.url, large));
    return [
      ...(await measured('87 KB', large, executing, caching)),
      ...(await measured('small', small, executing, caching)),
    ];
  } finally {
    await Promise.all(open.map((server) => server.close()));
  }
}

interface Query {
  readonly query: string;
  readonly variables?: { readonly codes: readonly string[] };
}

async function measured(answer: string, query: Query, executing: ServerProcess, caching: ServerProcess) {
  const body = JSON.stringify(query);
  const path = `/graphql?${new URLSearchParams({ query: query.query, variables: JSON.stringify(query.variables ?? {}) }).toString()}`;
  const get =
    (headers: Record<string, string> = {}): ToRequest =>
    () => ({ method: 'GET', path, headers: { accept: 'application/json', ...headers } });
  const origin = new URL(executing.url).origin;
  const etag = (await fetch(origin + path)).headers.get('etag')!;
  const ways: [way: string, server: ServerProcess, toRequest: ToRequest | undefined, coding: string][] = [
    ['executed', executing, undefined, 'identity'],
    ['executed, GET', executing, get(), 'identity'],
    ['executed, gzip', executing, get({ 'accept-encoding': 'gzip' }), 'gzip'],
    ['executed, br', executing, get({ 'accept-encoding': 'br' }), 'br'],
    ['cached', caching, undefined, 'identity'],
    ['cached, GET', caching, get(), 'identity'],
    ['cached, br', caching, get({ 'accept-encoding': 'br' }), 'br'],
    ['304', executing, get({ 'if-none-match': etag }), ''],
  ];
  const contenders = ways.map(([name, { url, pid }, toRequest]): Contender => ({
    name,
    url,
    pid,
    bodies: [body],
    ...(toRequest && { toRequest }),
  }));
  const figures = await inRounds(contenders);
  const failed = figures.filter(({ errors }) => errors > 0);
  if (failed.length > 0) throw new Error(`Requests failed: ${JSON.stringify(failed)}`);
  const rows = figures.map(async ({ name, perSecond, cpu }, at) => ({
    answer,
    way: name,
    bytes: ways[at]![3] === '' ? 0 : await sentBytes(origin + path, ways[at]![3]),
    perSecond: Math.round(perSecond),
    cpu: rounded(cpu),
    ratio: rounded(perSecond / figures[0]!.perSecond),
  }));
  return Promise.all(rows);
}

async function sentBytes(url: string, coding: string): Promise<number> {
  const response = await fetch(url, { headers: { 'accept-encoding': coding } });
  await response.arrayBuffer();
  return Number(response.headers.get('content-length'));
}

/** A list of practices whose answer has about 87 KB, and one practice. */
async function queries(url: string): Promise<[Query, Query]> {
  const page = '{ search(kinds: [GP_PRACTICE], first: 200) { nodes { code } } }';
  const { search } = (await post(url, { query: page })) as { search: { nodes: { code: string }[] } };
  const codes = search.nodes.map(({ code }) => code);
  const query = `query ($codes: [ID!]!) { organisations(codes: $codes) { code name kinds isActive
    address { lines town county postcode } roles { isPrimary status } parents(view: COMMISSIONING) { code name } } }`;
  const bytesPerCode = JSON.stringify(await post(url, { query, variables: { codes } })).length / codes.length;
  const needed = codes.slice(0, Math.round(ANSWER_BYTES / bytesPerCode));
  return [{ query, variables: { codes: needed } }, { query: `{ organisation(code: "${codes[0]}") { code name } }` }];
}

/** Bytes and milliseconds of CPU time of each coding and level. */
async function codings(url: string, query: Query) {
  const bytes = Buffer.from(JSON.stringify({ data: await post(url, query) }));
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT } = constants;
  const brotli = (quality: number) => () =>
    brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT } });
  const ways: [string, () => Buffer][] = [
    ...[1, 2, 4, 6].map((level): [string, () => Buffer] => [`gzip ${level}`, () => gzipSync(bytes, { level })]),
    ...[1, 2, 3, 4, 5, 6].map((quality): [string, () => Buffer] => [`br ${quality}`, brotli(quality)]),
  ];
  return ways.map(([coding, compress]) => ({
    coding,
    from: bytes.length,
    bytes: compress().length,
    cpu: cpuOf(compress),
  }));
}

const TIMES = 100;

function cpuOf(work: () => unknown): number {
  for (let time = 0; time < 10; time++) work();
  const before = cpuSeconds(process.pid);
  for (let time = 0; time < TIMES; time++) work();
  return rounded(((cpuSeconds(process.pid) - before) * 1_000) / TIMES);
}
