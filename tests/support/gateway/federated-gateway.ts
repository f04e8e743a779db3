import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { stringify } from 'yaml';
import { HOME } from '../../../config';
import { openGraphs } from '../../../federation/supergraph-manager';
import type { Intervals } from '../../../federation/supergraph/poller';
import { DEFAULT_LIMITS, type Limits } from '../../../gateway/graphql/limits';
import { createMetrics } from '../../../telemetry/metrics';
import type { GatewayParts } from '../../../gateway/server';
import { createReads } from '../../../graph/read-side';
import { warmUp } from '../../../graph/warm-up';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { counted } from '../counted';
import { openGateway } from './gateway';
import { sampleGraph } from '../database/graph';
import { temporaryFolder } from '../database/neo4j';
import { startSource } from '../process/processes';
import { until } from '../process/until';

export const EXAMPLES = join(HOME, 'examples/subgraphs');

/** Both example subgraphs, as `npm run subgraphs` starts them, on free ports. Whoever starts them ends them. */
export async function startExamples() {
  const ports = { VACCINATIONS_PORT: '0', PAYMENTS_PORT: '0' };
  const { child, text, finished } = startSource('examples/subgraphs/main.js', [], ports);
  const urlOf = (name: string) =>
    until(`the address of ${name}`, () => new RegExp(`${name} +(http:\\S+)\n`).exec(text.out)?.[1]);
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
export type Entry = Readonly<Record<string, unknown>> & { readonly name: string };

/** The entries of the example file, at the URLs where the examples listen. */
export const entriesOf = (examples: { readonly vaccinations: string; readonly payments: string }): Entry[] => [
  { name: 'vaccinations', url: examples.vaccinations, schema: join(EXAMPLES, 'vaccinations/schema.graphql') },
  { name: 'payments', url: examples.payments, schema: 'introspect' },
];

interface Given {
  readonly supergraph?: string;
  readonly every?: Partial<Intervals>;
  readonly limits?: Partial<Limits>;
  readonly env?: Readonly<Record<string, string>>;
  readonly parts?: Partial<Omit<GatewayParts, 'limits'>>;
}

/** The whole gateway over the shared sample, with other subgraphs. `folder` holds its files. Whoever opens it closes it. */
export async function openFederated(entries: readonly Entry[], given: Given = {}) {
  const { supergraph, every, env = {}, limits, parts } = given;
  const folder = temporaryFolder();
  const subgraphs = join(folder, 'subgraphs.yaml');
  const write = (list: readonly Entry[]) => writeFileSync(subgraphs, stringify({ subgraphs: list }));
  write(entries);
  const lines: string[] = [];
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
  const { sdl, schema } = await buildSubgraph();
  const sources = { own: { name: 'organisations', sdl }, supergraph, subgraphs, env };
  const timeoutMs = limits?.timeoutMs ?? DEFAULT_LIMITS.timeoutMs;
  const metrics = createMetrics();
  const graphs = await openGraphs({ sources, schema, logger, timeoutMs, every, metrics });
  const { graph, names } = counted(sampleGraph());
  const gateway = await openGateway(graph, {
    door: graphs.door,
    metrics,
    reads: { deadlineMs: 20_000 },
    ...(limits && { limits }),
    ...parts,
  });
  await warmUp(createReads(sampleGraph(), { cacheBytes: 0, deadlineMs: 20_000 }), { rounds: 2, enoughMs: 20_000 });
  gateway.health.warmedUp();
  const close = async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  };
  return { ...gateway, reads: names, changes: graphs.changes, graphLines: lines, folder, write, close };
}

export type FederatedGateway = Awaited<ReturnType<typeof openFederated>>;
