import { setTimeout as after } from 'node:timers/promises';
import { Command } from 'commander';
import type { Graph } from '../../graph/graph';
import type { Config } from '../../config';
import { CommandError, type CommandContext } from '../command';
import type { Offer } from '../open-gateway';
import { untilSignal, type Stop } from '../stop';

/** ods-graph serve */
export function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .description('serve the graph: bring up the local Neo4j, load the sample if the graph is empty, answer')
    .action(() => serve(context));
}

/** Serves until it is asked to stop. The schema is built while the database starts. */
async function serve(context: CommandContext): Promise<void> {
  const stop = untilSignal();
  const config = context.config();
  const { openGraph } = await import('../open-neo4j');
  const preparing = prepare(context);
  if (config.SUBGRAPHS !== undefined || config.SUPERGRAPH !== undefined) await preparing; // may fail: before all else
  const opening = Promise.all([openGraph(config, context.report), preparing]);
  const [open, tools] = await Promise.race([opening, givenUp(stop)]);
  const unheard = (err: unknown) =>
    tools.offer.logger.error({ err }, 'a promise was rejected and nobody waited for it');
  process.on('unhandledRejection', unheard);
  try {
    if (!stop.asked) await serveGraph(open.graph, tools, stop, context);
  } finally {
    process.off('unhandledRejection', unheard);
    await open.close();
  }
}

/** Rejects when a start that was asked to stop does not come to its end. */
async function givenUp(stop: Stop): Promise<never> {
  await stop.signal;
  await after(START_ENDS_MS);
  throw new CommandError('Stopped before it was started.');
}

const START_ENDS_MS = 8_000;

type Tools = Awaited<ReturnType<typeof prepare>>;

async function prepare(context: CommandContext) {
  const { openDoors } = await import('../listen');
  const { gatewayParts, prepareOffer } = await import('../open-gateway');
  const { isEmpty, loadSample } = await import('../load-sample');
  const { createReads } = await import('../../graph/read-side');
  const { warmUp } = await import('../../graph/warm-up');
  const { openPages } = await import('../pages');
  const offer = await prepareOffer(context);
  const tracing = await openTracing(context.config(), offer);
  return { tracing, offer, openDoors, gatewayParts, isEmpty, loadSample, createReads, warmUp, openPages };
}

/** Traces cost nothing, not even the time to load what makes them, unless they are wanted. */
async function openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Config, { logger }: Offer) {
  if (endpoint === undefined) return undefined;
  const tracing = await import('../../telemetry/tracing');
  return tracing.openTracing({ endpoint, logger });
}

async function serveGraph(graph: Graph, tools: Tools, stop: Stop, context: CommandContext): Promise<void> {
  const config = context.config();
  const pages = tools.openPages(config, context.report);
  const parts = { ...tools.gatewayParts(config, graph, tools.offer), pages, trace: tools.tracing?.start };
  const uncached = tools.createReads(graph, { cacheBytes: 0, deadlineMs: WARM_UP_MS });
  const empty = await tools.isEmpty(parts.probe, context);
  if (!empty) await tools.warmUp(uncached, { enoughMs: WARM_UP_MS, rounds: 1 });
  const doors = await tools.openDoors(parts, tools.offer.subgraph, config);
  try {
    if (empty) await tools.loadSample(context, stop);
    const addresses = [...doors.addresses, ...pages.addresses.map(([name, path]) => [name, `${doors.url}${path}`])];
    context.out(addresses.map(([name, address]) => `${name!.padEnd(WIDEST)} ${address}\n`).join(''));
    const warm = { enoughMs: WARM_UP_MS, stopped: () => stop.asked };
    void tools.warmUp(uncached, warm).then(() => {
      parts.health.warmedUp();
      if (!stop.asked) pages.build();
    });
    await stop.signal;
    context.report.line('Stopping: /readyz says so, requests in work are ended.');
    parts.health.stop();
    await Promise.race([after(config.SHUTDOWN_DELAY_MS), stop.again]);
  } finally {
    pages.close();
    await doors.close();
    await tools.tracing?.close();
  }
}

const WARM_UP_MS = 10_000;
const WIDEST = 'Playground'.length;
