import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { stringify } from 'yaml';
import { HOME } from '../../../config';
import {
  openSupergraphManager,
  type SupergraphManager,
  type SupergraphManagerSettings,
} from '../../../federation/supergraph-manager';
import type { ServedContracts } from '../../../federation/contracts/contracts-file';
import type { PollIntervals } from '../../../federation/supergraph/poller';
import { DEFAULT_LIMITS, type Limits } from '../../../gateway/limits';
import { contractOf, reloadableGateway } from '../../../gateway/graphql/reloadable-gateway';
import { createMetrics } from '../../../telemetry/metrics';
import type { GatewaySettings } from '../../../gateway/server';
import { createReadSide } from '../../../graph/read-side';
import { warmUp } from '../../../graph/warm-up';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { countReads } from '../database/counting-graph';
import { openGateway, type TestGateway } from './gateway';
import { sampleGraph } from '../database/sample-graph';
import { temporaryFolder } from '../database/fresh-neo4j';
import { startSourceFile } from '../process/processes';
import { waitFor } from '../process/wait-for';

export const EXAMPLE_SUBGRAPHS = join(HOME, 'examples/subgraphs');

/** Starts both example subgraphs on free ports, as `npm run subgraphs` does. The caller closes them. */
export async function startExampleSubgraphs() {
  const ports = { VACCINATIONS_PORT: '0', PAYMENTS_PORT: '0' };
  const { child, text, finished } = startSourceFile('examples/subgraphs/main.js', [], ports);
  const urlOf = (name: string) =>
    waitFor(`the address of ${name}`, () => new RegExp(`${name} +(http:\\S+)\n`).exec(text.out)?.[1]);
  return {
    vaccinations: await urlOf('vaccinations'),
    payments: await urlOf('payments'),
    async close() {
      child.kill();
      await finished;
    },
  };
}

/** One entry of a SUBGRAPHS file. */
export type SubgraphEntry = Readonly<Record<string, unknown>> & { readonly name: string };

/** The entries of the example SUBGRAPHS file, with the URLs of the running examples. */
export const exampleEntries = (urls: { readonly vaccinations: string; readonly payments: string }): SubgraphEntry[] => [
  { name: 'vaccinations', url: urls.vaccinations, schema: join(EXAMPLE_SUBGRAPHS, 'vaccinations/schema.graphql') },
  { name: 'payments', url: urls.payments, schema: 'introspect' },
];

interface FederatedGatewayOptions {
  readonly supergraph?: string;
  readonly pollIntervals?: Partial<PollIntervals>;
  readonly limits?: Partial<Limits>;
  readonly env?: Readonly<Record<string, string>>;
  readonly answers?: SupergraphManagerSettings['answers'];
  readonly contracts?: ServedContracts;
  readonly parts?: Partial<Omit<GatewaySettings, 'limits'>>;
}

export interface FederatedGateway extends TestGateway {
  /** Names of the statements read from Neo4j so far. */
  readonly reads: readonly string[];
  readonly reloads: SupergraphManager['reloads'];
  /** Log lines of the supergraph manager, each one JSON. */
  readonly supergraphLines: readonly string[];
  /** Holds the SUBGRAPHS file. */
  readonly folder: string;
  /** Rewrites the SUBGRAPHS file. */
  readonly write: (entries: readonly SubgraphEntry[]) => void;
}

/** The complete gateway over the shared sample and other subgraphs, on a free port. The caller closes it. */
export async function openFederatedGateway(
  entries: readonly SubgraphEntry[],
  options: FederatedGatewayOptions = {},
): Promise<FederatedGateway> {
  const { supergraph, pollIntervals: every, env = {}, limits, parts, answers, contracts } = options;
  const folder = temporaryFolder();
  const subgraphs = join(folder, 'subgraphs.yaml');
  const write = (list: readonly SubgraphEntry[]) => writeFileSync(subgraphs, stringify({ subgraphs: list }));
  write(entries);
  const lines: string[] = [];
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
  const { sdl, schema } = await buildSubgraph();
  const own = { name: 'organisations', sdl, schema, sdlCommand: 'ods-graph schema --subgraph' };
  const sources = { own, supergraph, subgraphs, env };
  const timeoutMs = limits?.timeoutMs ?? DEFAULT_LIMITS.timeoutMs;
  const metrics = createMetrics();
  const supergraphs = await openSupergraphManager({ sources, logger, timeoutMs, every, metrics, answers, contracts });
  const { graph, statementNames } = countReads(sampleGraph());
  const gateway = await openGateway(graph, {
    gateway: reloadableGateway(supergraphs),
    contracts: (contracts?.list ?? []).map(({ name, hosts }) => {
      return { name, hosts, gateway: reloadableGateway(contractOf(supergraphs, name)) };
    }),
    metrics,
    reads: { deadlineMs: 20_000 },
    ...(limits && { limits }),
    ...parts,
  });
  await warmUp(createReadSide(sampleGraph(), { cacheBytes: 0, deadlineMs: 20_000 }), { rounds: 2, enoughMs: 20_000 });
  gateway.health.markWarm();
  const close = async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  };
  return {
    ...gateway,
    reads: statementNames,
    reloads: supergraphs.reloads,
    supergraphLines: lines,
    folder,
    write,
    close,
  };
}
