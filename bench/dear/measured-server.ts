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

/** A request below the address of the server. */
export interface HttpRequest {
  readonly path: string;
  /** Absent: GET. */
  readonly method?: 'POST';
  readonly type?: string;
  readonly body?: string;
}

export interface MeasuredServer {
  run(request: HttpRequest): Promise<{ readonly use: Use; readonly outcome: string }>;
  /** Sends a request to a server whose garbage is collected, beside a client that asks for one organisation. */
  watch(request: HttpRequest): Promise<MeasuredRun>;
  close(): Promise<void>;
}

/** Returns the request of an operation. */
export function requestOf({ query, variables }: WrittenOperation): HttpRequest {
  const body = JSON.stringify({ query, variables });
  return { path: '/graphql', method: 'POST', type: 'application/json', body };
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
  const send = (request: HttpRequest) => ask(new URL(request.path, server.url).href, request);
  const measured = async (request: HttpRequest, how: typeof server.measure) => {
    let answer = { ms: 0, outcome: '' };
    const before = cpuSeconds(database);
    const { cpuMs, holdMs, rssMb } = await how(async () => void (answer = await send(request)));
    const databaseMs = Math.round((cpuSeconds(database) - before) * 1_000);
    return { ...answer, use: { gatewayMs: cpuMs, databaseMs, holdMs, rssMb } };
  };
  return {
    close: server.close,
    run: (request) => measured(request, server.measure),
    async watch(request) {
      const canary = requestOf({ query: `{ organisation(code: "${code}") { name } }`, variables: {} });
      await send(canary);
      const waits: Promise<{ readonly ms: number }>[] = [];
      const timer = setInterval(() => waits.push(send(canary)), CANARY_MS);
      const { ms, outcome, use } = await measured(request, server.watch);
      clearInterval(timer);
      const canaryMs = Math.max(0, ...(await Promise.all(waits)).map((wait) => wait.ms));
      return { ...use, ms, canaryMs, outcome };
    },
  };
}

/** A response is read so long, and then given up: a file may take minutes. */
const READ_MS = 8_000;
const LOOKED_AT = 2_000;

async function ask(url: string, { method, type, body }: HttpRequest): Promise<{ ms: number; outcome: string }> {
  const began = performance.now();
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  const response = await fetch(url, { ...(method && { method, headers, body: body ?? '' }) });
  let [bytes, start] = [0, ''];
  const readTo = () => Math.round(performance.now() - began);
  for await (const part of response.body ?? []) {
    if (start.length < LOOKED_AT) start += Buffer.from(part).toString('latin1', 0, LOOKED_AT);
    bytes += part.length;
    if (readTo() > READ_MS) return { ms: readTo(), outcome: `not read to its end, ${bytes} bytes` };
  }
  const failed = !response.ok || start.startsWith('{"errors"');
  const [, code = `status ${response.status}`] = /"code":\s*"([A-Z_]{4,})"/.exec(start) ?? [];
  return { ms: readTo(), outcome: failed ? code : `answered, ${bytes} bytes` };
}
