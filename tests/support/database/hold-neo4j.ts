import { openLocalNeo4j } from '../../../database/local-neo4j';
import { testSettings } from './fresh-neo4j';

/** A process that opens the local Neo4j of a data folder, prints "ready", and keeps it open until the process ends. */
async function hold(dataDir: string, jarsDir: string): Promise<void> {
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const local = await openLocalNeo4j({ ...testSettings(dataDir, log), jarsDir, endWithProcess: false });
  process.stdout.write(`${JSON.stringify({ pid: local.pid, owned: local.owned })}\nready\n`);
  setInterval(() => undefined, 60_000);
}

const [dataDir, jarsDir] = process.argv.slice(2);
void hold(dataDir as string, jarsDir as string);
