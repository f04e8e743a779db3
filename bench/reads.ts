import neo4j, { type Driver } from 'neo4j-driver';
import { openNeo4j } from '../graph/neo4j/neo4j';
import { createReadSide, readQueries } from '../graph/read-side';

/** The Neo4j to read from, the numbers of clients to try, and the seconds of each measurement. */
export interface ReadsBenchSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly clients?: readonly number[];
  readonly seconds?: number;
}

export interface Rate {
  readonly way: 'executeRead' | 'session.run' | 'batched';
  readonly clients: number;
  readonly keysPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

type ReadOne = (code: string) => Promise<unknown>;

/**
 * Measures how many keys one process reads from Neo4j per second, when each client reads one key at a time. Compares
 * three ways: a managed transaction for each key, an auto-commit query for each key, and our loaders without a cache,
 * which batch the keys. Run: `npm run bench reads`.
 */
export async function benchReads(settings: ReadsBenchSettings): Promise<Rate[]> {
  const { uri, user, password, clients = [1, 16, 64, 256], seconds = 3 } = settings;
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: 12,
  });
  const graph = openNeo4j({ uri, user, password, deadlineMs: 20_000 });
  const reads = createReadSide(graph, { cacheBytes: 0, deadlineMs: 20_000 });
  try {
    const { live } = await reads.catalog.snapshot();
    const codes = await someCodes(driver);
    const ways = waysOf(driver, reads, live.number);
    for (const readOne of Object.values(ways)) await load(readOne, codes, 16, 2);
    const rates: Rate[] = [];
    for (const count of clients)
      for (const [way, readOne] of Object.entries(ways))
        rates.push({ way: way as Rate['way'], clients: count, ...(await load(readOne, codes, count, seconds)) });
    return rates;
  } finally {
    await Promise.all([driver.close(), graph.close()]);
  }
}

function waysOf(
  driver: Driver,
  reads: ReturnType<typeof createReadSide>,
  release: number,
): Record<Rate['way'], ReadOne> {
  const { text } = readQueries().roles;
  const keys = (code: string) => ({ keys: [{ code, release }] });
  return {
    async executeRead(code) {
      const session = driver.session();
      const records = await session.executeRead(
        async (transaction) => (await transaction.run(text, keys(code))).records,
      );
      await session.close();
      return records;
    },
    async 'session.run'(code) {
      const session = driver.session({ defaultAccessMode: 'READ' });
      const { records } = await session.run(text, keys(code));
      await session.close();
      return records;
    },
    batched: async (code) => reads.loaders().roles.load({ code, release }),
  };
}

async function someCodes(driver: Driver): Promise<string[]> {
  const { records } = await driver.executeQuery('MATCH (o:Organisation) RETURN o.code AS code LIMIT 100000');
  return records.map((record) => record.get('code') as string);
}

/** Each client reads a random key, waits for the result, and reads the next one (a closed loop). */
async function load(readOne: ReadOne, codes: readonly string[], clients: number, seconds: number) {
  const times: number[] = [];
  const until = performance.now() + seconds * 1_000;
  const client = async () => {
    while (performance.now() < until) {
      const start = performance.now();
      await readOne(codes[Math.floor(Math.random() * codes.length)] as string);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { keysPerSecond: Math.round(times.length / seconds), p50: at(0.5), p99: at(0.99) };
}
