import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_LIMITS } from '../gateway/limits';
import { namedOperations, type NamedFacts, type NamedOperation } from './support/named-operations';
import { startInstrumentedServer, type ServerUse, type InstrumentedServer } from './support/instrumented-server';
import type { MakeOperation } from './support/dear-operations';

/**
 * Measures what other clients notice of dear operations over HTTP: while a server executes one, a neighbour asks for one
 * organisation every 50 ms. Each operation is executed as it is named, then with as many aliases as `COST_LIMIT` allows:
 * on a server that was just started, on other days, and on the same days again.
 * Run: `npm run bench neighbours`, on a store with real releases. BENCH_ONLY selects operations by a part of their name.
 */
export interface NeighboursBenchSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

export interface NeighbourRow extends ServerUse {
  readonly operation: string;
  readonly aliases: number;
  readonly round: string;
  readonly outcome: string;
  readonly ms: number;
  /** The longest time that the neighbour waited. */
  readonly neighbourMs: number;
  readonly neighbours: number;
}

const ONLY = process.env.BENCH_ONLY ?? '';
const NEIGHBOUR_EVERY_MS = 50;
const ROUNDS = [
  ['first', 0],
  ['other days', 1_500],
  ['same days', 1_500],
] as const;

export async function benchNeighbours({ uri, user, password }: NeighboursBenchSettings): Promise<NeighbourRow[]> {
  const env = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, RESPONSE_CACHE_BYTES: '0' };
  const facts = await onServer(env, releaseFacts);
  const operations = namedOperations(facts).filter(({ name }) => name.includes(ONLY));
  const allowed = await onServer({ ...env, COST_LIMIT: '1' }, (server) => allowedAliases(server, operations));
  const rows: NeighbourRow[] = [];
  for (const { name, aliases, make } of operations)
    await onServer(env, async (server) => {
      const most = allowed.get(name)!;
      const add = async (count: number, round: string, firstDay: number) => {
        const row = await measure(server, { operation: name, aliases: count, round }, make(count, firstDay), facts);
        console.log(JSON.stringify(row));
        rows.push(row);
      };
      if (most < aliases) await add(aliases, 'as named', 0);
      for (const [round, firstDay] of most > 0 ? ROUNDS : []) await add(most, round, firstDay);
    });
  return rows;
}

type Operation = ReturnType<MakeOperation>;

async function onServer<Result>(env: Record<string, string>, act: (server: InstrumentedServer) => Promise<Result>) {
  const server = await startInstrumentedServer(env);
  try {
    return await act(server);
  } finally {
    await server.close();
  }
}

/** Returns the most aliases below `COST_LIMIT` for each operation. A server that refuses everything tells the costs. */
async function allowedAliases({ url }: InstrumentedServer, operations: readonly NamedOperation[]) {
  const allowed = new Map<string, number>();
  for (const { name, aliases, make } of operations) {
    let most = aliases;
    while (most > 0 && ((await post(url, make(most, 0))).cost ?? 0) > DEFAULT_LIMITS.cost) most--;
    allowed.set(name, most);
  }
  return allowed;
}

async function measure(
  server: InstrumentedServer,
  row: Pick<NeighbourRow, 'operation' | 'aliases' | 'round'>,
  operation: Operation,
  { large }: NamedFacts,
): Promise<NeighbourRow> {
  let [outcome, ms] = ['', 0];
  const waits: number[] = [];
  await post(server.url, neighbourOf(large)); // so that it is cached
  const use = await server.watch(async () => {
    const neighbour = askEvery(NEIGHBOUR_EVERY_MS, server.url, neighbourOf(large), waits);
    await sleep(3 * NEIGHBOUR_EVERY_MS);
    ({ outcome, ms } = await post(server.url, operation));
    await neighbour.stop();
  });
  return { ...row, outcome, ms, neighbourMs: Math.round(Math.max(...waits)), neighbours: waits.length, ...use };
}

const neighbourOf = ([code = '']: readonly string[]): Operation => ({
  query: `{ organisation(code: "${code}") { name } }`,
  variables: {},
});

/** Asks for one organisation again and again; a request does not wait for the one before. */
function askEvery(ms: number, url: string, operation: Operation, waits: number[]) {
  const asked: Promise<void>[] = [];
  const timer = setInterval(() => {
    asked.push(post(url, operation).then((response) => void waits.push(response.ms)));
  }, ms);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(asked);
    },
  };
}

interface Response {
  readonly data?: Record<string, unknown>;
  readonly errors?: readonly {
    readonly extensions: { readonly code: string; readonly cost?: { readonly estimated: number } };
  }[];
}

async function post(url: string, body: Operation) {
  const began = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const ms = Math.round(performance.now() - began);
  const { data, errors } = JSON.parse(text) as Response;
  const cost = errors?.[0]?.extensions.cost?.estimated;
  return { ms, data, cost, outcome: errors ? errors[0]!.extensions.code : `answered, ${text.length} bytes` };
}

async function releaseFacts({ url }: InstrumentedServer): Promise<NamedFacts> {
  const ask = async (query: string) => (await post(url, { query, variables: {} })).data as never;
  const { releases, measures }: Record<'releases' | 'measures', { id: string }[]> = await ask(
    '{ releases { id } measures { id } }',
  );
  const large: string[] = [];
  for (const kind of ['REGION', 'ICB', 'SUB_ICB_LOCATION', 'TRUST']) {
    const found: { search: { nodes: { code: string }[] } } = await ask(
      `{ search(kinds: [${kind}], first: 200) { nodes { code } } }`,
    );
    large.push(...found.search.nodes.map(({ code }) => code));
  }
  return { large, newer: releases[0]!.id, older: releases.at(-1)!.id, measure: measures[0]?.id };
}
