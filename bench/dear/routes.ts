import { openNeo4j } from '../../graph/neo4j/neo4j';
import { randomOf } from '../support/damage';
import { MEASURES, type Measure, type Use } from './climb';
import { startMeasuredServer, type MeasuredServer } from './measured-server';
import { mutateRequest, randomRequest, ROUTE_KINDS } from './route-kinds';
import { fits, writeRequest, type RouteRequest } from './route-request';
import { fileMaker, RouteValues, type RouteMaterial } from './route-values';

/**
 * Searches by machine for the dearest requests to the routes other than GraphQL: FHIR, exports, enrichments, reconciliation.
 * For each route it changes the requests that use most processor time of the gateway or of Neo4j, hold the event loop longest
 * or use most memory, and goes on from them. At the end it measures them again, beside a client that asks for one organisation.
 * Run: `npm run bench dear/routes`, on a store of national size whose Neo4j runs on this machine. BENCH_SECONDS (default 600)
 * limits the search; BENCH_SEED (default 1) chooses it; BENCH_ONLY selects routes by a part of their name.
 */
export interface DearRoutesSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

export interface DearRouteRow extends Use {
  readonly kind: string;
  readonly by: Measure;
  readonly ms: number;
  readonly canaryMs: number;
  readonly outcome: string;
}

const SECONDS = Number(process.env.BENCH_SECONDS ?? 600);
const SEED = Number(process.env.BENCH_SEED ?? 1);
const ONLY = process.env.BENCH_ONLY ?? '';
/** Requests of a route and measure that are kept and changed. */
const KEPT = 4;
const SHOWN = 500;

interface Found {
  readonly request: RouteRequest;
  readonly use: Use;
  readonly outcome: string;
}

export async function benchDearRoutes(settings: DearRoutesSettings): Promise<DearRouteRow[]> {
  const values = new RouteValues(await readMaterial(settings));
  const server = await startMeasuredServer(settings, values.material.usual[0]!);
  const search = new Search(server, values);
  const until = performance.now() + SECONDS * 1_000;
  try {
    while (performance.now() < until) for (const kind of kinds()) await search.step(kind);
    console.log(`${search.runs - SEED * 1_000} requests were measured.`);
    return await search.measureAgain();
  } finally {
    await server.close();
  }
}

const kinds = () => Object.keys(ROUTE_KINDS).filter((kind) => kind.includes(ONLY));

/** The dearest requests so far, by route and measure. */
class Search {
  runs = SEED * 1_000;
  private readonly dearest = new Map<string, Found[]>();
  private readonly makeFile;

  constructor(
    private readonly server: MeasuredServer,
    private readonly values: RouteValues,
  ) {
    this.makeFile = fileMaker(values);
  }

  /** Measures one request to a route: a new one, or one that differs a little from a dear one. */
  async step(kind: string): Promise<void> {
    const known = this.of(kind, this.values.pick(MEASURES));
    const isNew = known.length === 0 || this.values.chance(0.25);
    const request = isNew
      ? randomRequest(kind, this.values)
      : mutateRequest(this.values.pick(known).request, this.values);
    const written = this.write(request);
    if (!fits(written)) return;
    const { use, outcome } = await this.server.run(written);
    for (const by of MEASURES) this.keep(by, { request, use, outcome });
  }

  async measureAgain(): Promise<DearRouteRow[]> {
    const rows: DearRouteRow[] = [];
    for (const kind of kinds())
      for (const by of MEASURES) {
        const [found] = this.of(kind, by);
        if (!found) continue;
        const runs = [];
        for (let left = 3; left > 0; left--) runs.push(await this.server.watch(this.write(found.request)));
        const [, middle] = runs.sort((a, b) => a[by] - b[by]);
        rows.push({ kind, by, ...middle! });
        print(by, found);
      }
    return rows;
  }

  private write(request: RouteRequest) {
    return writeRequest(request, this.makeFile, this.runs++);
  }

  private of(kind: string, by: Measure): Found[] {
    return this.dearest.get(`${by} ${kind}`) ?? [];
  }

  private keep(by: Measure, found: Found): void {
    const { kind } = found.request;
    const before = this.of(kind, by);
    const sorted = [...before, found].sort((a, b) => b.use[by] - a.use[by]);
    this.dearest.set(`${by} ${kind}`, sorted.slice(0, KEPT));
    if (process.env.BENCH_VERBOSE === '1' && sorted[0] === found) print(by, found);
  }
}

function print(by: Measure, { request, use, outcome }: Found): void {
  const query = request.query.map(([name, value]) => `${name}=${value.slice(0, 60)}(${value.length})`).join('&');
  const body = typeof request.body === 'object' ? JSON.stringify(request.body) : '';
  console.log(`${by} ${JSON.stringify(use)} ${outcome}\n${request.path}?${query.slice(0, SHOWN)} ${body}\n`);
}

const TEXTS = {
  usual: "MATCH (o:Organisation) WHERE o.code > 'ZX' RETURN o.code AS code ORDER BY o.code LIMIT 600",
  hubs: 'MATCH (o:Organisation)<-[link]-(:Organisation) RETURN o.code AS code, count(link) AS links ORDER BY links DESC LIMIT 300',
  closed: "MATCH (s:State) WHERE s.status = 'INACTIVE' RETURN s.code AS code LIMIT 300",
  roles: "MATCH (e:CodeListEntry {list: 'role'}) RETURN DISTINCT e.code AS code",
  types: "MATCH (e:CodeListEntry {list: 'relationship'}) RETURN DISTINCT e.code AS code",
  links: 'MATCH ()-[link:RE4]->() RETURN link.id AS code LIMIT 100',
  releases: "MATCH (r:Release {status: 'LOADED'}) RETURN r.id AS code ORDER BY r.number",
};

async function readMaterial(settings: DearRoutesSettings): Promise<RouteMaterial> {
  const graph = openNeo4j({ ...settings, deadlineMs: 60_000 });
  try {
    const read = async ([name, text]: [string, string]) => {
      const rows = await graph.read<{ code: string }>({ name, text }, {});
      return [name, rows.map(({ code }) => code)] as const;
    };
    const found = Object.fromEntries(await Promise.all(Object.entries(TEXTS).map(read))) as Record<
      keyof typeof TEXTS,
      string[]
    >;
    const { releases, hubs, ...lists } = found;
    const ends = { older: releases[0]!, newer: releases.at(-1)! };
    return { ...lists, ...ends, hubs, large: hubs.slice(0, 60), random: randomOf(SEED) };
  } finally {
    await graph.close();
  }
}
