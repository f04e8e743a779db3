import { openLocalNeo4j } from '../../../database/local-neo4j';
import { testSettings } from './neo4j';

/** A process of its own that opens the local Neo4j of a data folder, says so, and holds it until it is ended. */
async function hold(dataDir: string, jarsDir: string): Promise<void> {
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const local = await openLocalNeo4j({ ...testSettings(dataDir, log), jarsDir, leash: false });
  process.stdout.write(`${JSON.stringify({ pid: local.pid, owned: local.owned })}\nready\n`);
  setInterval(() => undefined, 60_000);
}

const [dataDir, jarsDir] = process.argv.slice(2);
void hold(dataDir as string, jarsDir as string);
