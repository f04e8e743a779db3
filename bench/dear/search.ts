import { parse } from 'graphql';
import { readCostDirectives } from '../../gateway/cost/cost-directives';
import { boundsOf } from '../../gateway/cost/release-bounds';
import { toApiSchema } from '../../gateway/graphql/api-schema';
import { DEFAULT_LIMITS } from '../../gateway/limits';
import { openOrganisationsSubgraph } from '../../gateway/organisations-subgraph';
import { openNeo4j } from '../../graph/neo4j/neo4j';
import { createSchemaExecutor } from '../../federation/subgraphs/schema-executor';
import { buildSubgraph } from '../../resolvers/subgraph';
import { pointsOf, type Judge } from './allowed';
import { Climb, kindOf, MEASURES, type Found, type Use } from './climb';
import { requestOf, startMeasuredServer, type MeasuredServer } from './measured-server';
import { writeOperation } from './operation';
import { RandomParts, type Material } from './random-parts';
import { seedsOf } from './seeds';
import { randomOf } from '../support/damage';
import type { Roots } from './mutate';

/**
 * Searches by machine for the dearest operations below COST_LIMIT: it changes random operations, keeps the allowed ones that
 * use most processor time of the gateway or of Neo4j, hold the event loop longest or use most memory, and goes on from them.
 * At the end it measures the dearest of each again, three times on new days, beside a client that asks for one organisation.
 * Run: `npm run bench dear/search`, on a store of national size whose Neo4j runs on this machine. BENCH_SECONDS (default 600)
 * limits the search; BENCH_SEED (default 1) chooses it.
 */
export interface DearSearchSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

export interface DearSearchRow extends Use {
  readonly by: string;
  readonly kind: string;
  readonly points: number;
  readonly ms: number;
  readonly canaryMs: number;
  readonly outcome: string;
}

const SECONDS = Number(process.env.BENCH_SECONDS ?? 600);
const SEED = Number(process.env.BENCH_SEED ?? 1);
/** Of each measure, so many are measured again. */
const TOP = Number(process.env.BENCH_TOP ?? 5);
const SHOWN = 1_500;

export async function benchDearSearch(settings: DearSearchSettings): Promise<DearSearchRow[]> {
  const { judge, parts } = await prepare(settings);
  const server = await startMeasuredServer(settings, parts.material.usual[0]!);
  let runs = SEED * 1_000;
  const write = (roots: Roots) => writeOperation(roots, judge.schema, runs * 17);
  try {
    const until = performance.now() + SECONDS * 1_000;
    const climb = new Climb({
      ...{ parts, seeds: seedsOf(parts), limit: DEFAULT_LIMITS.cost },
      points: (roots) => pointsOf(write(roots), judge),
      run: (roots) => (runs++, server.run(requestOf(write(roots)))),
      isOver: () => performance.now() > until,
      onBest: process.env.BENCH_VERBOSE === '1' ? (by, found) => print(by, found, write(found.roots)) : undefined,
    });
    await climb.run();
    console.log(`${climb.tried} operations were measured, ${climb.refused} could not be made small enough.`);
    return await measureAgain(climb, server, (roots) => (runs++, write(roots)));
  } finally {
    await server.close();
  }
}

type Write = (roots: Roots) => ReturnType<typeof writeOperation>;

async function measureAgain(climb: Climb, server: MeasuredServer, write: Write): Promise<DearSearchRow[]> {
  const rows: DearSearchRow[] = [];
  for (const by of MEASURES)
    for (const found of climb.dearest(by).slice(0, TOP)) {
      const runs = [];
      for (let left = 3; left > 0; left--) runs.push(await server.watch(requestOf(write(found.roots))));
      const [, row] = runs.sort((a, b) => a[by] - b[by]);
      rows.push({ by, kind: kindOf(found.roots).slice(0, 70), points: found.points, ...row! });
      print(by, found, write(found.roots));
    }
  return rows;
}

function print(by: string, { use }: Found, { query, variables }: ReturnType<Write>): void {
  console.log(`${by} ${JSON.stringify(use)}\n${query.slice(0, SHOWN)}\n${JSON.stringify(variables).slice(0, 200)}\n`);
}

const USUAL = 'MATCH (o:Organisation) WHERE o.code > $from RETURN o.code AS code ORDER BY o.code LIMIT 300';
const HUBS =
  'MATCH (o:Organisation)<-[link]-(:Organisation) RETURN o.code AS code, count(link) AS links ORDER BY links DESC LIMIT 200';

/** Reads what operations are made of and what judges them. */
async function prepare(settings: DearSearchSettings): Promise<{ judge: Judge; parts: RandomParts }> {
  const graph = openNeo4j({ ...settings, deadlineMs: 60_000 });
  try {
    const subgraph = await buildSubgraph();
    const schema = toApiSchema(subgraph.schema);
    const { makeContext } = openOrganisationsSubgraph({
      ...{ subgraph, graph, limits: DEFAULT_LIMITS, cacheBytes: 2 ** 28, deadlineMs: 60_000 },
      cursorSecret: 'only for this benchmark',
    });
    const execute = createSchemaExecutor(schema);
    const ask = async (query: string) => (await execute({ document: parse(query) }, await makeContext(undefined))).data;
    const { releases, measures } = (await ask('{ releases { id } measures { id } }')) as never as Ids;
    const large: string[] = [];
    for (const kind of ['REGION', 'ICB', 'SUB_ICB_LOCATION', 'TRUST', 'PCN']) {
      const { search } = (await ask(
        `{ search(kinds: [${kind}], first: 100) { nodes { code } } }`,
      )) as never as Found200;
      large.push(...search.nodes.map(({ code }) => code));
    }
    const codes = async (text: string, from?: string) =>
      (await graph.read<{ code: string }>({ name: 'codes', text }, { from })).map(({ code }) => code);
    const { snapshot } = await makeContext(undefined);
    const material: Material = {
      ...{ schema, large, random: randomOf(SEED), measure: measures[0]?.id },
      ...{ newer: releases[0]!.id, older: releases.at(-1)!.id },
      hubs: await codes(HUBS),
      usual: [...(await codes(USUAL, 'G8')), ...(await codes(USUAL, 'R')), ...(await codes(USUAL, 'ZX'))],
    };
    const organisations = Math.max(...snapshot.releases.map((release) => release.organisations));
    const model = readCostDirectives(subgraph.sdl, DEFAULT_LIMITS);
    return {
      judge: { schema, model, organisations, bounds: boundsOf(snapshot) },
      parts: new RandomParts(material),
    };
  } finally {
    await graph.close();
  }
}

type Ids = Record<'releases' | 'measures', readonly { readonly id: string }[]>;
interface Found200 {
  readonly search: { readonly nodes: readonly { readonly code: string }[] };
}
