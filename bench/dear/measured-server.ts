import { cpuSeconds, listeningProcess } from '../support/cpu';
import { startInstrumentedServer } from '../support/instrumented-server';
import type { Use } from './climb';
import type { WrittenOperation } from './operation';

export interface MeasuredRun extends Use {
  readonly ms: number;
  /** The longest time that another client waited for one organisation. */
  readonly canaryMs: number;
  readonly outcome: string;
}

export interface MeasuredServer {
  /** Sends an operation. */
  run(operation: WrittenOperation): Promise<{ readonly use: Use; readonly outcome: string }>;
  /** Sends an operation to a server whose garbage is collected, beside a client that asks for one organisation. */
  watch(operation: WrittenOperation): Promise<MeasuredRun>;
  close(): Promise<void>;
}

interface Database {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

const CANARY_MS = 20;

/** Starts the built gateway on a database of this machine. */
export async function startMeasuredServer({ uri, user, password }: Database, code: string): Promise<MeasuredServer> {
  const database = listeningProcess(Number(new URL(uri).port || 7687));
  if (database === undefined)
    throw new Error(`No process of this machine listens at ${uri}: database time is not known.`);
  const server = await startInstrumentedServer({
    ...{ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, RESPONSE_CACHE_BYTES: '0' },
    ...(process.env.CACHE_BYTES !== undefined && { CACHE_BYTES: process.env.CACHE_BYTES }),
  });
  const send = (operation: WrittenOperation) => post(server.url, operation);
  const measured = async (operation: WrittenOperation, how: typeof server.measure) => {
    let answer = { ms: 0, outcome: '' };
    const before = cpuSeconds(database);
    const { cpuMs, holdMs, rssMb } = await how(async () => void (answer = await send(operation)));
    const databaseMs = Math.round((cpuSeconds(database) - before) * 1_000);
    return { ...answer, use: { gatewayMs: cpuMs, databaseMs, holdMs, rssMb } };
  };
  return {
    close: server.close,
    run: (operation) => measured(operation, server.measure),
    async watch(operation) {
      const canary = { query: `{ organisation(code: "${code}") { name } }`, variables: {} };
      await send(canary);
      const waits: Promise<{ readonly ms: number }>[] = [];
      const timer = setInterval(() => waits.push(send(canary)), CANARY_MS);
      const { ms, outcome, use } = await measured(operation, server.watch);
      clearInterval(timer);
      const canaryMs = Math.max(0, ...(await Promise.all(waits)).map((wait) => wait.ms));
      return { ...use, ms, canaryMs, outcome };
    },
  };
}

async function post(url: string, body: WrittenOperation): Promise<{ ms: number; outcome: string }> {
  const began = performance.now();
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  const ms = Math.round(performance.now() - began);
  const code = /"code":"([A-Z_]+)"/.exec(text.slice(0, 2_000))?.[1];
  return { ms, outcome: text.startsWith('{"errors"') ? (code ?? 'failed') : `answered, ${text.length} bytes` };
}
