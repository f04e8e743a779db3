import { join } from 'node:path';
import { compareCodes, pairsOf, type QueryPair } from '../peer-queries';
import { codesForPeers, preparePeers } from '../peers-data';
import { pin } from '../support/cpu';
import { inRounds, type Contender, type Figures } from '../support/rounds';
import { startServer, untilReady, type ServerProcess } from '../support/server';
import { CORES, MAIN, roundsOf, roundText, type BenchContext } from './context';
import { PEER, type Figure } from './figures';
import { install } from './prepare';

const CONNECTIONS = [16, 64];
const NAMES: Readonly<Record<string, string>> = { one: 'one record', list: 'list of 100', walk: 'four levels' };
const OURS: readonly (readonly [name: string, env: Record<string, string>])[] = [
  ['ours, nothing cached', { CACHE_BYTES: '0', RESPONSE_CACHE_BYTES: '0' }],
  ['ours, facts cached', { RESPONSE_CACHE_BYTES: '0' }],
  ['ours, responses cached', {}],
];

/** Our server and @neo4j/graphql on the same database, with keys that differ from request to request. */
export async function measureGraph(context: BenchContext): Promise<{ figures: Figure[]; how: string }> {
  await install('peers');
  const database = await context.database();
  await preparePeers(database);
  pin(process.pid, CORES.others);
  const servers: [string, ServerProcess][] = [];
  const start = async (name: string, args: readonly string[], env: Record<string, string>) => {
    const server = await startServer(args, { ...database.env, PORT: '0', LOG_LEVEL: 'error', ...env });
    pin(server.pid, CORES.server);
    servers.push([name, server]);
  };
  try {
    await start(PEER, [join(__dirname, '../peers/server.mjs')], {});
    for (const [name, env] of OURS) await start(name, [...MAIN, 'serve'], env);
    for (const [, { url }] of servers.slice(1)) await untilReady(url.replace('/graphql', '/readyz'));
    const figures: Figure[] = [];
    for (const pair of pairsOf(await codesForPeers(database)).filter(({ name }) => name in NAMES)) {
      await compareCodes(pair, servers[0]![1].url, servers[1]![1].url);
      for (const connections of CONNECTIONS) {
        const what = `${NAMES[pair.name]}, ${connections} connections`;
        const rounds = roundsOf(context, connections, 1.5);
        const measured = await inRounds(contendersOf(pair, servers, database.pid), rounds);
        figures.push(...measured.map((figure) => toFigure(what, figure)));
      }
    }
    return { figures, how: roundText(roundsOf(context, 0, 1.5)).replace(', 0 connections', '') };
  } finally {
    await Promise.all(servers.map(([, server]) => server.close()));
  }
}

function contendersOf(pair: QueryPair, servers: readonly [string, ServerProcess][], databasePid: number): Contender[] {
  return servers.map(([name, { url, pid }]) => ({
    ...{ name, url, pid, databasePid, isPlain: true },
    bodies: name === PEER ? pair.peers : pair.ours,
  }));
}

export function toFigure(
  what: string,
  { name, perSecond, p50, p99, cpu, databaseCpu, noise, errors }: Figures,
): Figure {
  if (errors > 0) throw new Error(`${errors} requests of ${name} failed: ${what}.`);
  return { what, server: name, value: perSecond, unit: 'requests/s', noise, cpu, databaseCpu, p50, p99 };
}
