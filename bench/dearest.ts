import { getVariableValues, parse, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { createSchemaExecutor } from '../federation/subgraphs/schema-executor';
import { readCostDirectives, type CostModel } from '../gateway/cost/cost-directives';
import { estimateCost } from '../gateway/cost/estimate';
import { toApiSchema } from '../gateway/graphql/api-schema';
import { DEFAULT_LIMITS } from '../gateway/limits';
import { openOrganisationsSubgraph, type OrganisationsSubgraph } from '../gateway/organisations-subgraph';
import type { Graph } from '../graph/graph';
import { openNeo4j } from '../graph/neo4j/neo4j';
import { buildSubgraph, type Subgraph } from '../resolvers/subgraph';
import { dearOperations, MOST_ALIASES, type MakeOperation, type ReleaseFacts } from './support/dear-operations';
import { watchEventLoop } from './support/event-loop';

/**
 * Searches for the dearest operation below COST_LIMIT: of each kind it executes the largest one that is allowed, on days
 * that were not asked for before, with all facts cached. Run: `npm run bench dearest`, on a store with real releases.
 * BENCH_SECONDS (default 120) limits the search; BENCH_ONLY selects kinds by a part of their name.
 */
export interface DearestBenchSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

export interface DearRow {
  readonly operation: string;
  readonly aliases: number;
  readonly cost: number;
  readonly ms: number;
  /** CPU time of the process, and the longest time that the event loop was held. */
  readonly cpuMs: number;
  readonly holdMs: number;
  readonly heapMb: number;
  readonly outcome: string;
}

const SECONDS = Number(process.env.BENCH_SECONDS ?? 120);
const ONLY = process.env.BENCH_ONLY ?? '';
const DEADLINE_MS = 60_000;
const HUBS = {
  name: 'hubs',
  text: 'MATCH (o:Organisation)<-[link]-(:Organisation) RETURN o.code AS code, count(link) AS links ORDER BY links DESC LIMIT 200',
};

export async function benchDearest(settings: DearestBenchSettings): Promise<DearRow[]> {
  const graph = openNeo4j({ ...settings, deadlineMs: DEADLINE_MS });
  try {
    const subgraph = await buildSubgraph();
    const organisations = openOrganisationsSubgraph({
      ...{ subgraph, graph, limits: DEFAULT_LIMITS, cacheBytes: 2 ** 31, deadlineMs: DEADLINE_MS },
      cursorSecret: 'only for this benchmark',
    });
    const bench = await prepare(subgraph, organisations);
    const until = performance.now() + SECONDS * 1_000;
    const rows: DearRow[] = [];
    for (const [name, make] of dearOperations(await releaseFacts(bench, graph))) {
      if (performance.now() > until) break;
      if (name.includes(ONLY)) rows.push(await measure(name, make, bench));
    }
    return rows.sort((a, b) => b.cpuMs - a.cpuMs);
  } finally {
    await graph.close();
  }
}

interface Bench {
  readonly subgraph: Subgraph;
  readonly model: CostModel;
  readonly organisations: number;
  execute(query: string, variables?: Readonly<Record<string, unknown>>): Promise<ExecutionResult>;
}

async function prepare(subgraph: Subgraph, { makeContext }: OrganisationsSubgraph): Promise<Bench> {
  const execute = createSchemaExecutor(toApiSchema(subgraph.schema));
  const { snapshot } = await makeContext(undefined);
  return {
    subgraph,
    model: readCostDirectives(subgraph.sdl, DEFAULT_LIMITS),
    organisations: Math.max(...snapshot.releases.map((release) => release.organisations)),
    execute: async (query, variables) => execute({ document: parse(query), variables }, await makeContext(undefined)),
  };
}

/** Executes the largest allowed operation of a kind twice, each time on new days; the first time fills the cache. */
async function measure(name: string, make: MakeOperation, bench: Bench): Promise<DearRow> {
  const costOf = (aliases: number) => estimate(make(aliases, 0), bench);
  let aliases = MOST_ALIASES;
  while (aliases > 0 && costOf(aliases) > DEFAULT_LIMITS.cost) aliases--;
  if (aliases === 0) return { operation: name, aliases, cost: costOf(1), ...NOT_RUN, outcome: 'refused' };
  await run(make(aliases, 3), bench);
  const heapBefore = process.memoryUsage().heapUsed;
  const loop = watchEventLoop();
  const { errors } = await run(make(aliases, 1_500), bench);
  const { ms, cpuMs, holdMs, heapBytes } = loop.stop();
  const heapMb = Math.round((heapBytes - heapBefore) / 2 ** 20);
  const outcome = errors ? errors[0]!.message.slice(0, 60) : 'answered';
  return { operation: name, aliases, cost: costOf(aliases), ms, cpuMs, holdMs, heapMb, outcome };
}

const NOT_RUN = { ms: 0, cpuMs: 0, holdMs: 0, heapMb: 0 };

function run({ query, variables }: ReturnType<MakeOperation>, { execute }: Bench): Promise<ExecutionResult> {
  return execute(query, variables);
}

function estimate({ query, variables }: ReturnType<MakeOperation>, { subgraph, model, organisations }: Bench): number {
  const operation = parse(query).definitions[0] as OperationDefinitionNode;
  const { coerced = {} } = getVariableValues(subgraph.api, operation.variableDefinitions ?? [], variables);
  return estimateCost({
    schema: subgraph.api,
    model,
    operation,
    fragments: new Map(),
    variables: coerced,
    organisations,
  });
}

/** Returns what the operations are made of. */
async function releaseFacts({ execute }: Bench, graph: Graph): Promise<ReleaseFacts> {
  const { data } = await execute('{ releases { id } measures { id } }');
  const { releases, measures } = data as Record<'releases' | 'measures', readonly { readonly id: string }[]>;
  const search = (kind: string) =>
    execute(`{ search(kinds: [${kind}], first: 200) { nodes { code } } }`).then(
      (result) => (result.data as { search: { nodes: { code: string }[] } }).search.nodes,
    );
  const found = await Promise.all(['REGION', 'ICB', 'SUB_ICB_LOCATION', 'TRUST'].map(search));
  return {
    newer: releases[0]!.id,
    older: releases.at(-1)!.id,
    measure: measures[0]?.id,
    large: found.flat().map(({ code }) => code),
    hubs: (await graph.read<{ code: string }>(HUBS)).map(({ code }) => code),
  };
}
