import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { statusOfLocalNeo4j } from '../../database/local-neo4j';
import { residentBytes } from '../support/cpu';
import { median, spread } from '../support/rounds';
import { startServer, untilReady } from '../support/server';
import { MAIN, type BenchContext } from './context';
import type { Figure } from './figures';
import { databaseSettings } from './prepare';

/** Starts `serve` with its local Neo4j on a loaded store: seconds until it is ready, and what both take then. */
export async function measureStart({ dataDir, isQuick }: BenchContext): Promise<Figure[]> {
  const measured: Record<string, number[]> = {};
  const add = (what: string, value: number) => (measured[what] ??= []).push(value);
  for (let round = 0; round < (isQuick ? 1 : 3); round++) {
    const started = performance.now();
    const env = { NEO4J_URI: '', NEO4J_PASSWORD: '', DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' };
    const server = await startServer([...MAIN, 'serve'], env);
    await untilReady(server.url.replace('/graphql', '/readyz'));
    add('start with a loaded store', (performance.now() - started) / 1_000);
    add('memory when ready', residentBytes(server.pid) / 1e6);
    const { pid } = await statusOfLocalNeo4j(databaseSettings(dataDir));
    if (pid !== null) add('memory of Neo4j then', residentBytes(pid) / 1e6);
    await server.close();
  }
  add('disk of Neo4j, with its logs of transactions', bytesOf(join(dataDir, 'neo4j', 'data')) / 1e6);
  return Object.entries(measured).map(([what, values]) => ({
    ...{ what, server: 'ours', value: median(values), noise: spread(values) },
    unit: what.startsWith('start') ? 's' : 'MB',
  }));
}

function bytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
