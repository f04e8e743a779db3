import { isDeepStrictEqual } from 'node:util';
import { cpuSeconds, pin, residentBytes } from '../support/cpu';
import { load } from '../support/load';
import { post } from '../support/post';
import { median, spread, type RoundSettings } from '../support/rounds';
import { startServer, untilReady, type ServerProcess } from '../support/server';
import { CORES, MAIN, roundsOf, roundText, type BenchContext } from './context';
import type { Figure } from './figures';

const CONNECTIONS = 32;

interface Round {
  readonly perSecond: number;
  readonly cpu: number;
  readonly databaseCpu: number;
}

/**
 * One gateway and two with the same database, all on one core: what two gateways share would show as more CPU time for each
 * request. Their responses are compared.
 */
export async function measureTwoGateways(context: BenchContext): Promise<{ figures: Figure[]; how: string }> {
  const database = await context.database();
  pin(process.pid, CORES.others);
  const open: ServerProcess[] = [];
  try {
    for (let at = 0; at < 4; at++) {
      const cold = { CACHE_BYTES: '0', RESPONSE_CACHE_BYTES: '0' };
      const env = {
        ...database.env,
        PORT: '0',
        LOG_LEVEL: 'error',
        ...(at < 2 ? { RESPONSE_CACHE_BYTES: '0' } : cold),
      };
      const server = await startServer([...MAIN, 'serve'], env);
      pin(server.pid, CORES.server);
      open.push(server);
      await untilReady(server.url.replace('/graphql', '/readyz'));
    }
    const bodies = await listsOf(open[0]!.url);
    await compare(open, bodies[0]!);
    const rounds = roundsOf(context, CONNECTIONS, 1.5);
    const figures = [
      ...(await measureBoth('list of 100, facts cached', open.slice(0, 2), bodies, rounds, database.pid)),
      ...(await measureBoth('list of 100, nothing cached', open.slice(2), bodies, rounds, database.pid)),
    ];
    const value = open.slice(0, 2).reduce((sum, { pid }) => sum + residentBytes(pid), 0) / 2 / 1e6;
    const memory: Figure = { what: 'memory after it', server: 'each of two gateways', value, unit: 'MB', noise: 0 };
    return { figures: [...figures, memory], how: roundText(rounds) };
  } finally {
    await Promise.all(open.map((server) => server.close()));
  }
}

async function measureBoth(
  what: string,
  servers: readonly ServerProcess[],
  bodies: readonly string[],
  { rounds, seconds, warmUpSeconds }: RoundSettings,
  databasePid: number,
): Promise<Figure[]> {
  const contenders = [servers.slice(0, 1), servers];
  const measured = contenders.map(() => [] as Round[]);
  for (const some of contenders) await round(some, bodies, warmUpSeconds, databasePid);
  for (let at = 0; at < rounds; at++)
    for (const [which, some] of contenders.entries())
      measured[which]!.push(await round(some, bodies, seconds, databasePid));
  return measured.map((figures, which) => {
    const rates = figures.map(({ perSecond }) => perSecond);
    const [cpu, databaseCpu] = [
      median(figures.map((each) => each.cpu)),
      median(figures.map((each) => each.databaseCpu)),
    ];
    const server = ['one gateway', 'two gateways'][which]!;
    return { what, server, value: median(rates), unit: 'requests/s', noise: spread(rates), cpu, databaseCpu };
  });
}

async function round(
  servers: readonly ServerProcess[],
  bodies: readonly string[],
  seconds: number,
  databasePid: number,
) {
  const used = () => servers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
  const before = [used(), cpuSeconds(databasePid)] as const;
  const settings = { bodies, seconds, connections: CONNECTIONS / servers.length };
  const results = await Promise.all(servers.map(({ url }) => load({ ...settings, url })));
  const after = [used(), cpuSeconds(databasePid)] as const;
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  if (results.some(({ errors }) => errors > 0)) throw new Error('Requests to two gateways failed.');
  return {
    perSecond: results.reduce((sum, { perSecond }) => sum + perSecond, 0),
    cpu: ((after[0] - before[0]) * 1_000) / requests,
    databaseCpu: ((after[1] - before[1]) * 1_000) / requests,
  };
}

async function listsOf(url: string): Promise<string[]> {
  const query = '{ search(kinds: [GP_PRACTICE], first: 200) { nodes { code } } }';
  const { search } = (await post(url, { query })) as { search: { nodes: { code: string }[] } };
  const codes = search.nodes.map(({ code }) => code);
  const list = 'query ($codes: [ID!]!) { organisations(codes: $codes) { code name isActive kinds } }';
  return codes.map((_, at) => {
    const some = [...codes, ...codes].slice(at, at + 100);
    return JSON.stringify({ query: list, variables: { codes: some } });
  });
}

async function compare(servers: readonly ServerProcess[], body: string): Promise<void> {
  const [first, ...others] = await Promise.all(servers.map(({ url }) => post(url, body)));
  if (others.some((other) => !isDeepStrictEqual(other, first))) throw new Error('Two gateways return different data.');
}
